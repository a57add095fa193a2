// The search field with its suggestions: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
import { BASE, suggest } from './api.js';
import { h, marked, say } from './elements.js';

const PAUSE = 150;
const LONGEST = 100; // The API completes nothing longer.
const PATHS = { story: 'stories', category: 'categories', author: 'authors', tag: 'tags' };

/** @param go shows the page at an address */
export function searchField(go) {
  const field = document.getElementById('@q');
  const list = document.getElementById('@suggestions');
  let timer;
  let request;
  let chosen = -1;

  const options = () => [...list.children];

  /** The focus stays in the field; which option is meant is said by `aria-activedescendant`. */
  function choose(index) {
    chosen = index;
    options().forEach((option, place) => option.setAttribute('aria-selected', place === chosen));
    const option = options()[chosen];
    option ? field.setAttribute('aria-activedescendant', option.id) : field.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  }

  function show(items) {
    list.replaceChildren(...items.map(({ type, slug, text, ranges }, index) =>
      h('li', { id: `@suggestion-${index}`, role: 'option', 'data-href': `${BASE}/${PATHS[type]}/${slug}` }, h('span', null, marked({ text, ranges })), h('small', null, type))));
    list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', items.length > 0);
    choose(-1);
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    show([]);
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    try {
      const { items } = await suggest(field.value.trim(), request.signal);
      show(items.filter(({ type }) => type in PATHS));
      say(items.length ? `${items.length} suggestions` : 'No suggestions');
    } catch (problem) {
      if (problem.status === 404) {
        field.removeEventListener('input', onInput); // A server without search has no suggestions either.
      }
    }
  }

  function onInput() {
    clearTimeout(timer);
    const { length } = [...field.value.trim()];
    if (length < 2 || length > LONGEST) {
      close();
    } else {
      timer = setTimeout(ask, PAUSE);
    }
  }

  function follow(address) {
    close();
    field.blur();
    go(address);
  }

  const KEYS = {
    ArrowDown: () => choose(chosen + 1 < options().length ? chosen + 1 : -1),
    ArrowUp: () => choose(chosen >= 0 ? chosen - 1 : options().length - 1),
    Escape: close,
    Enter: () => follow(options()[chosen].dataset.href)
  };

  field.addEventListener('input', onInput);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', event => {
    const applies = !list.hidden && event.key in KEYS && (event.key !== 'Enter' || chosen >= 0);
    if (applies) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
  // Before the field loses the focus, and with it the list goes.
  list.addEventListener('pointerdown', event => event.preventDefault());
  list.addEventListener('click', event => follow(event.target.closest('[role=option]').dataset.href));
  field.form.addEventListener('submit', event => {
    event.preventDefault();
    if (field.value.trim()) {
      follow(`${BASE}/search?${new URLSearchParams({ q: field.value.trim() })}`);
    }
  });
}

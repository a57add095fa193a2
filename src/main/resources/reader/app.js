// Where the reader begins: which page an address stands for, and going from one to another.
import { BASE, categories, site as settings } from './api.js';
import { ageAgain, h } from './elements.js';
import { follow } from './live.js';
import * as pages from './pages.js';
import { searchField } from './search.js';

const main = document.getElementById('@main');
const REMEMBERED = 20;

/** The pages that Back and Forward lead to, as they were left, by the `key` of their entry in the history. */
const visits = new Map();
let visit = { key: history.state?.key ?? crypto.randomUUID() };
let loading;
let site = { title: 'Broadsheet' };

function pageAt({ pathname, searchParams }, signal) {
  const [, kind, slug] = pathname.slice(BASE.length).split('/');
  switch (kind) {
    case '': return pages.front(signal);
    case 'stories': return pages.story(slug, signal);
    case 'search': return pages.search(searchParams, signal);
    default: return pages.listing(kind, slug, signal);
  }
}

const isHere = url => url.origin === location.origin && url.pathname.startsWith(`${BASE}/`)
  && /^\/($|search$|(stories|categories|authors|tags)\/[^/]+$)/.test(url.pathname.slice(BASE.length));

/** Loads the page at an address, and shows it in the place of the one that is there. */
async function load(url, whenShown = () => {}) {
  loading?.abort();
  const { signal } = loading = new AbortController();
  const { key } = visit;
  main.setAttribute('aria-busy', 'true');
  let page;
  try {
    page = await pageAt(url, signal);
  } catch (problem) {
    if (signal.aborted) {
      return;
    }
    page = pages.failure(problem, () => load(url, whenShown));
  }
  if (signal.aborted) {
    return;
  }
  visit = { key, page };
  visits.set(key, visit);
  if (visits.size > REMEMBERED) {
    visits.delete(visits.keys().next().value);
  }
  if (page.path && page.path !== url.pathname) {
    history.replaceState(history.state, '', page.path); // A former slug has led to the current one.
  }
  show(page);
  whenShown();
}

function show(page) {
  page.nodes ??= page.content.filter(Boolean);
  main.replaceChildren(...page.nodes);
  main.removeAttribute('aria-busy');
  ageAgain(main);
  name(page);
  document.querySelector('meta[name=robots]')?.remove();
  if (page.isMissing) {
    document.head.append(h('meta', { name: 'robots', content: 'noindex' }));
  }
  document.getElementById('@categories').querySelectorAll('a').forEach(link =>
    link.pathname === location.pathname ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current'));
  document.getElementById('@q').value = new URLSearchParams(location.search).get('q') ?? '';
}

/** Says in the head of the document what the page is, and of which site. */
function name(page) {
  document.title = page.isFront ? site.title : `${page.title} – ${site.title}`;
  document.querySelector('meta[name=description]').content = (page.isFront ? site.description : page.description) ?? page.title;
}

/** Notes what a page must have again when somebody comes back to it. */
function leave() {
  visit.scroll = window.scrollY;
  visit.focused = document.activeElement;
  history.replaceState({ ...history.state, key: visit.key, scroll: visit.scroll }, '');
}

/** A new page begins at its top, or at the part that its address names, and whoever listens hears its heading. */
function begin() {
  main.querySelector('h1')?.focus({ preventScroll: true });
  scrollToPart();
}

function scrollToPart() {
  const part = document.getElementById(decoded(location.hash.slice(1)));
  main.contains(part) ? part.scrollIntoView() : window.scrollTo(0, 0);
}

function decoded(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function go(address) {
  const url = new URL(address, location);
  leave();
  const fromList = visit.page?.isList ?? false;
  visit = { key: crypto.randomUUID() };
  history.pushState({ key: visit.key, fromList }, '', url);
  load(url, begin);
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[href]');
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.target) {
    return;
  }
  const url = new URL(link.href);
  const isAnchor = url.hash && url.pathname === location.pathname && url.search === location.search;
  if (!isHere(url) || isAnchor) {
    return;
  }
  event.preventDefault();
  // "Back to stories" is the list that the reader came from, where it was left.
  link.hasAttribute('data-back') && history.state?.fromList ? history.back() : go(url);
});

history.scrollRestoration = 'manual';
window.addEventListener('pagehide', leave);
window.addEventListener('popstate', ({ state }) => {
  if (!state) {
    return; // Only the fragment is another one.
  }
  visit.scroll = window.scrollY;
  visit.focused = document.activeElement === document.body ? visit.focused : document.activeElement;
  const known = visits.get(state.key);
  if (known) {
    loading?.abort();
    visit = known;
    show(known.page);
    window.scrollTo(0, known.scroll ?? 0);
    known.focused?.focus({ preventScroll: true });
  } else {
    visit = { key: state.key };
    load(new URL(location), () => window.scrollTo(0, state.scroll ?? 0));
  }
});

/** The page under the reader's eyes is told what changes, and so are those that Back leads to. */
const tell = (what, value) => visits.forEach(({ page }) => page[what]?.(value));
follow({ changed: story => tell('changed', story), gone: id => tell('gone', id) });
setInterval(() => ageAgain(main), 60_000);

searchField(go);
history.replaceState({ ...history.state, key: visit.key }, '');
load(new URL(location), () => history.state.scroll ? window.scrollTo(0, history.state.scroll) : scrollToPart());
settings().then(found => {
  site = found;
  document.querySelector('.wordmark').textContent = site.title;
  visit.page && name(visit.page);
}, () => { /* Without its title the site is called Broadsheet. */ });
categories().then(({ items }) => {
  const links = items.filter(({ storyCount }) => storyCount > 0)
    .map(({ slug, name }) => h('li', null, h('a', { href: `${BASE}/categories/${slug}`, 'aria-current': location.pathname === `${BASE}/categories/${slug}` && 'page' }, name)));
  document.getElementById('@categories').append(...links);
}, () => { /* Without its categories the page is still worth reading. */ });

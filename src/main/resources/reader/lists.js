// Cards, and lists of them that grow at both ends: older stories on request, new ones as they are published.
import { BASE } from './api.js';
import { age, h, marked, picture, say } from './elements.js';

/** @param highlights where a search found something: `title` and `body`, with ranges */
export function card(story, highlights) {
  return h('li', { class: 'card', 'data-id': story.id },
    picture(story.image, { loading: 'lazy' }),
    h('div', { class: 'words' },
      h('p', { class: 'kicker' }, h('a', { href: `${BASE}/categories/${story.category.slug}` }, story.category.name)),
      h('h2', { lang: story.language },
        h('a', { href: `${BASE}/stories/${story.slug}` }, highlights?.title ? marked(highlights.title) : story.title)),
      h('p', { class: 'excerpt', lang: story.language }, highlights?.body ? marked(highlights.body) : story.excerpt),
      h('p', { class: 'facts' }, age(story.publishedAt), h('span', null, `${story.readingMinutes} min read`))));
}

/**
 * A list of stories.
 *
 * @param first the first page, as the API answers it
 * @param more asks for the page after a cursor
 * @param item makes a card of an item of a page
 * @param takes whether a new story belongs to the list; absent where lists do not grow at the top
 */
export function storyList({ first, more, item = card, takes, layout = 'front' }) {
  const list = h('ul', { class: `cards ${layout}` }, first.items.map(each => item(each)));
  const older = h('button', { type: 'button', class: 'more', onclick: showOlder }, 'More stories');
  const waiting = h('button', { type: 'button', class: 'waiting', hidden: true, onclick: showWaiting });
  const element = h('div', { class: 'list' }, waiting, list, older);
  let next = first.page.next;
  let newest = first.items[0]?.publishedAt ?? '';
  let held = [];

  const find = id => list.querySelector(`[data-id="${id}"]`);
  older.hidden = !next;

  async function showOlder() {
    older.disabled = true;
    try {
      const page = await more(next);
      // What was published since has moved the rest on; a cursor never repeats a story, but one may have come by the stream.
      const cards = page.items.map(each => item(each)).filter(each => !find(each.dataset.id));
      list.append(...cards);
      next = page.page.next;
      older.hidden = !next;
      cards[0]?.querySelector('h2 a').focus({ preventScroll: true });
      say(`${cards.length} more stories`);
    } catch (problem) {
      say('No more stories could be loaded.');
    } finally {
      older.disabled = false;
    }
  }

  /** Whoever is reading or about to click would not like the list to move: a button says that there is something. */
  const inUse = () => list.isConnected && (window.scrollY > 200 || list.matches(':hover, :focus-within'));

  function showWaiting() {
    held.forEach(story => list.prepend(fresh(story)));
    held = [];
    waiting.hidden = true;
    window.scrollTo({ top: 0 });
    list.querySelector('h2 a').focus({ preventScroll: true });
  }

  function fresh(story) {
    const element = card(story);
    element.classList.add('fresh');
    return element;
  }

  function announce() {
    const text = held.length === 1 ? '1 new story' : `${held.length} new stories`;
    waiting.textContent = text;
    waiting.hidden = held.length === 0;
    if (held.length && list.isConnected) {
      say(text);
    }
  }

  /** A story was published, or changed. */
  function changed(story) {
    const shown = find(story.id);
    const position = held.findIndex(each => each.id === story.id);
    if (shown && takes && !takes(story)) {
      gone(story.id); // It went to another category.
    } else if (shown) {
      if (!shown.contains(document.activeElement)) {
        shown.replaceWith(card(story));
      }
    } else if (position >= 0) {
      held[position] = story;
    } else if (takes?.(story) && story.publishedAt > newest) {
      newest = story.publishedAt;
      if (inUse()) {
        held.push(story);
        announce();
      } else {
        list.prepend(fresh(story));
        say(`New: ${story.title}`);
      }
    }
  }

  /** A story was withdrawn. */
  function gone(id) {
    find(id)?.remove();
    if (held.some(story => story.id === id)) {
      held = held.filter(story => story.id !== id);
      announce();
    }
  }

  return { element, changed, gone };
}

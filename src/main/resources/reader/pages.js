// Each function makes one page: its title, its content, and what it does when a story changes or is withdrawn.
import * as api from './api.js';
import { BASE } from './api.js';
import { age, h, picture, storyBody } from './elements.js';
import { card, storyList } from './lists.js';

const heading = (text, attributes) => h('h1', { tabindex: '-1', ...attributes }, text);

/** The latest stories. */
export async function front(signal) {
  const first = await api.latest({ limit: 13 }, signal);
  const list = storyList({
    first,
    more: cursor => api.latest({ limit: 12, cursor }),
    takes: () => true
  });
  return { title: 'Latest stories', isFront: true, isList: true, content: [heading('Latest stories', { class: 'unseen' }), list.element], ...list };
}

/** The stories of a category, an author or a tag. */
export async function listing(kind, slug, signal) {
  const [entry, first] = await Promise.all([
    api.entry(kind, slug, signal),
    api.storiesOf(kind, slug, { limit: 13 }, signal)
  ]);
  const about = story => (kind === 'categories' ? [story.category] : story[kind]).some(each => each.id === entry.id);
  const list = storyList({ first, more: cursor => api.storiesOf(kind, slug, { limit: 12, cursor }), takes: about });
  return {
    title: entry.name,
    path: `${BASE}/${kind}/${entry.slug}`,
    isList: true,
    content: [
      h('header', { class: 'page-title' }, heading(entry.name), h('p', null, entry.description ?? entry.bio)),
      first.items.length ? null : h('p', { class: 'nothing' }, 'There are no stories here yet.'),
      list.element
    ],
    ...list
  };
}

/** One story, and three more to read. */
export async function story(slug, signal) {
  const it = await api.story(slug, signal);
  const { element: more, changed, gone } = furtherReading(it);
  const notice = h('p', { class: 'notice', role: 'status' });
  return {
    title: it.seo?.title ?? it.title,
    description: it.seo?.description ?? it.excerpt,
    path: `${BASE}/stories/${it.slug}`,
    content: [article(it, notice), more],
    changed(story) {
      changed(story);
      if (story.id === it.id && story.updatedAt !== it.updatedAt) {
        notice.replaceChildren('This story has been updated. ', h('a', { href: `${BASE}/stories/${story.slug}` }, 'Read the new version'));
      }
    },
    gone(id) {
      gone(id);
      if (id === it.id) {
        notice.textContent = 'This story has just been withdrawn.';
      }
    }
  };
}

function article(it, notice) {
  const { image } = it;
  const body = storyBody(it.body.html, it.language);
  leadHere(body, it);
  return h('article', { class: 'story' },
    h('p', { class: 'back' }, h('a', { href: `${BASE}/`, 'data-back': true }, 'Back to stories')),
    notice,
    h('header', null,
      h('p', { class: 'kicker' }, h('a', { href: `${BASE}/categories/${it.category.slug}` }, it.category.name)),
      heading(it.title, { lang: it.language }),
      h('p', { class: 'facts' }, byline(it.authors), age(it.publishedAt), h('span', null, `${it.readingMinutes} min read`))),
    image && h('figure', { class: 'hero' },
      picture(image, { fetchpriority: 'high' }),
      (image.caption || image.credit) && h('figcaption', null, image.caption, image.credit && h('small', null, image.credit))),
    h('p', { class: 'lede', lang: it.language }, it.excerpt),
    body,
    corrections(it),
    it.tags.length > 0 && h('ul', { class: 'tags', 'aria-label': 'Tags' },
      it.tags.map(tag => h('li', null, h('a', { href: `${BASE}/tags/${tag.slug}` }, tag.name)))));
}

const CORRECTIONS = { correction: 'Correction', clarification: 'Clarification', update: 'Update', retraction: 'Retraction' };

/** What readers are told about changes of the story. */
function corrections(it) {
  return it.corrections.length > 0 && h('section', { class: 'corrections', 'aria-label': 'Corrections' },
    it.corrections.map(({ kind, text, at }) =>
      h('p', null, h('strong', null, CORRECTIONS[kind] ?? 'Note'), ' ', age(at), ' ', h('span', { lang: it.language }, text))));
}

function byline(authors) {
  const names = authors.map(author => h('a', { href: `${BASE}/authors/${author.slug}` }, author.name));
  const parts = names.flatMap((name, place) => [place === 0 ? 'By ' : place === names.length - 1 ? ' and ' : ', ', name]);
  return names.length > 0 && h('span', null, parts);
}

/**
 * Links to other stories lead to wherever the site has them, which the API is told by a template; here they lead to the
 * reader. The story's own address shows what the template is.
 */
function leadHere(body, it) {
  const addressOf = other => it.url.replaceAll(it.slug, other.slug).replaceAll(it.id, other.id);
  const stories = new Map(it.links.map(link => [addressOf(link), `${BASE}/stories/${link.slug}`]));
  body.querySelectorAll('a[href]').forEach(link => {
    const address = link.getAttribute('href');
    const beginnings = [address, address.replace(/#.*/, ''), address.replace(/[?#].*/, '')];
    const story = beginnings.find(each => stories.has(each));
    if (story !== undefined) {
      link.setAttribute('href', stories.get(story) + address.slice(story.length));
    }
  });
}

/** What to read next: of the same category where there is enough of it. */
function furtherReading(it) {
  const alike = it.related.filter(each => each.category.id === it.category.id);
  const [title, items] = alike.length >= 3 ? [`More in ${it.category.name}`, alike] : ['More to read', it.related];
  const list = storyList({ first: { items: items.slice(0, 3), page: {} }, layout: 'three' });
  const section = items.length > 0 && h('section', { class: 'further', 'aria-labelledby': '@further' }, h('h2', { id: '@further' }, title), list.element);
  return { ...list, element: section };
}


/** What a search finds. `parameters` are those of the page's own address: `q` and `category`. */
export async function search(parameters, signal) {
  const q = [...parameters.get('q')?.trim() ?? ''].slice(0, document.getElementById('@q').maxLength).join('');
  const category = parameters.get('category') ?? '';
  if (!q) {
    return { title: 'Search', content: [h('header', { class: 'page-title' }, heading('Search'), h('p', null, 'Type what you are looking for.'))] };
  }
  let first;
  try {
    first = await api.search({ q, category, limit: 12 }, signal);
  } catch (problem) {
    throw problem.status === 404 ? new api.Problem(0, 'This server does not search.') : problem;
  }
  const list = storyList({
    first,
    more: cursor => api.search({ q, category, limit: 12, cursor }),
    item: ({ story, highlights }) => card(story, highlights),
    layout: 'rows'
  });
  const found = h('p', null, howMany(first), first.didYouMean && [' for ', h('strong', null, first.didYouMean)],
    first.match === 'some' && ' with some of the words');
  return {
    title: `${q} – search`,
    isList: true,
    content: [h('header', { class: 'page-title' }, heading(q), found, narrowing(first, q, category)), list.element],
    ...list
  };
}

function howMany({ page: { total } }) {
  const about = total.kind === 'estimate' ? 'About ' : '';
  return total.count === 0
    ? 'Nothing was found. Fewer or other words may help.'
    : `${about}${total.count} ${total.count === 1 ? 'story' : 'stories'}`;
}

function narrowing({ facets }, q, category) {
  const address = slug => `${BASE}/search?${new URLSearchParams({ q, ...(slug && { category: slug }) })}`;
  const choices = facets?.category ?? [];
  return choices.length > 0 && h('ul', { class: 'tags', 'aria-label': 'Narrow by category' },
    category && h('li', null, h('a', { href: address() }, 'All categories')),
    choices.map(({ slug, name, count }) =>
      h('li', null, h('a', { href: address(slug), 'aria-current': slug === category && 'true' }, `${name} `, h('small', null, count)))));
}

const FAILURES = {
  400: ['Not found', 'There is no page at this address.'],
  404: ['Not found', 'There is no page at this address. It may have been mistyped, or never have been published.'],
  410: ['Withdrawn', 'This story was here, and has been withdrawn by its editors.']
};

/** In place of a page that cannot be shown. */
export function failure(problem, tryAgain) {
  const [title, text] = FAILURES[problem.status] ?? ['Something went wrong', problem.message];
  const final = problem.status in FAILURES;
  return {
    title,
    isMissing: final,
    content: [
      h('div', { class: 'failure' },
        problem.status > 0 && h('p', { class: 'status' }, problem.status),
        heading(title),
        h('p', null, text),
        problem.reason && h('p', { class: 'reason' }, problem.reason),
        final
          ? h('p', null, h('a', { href: `${BASE}/` }, 'Back to stories'))
          : h('button', { type: 'button', class: 'more', onclick: tryAgain }, 'Try again'))
    ]
  };
}

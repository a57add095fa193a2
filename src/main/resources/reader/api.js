// How the reader asks the API. Nothing here knows of pages.

/** The path below which Broadsheet is served: empty, unless the site has other things beside it. */
export const BASE = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

/** What the API answers when it cannot do what is asked: problem details (RFC 9457). */
export class Problem extends Error {
  constructor(status, title, reason) {
    super(title);
    this.status = status; // 0 where no answer came
    this.reason = reason; // why a story was withdrawn, if its editors say so
  }
}

/**
 * The JSON of one answer.
 *
 * `no-cache` does not mean that nothing is kept: the browser sends the ETag of what it has, and is told 304 where that is
 * still right. The stream says what changes from now on, so what is shown must be from now, not from ten seconds ago.
 */
export async function get(path, parameters = {}, signal) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  let answer;
  try {
    answer = await fetch(BASE + (query.size ? `${path}?${query}` : path), { cache: 'no-cache', signal });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Problem(0, 'The stories cannot be reached.');
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Problem(answer.status, problem.title, problem.reason);
  }
  return answer.json();
}

/** What a card shows: all that a list has to ask for. */
export const CARD = 'id,slug,title,excerpt,category,authors,image,language,publishedAt,readingMinutes';

export const latest = (parameters, signal) => get('/v1/stories', { fields: CARD, ...parameters }, signal);

/** The settings of the site: its title and description. */
export const site = () => get('/v1/site');

export const categories = () => get('/v1/categories', { limit: 100 });

/** A category, author or tag; `kind` is the plural, as in the address. */
export const entry = (kind, slug, signal) => get(`/v1/${kind}/${slug}`, {}, signal);

export const storiesOf = (kind, slug, parameters, signal) =>
  get(`/v1/${kind}/${slug}/stories`, { fields: CARD, ...parameters }, signal);

/**
 * A story and what to read after it, in one request. More is asked for than is shown, since what is related need not be of
 * the same category, and the cards below a story are.
 */
export const story = (slug, signal) => get(`/v1/stories/${slug}`, { include: 'related', relatedLimit: 12 }, signal);

export const search = (parameters, signal) =>
  get('/v1/search', { fields: CARD, facets: 'category', ...parameters }, signal);

export const suggest = (q, signal) => get('/v1/search/suggest', { q, limit: 8 }, signal);

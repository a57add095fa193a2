// What pages are made of. Text becomes text: only `storyBody` takes HTML.

/** An element: `h('a', { href: '/' }, 'Home')`. What is null, undefined or false is left out. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value || value === 0 || value === '') {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child || child === 0));
  return element;
}

/**
 * A story's body. It is safe to take it as HTML: the API has made it of an allow-list of elements and attributes (see
 * `src/docs/bodies.md`), with no script, style or event handler among them. Should something come through all the same, the
 * page's content security policy would not run it; and the policy lets HTML in here, and nowhere else.
 */
export function storyBody(html, language) {
  const element = h('div', { class: 'body', lang: language });
  element.innerHTML = bodies.createHTML(html);
  // What is wider than the page is scrolled, with the keyboard too.
  element.querySelectorAll('pre, table').forEach(wide => { wide.tabIndex = 0; });
  element.querySelectorAll('img').forEach(image => { image.loading = 'lazy'; });
  element.querySelectorAll('input').forEach(task => { task.ariaLabel = task.checked ? 'Done' : 'To do'; });
  return element;
}

const sanitisedByTheApi = { createHTML: html => html };
const bodies = window.trustedTypes?.createPolicy('story-body', sanitisedByTheApi) ?? sanitisedByTheApi;

/** Text with parts of it marked; ranges are UTF-16 offsets, as `slice` takes them. */
export function marked({ text, ranges }) {
  const parts = [];
  let end = 0;
  for (const range of ranges) {
    parts.push(text.slice(end, range.start), h('mark', null, text.slice(range.start, range.end)));
    end = range.end;
  }
  return [...parts, text.slice(end)];
}

const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60]];
const OLD = 30 * 86_400;
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });

function inWords(time) {
  const seconds = (Date.now() - time) / 1000;
  const unit = UNITS.find(([, length]) => seconds >= length);
  if (seconds >= OLD) {
    return date.format(time);
  }
  return unit ? relative.format(-Math.floor(seconds / unit[1]), unit[0]) : 'just now';
}

/** "3 hours ago", and the whole date where somebody points at it. */
export function age(publishedAt) {
  const time = new Date(publishedAt);
  return h('time', { datetime: publishedAt, title: moment.format(time) }, inWords(time));
}

/** Ages go on while a page is open. */
export function ageAgain(root) {
  root.querySelectorAll('time').forEach(time => { time.textContent = inWords(new Date(time.dateTime)); });
}

/** A picture in a frame of its proportions, so that nothing moves when it comes; one that does not come leaves the frame. */
export function picture(image, attributes) {
  const { url, alt = '', width, height } = image ?? {};
  const frame = h('div', { class: 'picture' });
  if (url) {
    frame.append(h('img', {
      src: url, alt, width, height, decoding: 'async', ...attributes,
      onerror: event => event.target.remove()
    }));
  }
  return frame;
}

/** Says something to those who do not see the page. */
export function say(text) {
  document.getElementById('@status').textContent = text;
}

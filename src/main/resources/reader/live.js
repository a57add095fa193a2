// Follows the changes: https://html.spec.whatwg.org/multipage/server-sent-events.html
import { BASE, CARD } from './api.js';

const AGAIN_AFTER = 15_000;

/**
 * Calls `changed(story)` for every story that is published or changes, and `gone(id)` for every one that is withdrawn.
 *
 * While nobody looks at the page, it does not listen: browsers open six connections to a server at a time, for all tabs
 * together (HTTP/1.1), and six forgotten tabs would leave none. When it is looked at again, it goes on where it was: the id
 * of each event is a place in the log.
 */
export function follow({ changed, gone }) {
  let stream;
  let place;

  function listen() {
    stream?.close();
    const query = new URLSearchParams({ fields: `${CARD},tags,updatedAt`, ...(place && { since: place }) });
    stream = new EventSource(`${BASE}/v1/changes/stream?${query}`);
    stream.addEventListener('story', event => { keep(event); changed(JSON.parse(event.data).story); });
    stream.addEventListener('tombstone', event => { keep(event); gone(JSON.parse(event.data).id); });
    // It connects again by itself, unless it was refused: the server may be full, or the place too long ago.
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) {
        place = undefined;
        setTimeout(() => document.hidden || listen(), AGAIN_AFTER);
      }
    });
  }

  const keep = event => { place = event.lastEventId; };

  document.addEventListener('visibilitychange', () => (document.hidden ? stream?.close() : listen()));
  if (!document.hidden) {
    listen();
  }
}

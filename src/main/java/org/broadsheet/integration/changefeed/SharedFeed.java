package org.broadsheet.integration.changefeed;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.broadsheet.integration.changefeed.Listener.Event;

/** All consumers of the same topic at the end of the log: changes are read and serialised once for all of them. */
final class SharedFeed {

    private final Set<Listener> listeners = new LinkedHashSet<>();
    private SyncCursor cursor;
    private boolean closed;

    /**
     * @return whether the consumer has joined; if not, the feed is closed or has sent events that the consumer lacks
     */
    synchronized boolean join(Listener listener) {
        SyncCursor has = listener.cursor();
        if (listeners.isEmpty()) {
            cursor = has;
        }
        return !closed && has.place().compareTo(cursor.place()) >= 0 && listeners.add(listener);
    }

    /** @return whether the feed has no consumers; then it is closed */
    synchronized boolean closeIfEmpty() {
        closed = closed || listeners.isEmpty();
        return closed;
    }

    /** Returns the feed's position. */
    synchronized SyncCursor cursor() {
        return cursor;
    }

    /**
     * Sends events to all consumers.
     *
     * @return the removed consumers, whose connections were full
     */
    synchronized List<Listener> say(List<Event> events, SyncCursor next) {
        Buffer all = Buffer.buffer();
        events.forEach(event -> all.appendBuffer(event.bytes()));
        List<Listener> behind = new ArrayList<>();
        listeners.removeIf(listener -> {
            if (!events.isEmpty() && listener.isFull() && !listener.isGone()) {
                return behind.add(listener);
            }
            listener.send(events, all, next);
            return listener.isGone();
        });
        cursor = next;
        return behind;
    }

    /** Ends all connections and closes the feed. */
    synchronized void end() {
        closed = true;
        listeners.forEach(Listener::end);
        listeners.clear();
    }

    synchronized void beat() {
        listeners.forEach(Listener::beat);
    }
}

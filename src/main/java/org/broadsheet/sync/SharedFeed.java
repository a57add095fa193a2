package org.broadsheet.sync;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.broadsheet.sync.Listener.Event;

/** All who listen for the same and have come to the end of the log: what comes is read, and written down, once. */
final class SharedFeed {

    private final Set<Listener> listeners = new LinkedHashSet<>();
    private SyncCursor cursor;
    private boolean closed;

    /** @return whether the listener has all that was said here before, and gets what will be said from now on */
    synchronized boolean join(Listener listener) {
        SyncCursor has = listener.cursor();
        if (listeners.isEmpty()) {
            cursor = has;
        }
        return !closed && has.place().compareTo(cursor.place()) >= 0 && listeners.add(listener);
    }

    /** @return whether nobody listens; then nobody can join any more */
    synchronized boolean closeIfEmpty() {
        closed = closed || listeners.isEmpty();
        return closed;
    }

    /** Where the channel stands. */
    synchronized SyncCursor cursor() {
        return cursor;
    }

    /** @return those who could not take it all, and are no longer here */
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

    /** Ends all connections; nobody can join any more. */
    synchronized void end() {
        closed = true;
        listeners.forEach(Listener::end);
        listeners.clear();
    }

    synchronized void beat() {
        listeners.forEach(Listener::beat);
    }
}

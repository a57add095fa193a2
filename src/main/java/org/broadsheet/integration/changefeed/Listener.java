package org.broadsheet.integration.changefeed;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;

/**
 * The connection of one stream consumer. Only its position is stored: events for which the connection is too full are
 * read from the log later.
 */
final class Listener {

    /** Time after which a client reconnects when the connection is lost. */
    private static final int RECONNECT_MILLIS = 1_000;

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final SyncFilter filter;
    private SyncCursor cursor;
    private FeedPosition sent;

    Listener(Vertx vertx, HttpServerResponse response, SyncFilter filter, SyncCursor cursor) {
        this.vertx = vertx;
        this.response = response;
        this.filter = filter;
        this.cursor = cursor;
        write(Buffer.buffer("retry: " + RECONNECT_MILLIS + "\n"));
        beat();
    }

    /**
     * A serialised change.
     *
     * @param place the position of the story's first row
     * @param last the position of its last row; a consumer at that position has the change
     */
    record Event(FeedPosition place, FeedPosition last, Buffer bytes) {}

    boolean isGone() {
        return response.closed() || response.ended();
    }

    boolean isFull() {
        return response.writeQueueFull();
    }

    synchronized SyncCursor cursor() {
        return cursor;
    }

    /**
     * Sends the events that the consumer has not seen.
     *
     * @param events oldest first
     * @param all the concatenation of all events
     * @param next the consumer's position afterwards
     */
    synchronized void send(List<Event> events, Buffer all, SyncCursor next) {
        if (next.place().compareTo(cursor.place()) <= 0) {
            return;
        }
        if (!events.isEmpty() && events.get(0).place().compareTo(cursor.place()) > 0) {
            write(all);
            sent = events.get(events.size() - 1).place();
        } else {
            events.stream()
                    .filter(event -> event.last().compareTo(cursor.place()) > 0)
                    .forEach(event -> {
                        write(event.bytes());
                        sent = event.place();
                    });
        }
        cursor = next;
    }

    /** Shows that the connection is alive, and sends the cursor from which to resume after a disconnect. */
    synchronized void beat() {
        if (cursor.place().equals(sent)) {
            write(COMMENT);
        } else {
            write(Buffer.buffer("id: " + cursor.encode(filter) + "\n\n"));
            sent = cursor.place();
        }
    }

    private void write(Buffer bytes) {
        if (!isGone()) {
            response.write(bytes);
        }
    }

    /** Runs a task when the connection is writable again; drops the connection if that takes too long. */
    void whenReady(Duration patience, Runnable then) {
        long timer = vertx.setTimer(patience.toMillis(), id -> drop());
        response.drainHandler(ready -> {
            if (vertx.cancelTimer(timer)) {
                then.run();
            }
        });
        if (!response.writeQueueFull() && vertx.cancelTimer(timer)) {
            then.run();
        }
    }

    /** Resets the connection; the client gets the missing changes after it reconnects. */
    void drop() {
        response.reset();
    }

    void end() {
        if (!isGone()) {
            response.end();
        }
    }
}

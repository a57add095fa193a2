package org.broadsheet.sync;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;

/**
 * One connection on which somebody listens. Nothing is kept for it but its place: what it does not take, because its
 * connection is full, it gets later from the log.
 */
final class Listener {

    /** After what time a client is to connect again when the connection is lost. */
    private static final int RECONNECT_MILLIS = 1_000;

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final SyncFilter filter;
    private SyncCursor cursor;
    private FeedPosition told;

    Listener(Vertx vertx, HttpServerResponse response, SyncFilter filter, SyncCursor cursor) {
        this.vertx = vertx;
        this.response = response;
        this.filter = filter;
        this.cursor = cursor;
        write(Buffer.buffer("retry: " + RECONNECT_MILLIS + "\n"));
        beat();
    }

    /**
     * A change as it goes over the wire.
     *
     * @param place where its story came first
     * @param last where it came last: who is there has it
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
     * Sends those of the events that it has not seen.
     *
     * @param events oldest first
     * @param all all of them in one
     * @param next where the listener stands then
     */
    synchronized void send(List<Event> events, Buffer all, SyncCursor next) {
        if (next.place().compareTo(cursor.place()) <= 0) {
            return;
        }
        if (!events.isEmpty() && events.get(0).place().compareTo(cursor.place()) > 0) {
            write(all);
            told = events.get(events.size() - 1).place();
        } else {
            events.stream()
                    .filter(event -> event.last().compareTo(cursor.place()) > 0)
                    .forEach(event -> {
                        write(event.bytes());
                        told = event.place();
                    });
        }
        cursor = next;
    }

    /** Shows that the connection is alive, and from where to go on if it is not. */
    synchronized void beat() {
        if (cursor.place().equals(told)) {
            write(COMMENT);
        } else {
            write(Buffer.buffer("id: " + cursor.encode(filter) + "\n\n"));
            told = cursor.place();
        }
    }

    private void write(Buffer bytes) {
        if (!isGone()) {
            response.write(bytes);
        }
    }

    /** Calls when the connection takes something again; closes it if that is not soon. */
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

    /** To be told by its client's reconnecting. */
    void drop() {
        response.reset();
    }

    void end() {
        if (!isGone()) {
            response.end();
        }
    }
}

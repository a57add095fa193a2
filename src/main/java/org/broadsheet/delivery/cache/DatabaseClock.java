package org.broadsheet.delivery.cache;

import jakarta.inject.Singleton;
import java.time.Instant;

/** The clock of the database, which all nodes share, estimated without a statement. */
@Singleton
class DatabaseClock {

    private volatile Reading last = new Reading(Instant.now(), System.nanoTime(), System.nanoTime());

    private record Reading(Instant time, long began, long ended) {}

    /**
     * @param time of the database, read in a statement that has just ended
     * @param began when the statement began, by {@link System#nanoTime}
     */
    void set(Instant time, long began) {
        last = new Reading(time, began, System.nanoTime());
    }

    /** The time now, or earlier by at most what the statement took. */
    Instant now() {
        Reading reading = last;
        return reading.time().plusNanos(System.nanoTime() - reading.ended());
    }

    /** The time now, or later by at most what the statement took. */
    Instant nowOrLater() {
        Reading reading = last;
        return reading.time().plusNanos(System.nanoTime() - reading.began());
    }
}

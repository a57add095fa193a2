package org.broadsheet.delivery.cache;

import jakarta.inject.Singleton;
import java.time.Instant;

/** Estimates the clock of the database, which all nodes share, without a statement. */
@Singleton
class DatabaseClock {

    private volatile Reading last = new Reading(Instant.now(), System.nanoTime(), System.nanoTime());

    private record Reading(Instant time, long began, long ended) {}

    /**
     * Sets the clock.
     *
     * @param time of the database, read in a statement that has just ended
     * @param began when the statement began, by {@link System#nanoTime}
     */
    void set(Instant time, long began) {
        last = new Reading(time, began, System.nanoTime());
    }

    /** Returns the current time, or an earlier one. The error is at most the duration of the statement. */
    Instant now() {
        Reading reading = last;
        return reading.time().plusNanos(System.nanoTime() - reading.ended());
    }

    /** Returns the current time, or a later one. The error is at most the duration of the statement. */
    Instant nowOrLater() {
        Reading reading = last;
        return reading.time().plusNanos(System.nanoTime() - reading.began());
    }
}

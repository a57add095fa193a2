package org.broadsheet.cache;

import jakarta.inject.Singleton;
import java.time.Instant;

/** The clock of the database, which all nodes share, without a statement. It is late by the time that a statement takes. */
@Singleton
class DatabaseClock {

    private volatile Reading last = new Reading(Instant.now(), System.nanoTime());

    private record Reading(Instant time, long nanos) {}

    /** @param time by the database, read in a statement that has just ended */
    void set(Instant time) {
        last = new Reading(time, System.nanoTime());
    }

    Instant now() {
        Reading reading = last;
        return reading.time().plusNanos(System.nanoTime() - reading.nanos());
    }
}

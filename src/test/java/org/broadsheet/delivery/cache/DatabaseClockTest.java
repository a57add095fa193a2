package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

    private static final Instant TIME = Instant.parse("2026-11-30T07:30:00Z");
    private static final Duration STATEMENT = Duration.ofSeconds(3);

    @Test
    void theTimeOfTheDatabaseIsBetweenTheTwoEstimates() {
        DatabaseClock clock = new DatabaseClock();
        clock.set(TIME, System.nanoTime() - STATEMENT.toNanos());

        assertThat(clock.now()).isBetween(TIME, TIME.plusSeconds(1));
        assertThat(clock.nowOrLater())
                .isBetween(TIME.plus(STATEMENT), TIME.plus(STATEMENT).plusSeconds(1));
    }

    @Test
    void theClockMovesOn() {
        DatabaseClock clock = new DatabaseClock();
        clock.set(TIME, System.nanoTime());
        Instant first = clock.now();

        assertThat(clock.now()).isAfterOrEqualTo(first);
        clock.set(TIME.minusSeconds(60), System.nanoTime());
        assertThat(clock.now()).as("the database was restored").isBefore(first);
    }
}

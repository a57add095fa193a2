package org.broadsheet.scheduling;

import java.time.Duration;
import java.util.Optional;

/**
 * A task that every node runs again and again. The scheduler finds the beans of this type.
 *
 * @param pause from the end of one run to the beginning of the next, and before the first
 * @param condition in SQL; the task runs only if it holds
 * @param task may throw; it runs again all the same
 */
public record PeriodicTask(Duration pause, Optional<String> condition, Runnable task) {

    /** A task that runs after each pause. */
    public PeriodicTask(Duration pause, Runnable task) {
        this(pause, Optional.empty(), task);
    }

    /**
     * A task that runs if a condition holds. The check takes one prepared statement outside of a transaction, so it may be
     * frequent.
     */
    public static PeriodicTask where(String condition, Duration pause, Runnable task) {
        return new PeriodicTask(pause, Optional.of(condition), task);
    }
}

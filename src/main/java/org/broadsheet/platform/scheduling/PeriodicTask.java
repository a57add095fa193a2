package org.broadsheet.platform.scheduling;

import java.time.Duration;
import java.util.Optional;

/**
 * A task that every node runs repeatedly. The scheduler runs the beans of this type.
 *
 * @param pause from the end of one run to the beginning of the next, and before the first
 * @param condition in SQL; the task only runs if it holds
 * @param task may throw; it still runs again
 */
public record PeriodicTask(Duration pause, Optional<String> condition, Runnable task) {

    /** Creates a task that runs after each pause. */
    public PeriodicTask(Duration pause, Runnable task) {
        this(pause, Optional.empty(), task);
    }

    /**
     * Creates a task that runs if a condition holds. The check is one prepared statement outside of a transaction, so
     * it may be frequent.
     */
    public static PeriodicTask where(String condition, Duration pause, Runnable task) {
        return new PeriodicTask(pause, Optional.of(condition), task);
    }
}

package org.broadsheet.clockwork;

import java.time.Duration;
import java.util.Optional;

/**
 * A task that every node does again and again, on a thread of its own. Beans of this type are found.
 *
 * @param pause from the end of one run to the beginning of the next, and before the first
 * @param condition a condition in SQL; where the database says that it does not hold, the task is not run
 * @param task may throw; it is run again all the same
 */
public record Recurring(Duration pause, Optional<String> condition, Runnable task) {

    /** A task that is run after each pause. */
    public Recurring(Duration pause, Runnable task) {
        this(pause, Optional.empty(), task);
    }

    /**
     * A task that is run where there is something to do. To ask takes one prepared statement outside of a transaction, so
     * a task that hardly ever has something to do can be asked for often.
     */
    public static Recurring where(String condition, Duration pause, Runnable task) {
        return new Recurring(pause, Optional.of(condition), task);
    }
}

package org.broadsheet.clockwork;

import java.time.Duration;

/**
 * A task that every node does again and again, on a thread of its own. Beans of this type are found.
 *
 * @param pause from the end of one run to the beginning of the next, and before the first
 * @param task may throw; it is run again all the same
 */
public record Recurring(Duration pause, Runnable task) {}

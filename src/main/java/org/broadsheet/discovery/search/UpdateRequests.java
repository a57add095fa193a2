package org.broadsheet.discovery.search;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The requests to update an index, which its thread waits for, and the searches that wait for the updates. */
final class UpdateRequests {

    /**
     * The maximum time that a search waits for an update. Then this search and all later ones are rejected until the
     * index is updated.
     */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** The maximum time that searches wait for the index of a node that has just started. */
    private static final Duration MAX_WAIT_AT_START = Duration.ofSeconds(2);

    private final long startedAt = System.nanoTime();

    private long requested;

    /** The value of {@link #requested} when the last completed update began. */
    private long completed;

    private boolean ready;
    private boolean late;
    private boolean stopped;

    synchronized void request() {
        requested++;
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    synchronized boolean isReady() {
        return ready;
    }

    /** @param isReady whether readers have a complete index */
    synchronized void setReady(boolean isReady) {
        ready = isReady;
        notifyAll();
    }

    /** Waits until an update is requested. */
    synchronized void awaitRequest(Duration atMost) {
        await(atMost, () -> completed < requested || stopped);
        stopped = stopped || Thread.currentThread().isInterrupted();
    }

    synchronized long requested() {
        return requested;
    }

    synchronized boolean isCompleted(long target) {
        return completed >= target;
    }

    synchronized void complete(long target) {
        completed = target;
        late = false;
        notifyAll();
    }

    /** Waits until the index is built. */
    synchronized void awaitReady() {
        await(Duration.ofDays(1), () -> ready || stopped);
    }

    synchronized void pause(Duration duration) {
        await(duration, () -> stopped);
    }

    /**
     * Waits until readers see everything that was committed before the last update was requested.
     *
     * @return false if the index is not ready, or the update takes too long
     */
    synchronized boolean awaitUpdate() {
        await(MAX_WAIT_AT_START.minusNanos(System.nanoTime() - startedAt), () -> ready);
        long target = requested;
        if (ready && !late) {
            await(MAX_WAIT, () -> ready && completed >= target);
        }
        if (ready && completed < target) {
            late = true;
        }
        return ready && completed >= target;
    }

    private void await(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            long left = end - System.nanoTime();
            while (!condition.getAsBoolean() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

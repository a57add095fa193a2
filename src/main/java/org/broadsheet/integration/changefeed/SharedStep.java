package org.broadsheet.integration.changefeed;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A step of the change feed that equal requests share. Its memory is released when the last of them needs it no more. */
final class SharedStep {

    private final Uni<FeedStep> result;
    private final Consumer<SharedStep> ended;
    private int users = 1;
    private FeedStep read;

    /**
     * Creates a step with its first request.
     *
     * @param reading runs once, on the thread of the first subscriber
     * @param ended is called when later requests have to begin another step; perhaps twice
     */
    SharedStep(Supplier<FeedStep> reading, Consumer<SharedStep> ended) {
        this.ended = ended;
        this.result = Uni.createFrom()
                .item(() -> hold(reading.get()))
                .onTermination()
                .invoke(() -> ended.accept(this))
                .memoize()
                .indefinitely();
    }

    /** Adds a request, unless all others have left. */
    synchronized boolean join() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Removes a request, whose client may leave while the step is read. */
    void leave() {
        boolean isUsed;
        synchronized (this) {
            users--;
            isUsed = users > 0;
            releaseIfUnused();
        }
        if (!isUsed) {
            ended.accept(this);
        }
    }

    /** Returns the step, which is read once for all requests. */
    Uni<FeedStep> result() {
        return result;
    }

    private synchronized FeedStep hold(FeedStep step) {
        read = step;
        releaseIfUnused();
        return step;
    }

    private void releaseIfUnused() {
        if (users == 0 && read != null) {
            read.memory().run();
        }
    }
}

package org.broadsheet.platform.scheduling;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * A task that runs once for any number of requests, never twice at a time. A request during a run causes another run.
 */
public final class CoalescedTask {

    private static final Logger LOG = Logger.getLogger(CoalescedTask.class);

    private final Executor executor;
    private final Runnable task;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param task may throw; it then runs at the next request */
    public CoalescedTask(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Requests a run that begins after this call. */
    public void request() {
        if (requests.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int served = requests.get();
        try {
            task.run();
            failing.set(false);
        } catch (RuntimeException e) {
            if (!failing.getAndSet(true)) {
                LOG.warnf(e, "A task failed; it runs again at the next request");
            }
        } finally {
            if (requests.addAndGet(-served) > 0) {
                executor.execute(this::run);
            }
        }
    }
}

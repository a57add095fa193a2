package org.broadsheet.clockwork;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** A task that many ask for and that must not run twice at a time: whoever asks while it runs has it run once more. */
public final class OneAtATime {

    private static final Logger LOG = Logger.getLogger(OneAtATime.class);

    private final Executor executor;
    private final Runnable task;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param task may throw; then it runs the next time that somebody asks */
    public OneAtATime(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Has the task run soon, and begin after this. */
    public void ask() {
        if (asked.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int answered = asked.get();
        try {
            task.run();
            failing.set(false);
        } catch (RuntimeException e) {
            if (!failing.getAndSet(true)) {
                LOG.warnf(e, "Something has to wait until the next time");
            }
        } finally {
            if (asked.addAndGet(-answered) > 0) {
                executor.execute(this::run);
            }
        }
    }
}

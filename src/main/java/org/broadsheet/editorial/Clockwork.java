package org.broadsheet.editorial;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does what is due, on every node. Quarkus's scheduler looks at its jobs once a second, and would make the second in
 * which a story has to go live too short.
 */
@ApplicationScoped
class Clockwork {

    private static final Logger LOG = Logger.getLogger(Clockwork.class);

    /** One for the schedule, which waits for nothing else. */
    private static final int THREADS = 2;

    private static final long SCHEDULE_MILLIS = 250;
    private static final long PURGE_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final Schedule schedule;
    private final Purging purging;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "clockwork");
        thread.setDaemon(true);
        return thread;
    });

    Clockwork(Schedule schedule, Purging purging) {
        this.schedule = schedule;
        this.purging = purging;
    }

    void start(@Observes StartupEvent event) {
        repeat(schedule::publishDue, SCHEDULE_MILLIS);
        repeat(purging::purgeOld, PURGE_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void repeat(Runnable task, long millis) {
        clock.scheduleWithFixedDelay(new Guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A task that throws would never be called again; it says so once, and again when it fails after it went well. */
    private static final class Guarded implements Runnable {

        private final Runnable task;
        private boolean failing;

        Guarded(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.errorf(e, "What is due cannot be done; trying again");
                }
                failing = true;
            }
        }
    }
}

package org.broadsheet.platform.scheduling;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs the periodic tasks of a node. Quarkus's scheduler checks its jobs once a second, which is too rare for stories
 * that must go live within a second.
 */
@ApplicationScoped
class Scheduler {

    private static final Logger LOG = Logger.getLogger(Scheduler.class);

    private final List<PeriodicTask> tasks;
    private final DataSource source;
    private final ScheduledExecutorService clock;

    Scheduler(@All List<PeriodicTask> tasks, DataSource source) {
        this.tasks = tasks;
        this.source = source;
        this.clock = Executors.newScheduledThreadPool(tasks.size(), task -> {
            Thread thread = new Thread(task, "scheduler");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start(@Observes StartupEvent event) {
        tasks.forEach(periodic -> {
            long pause = periodic.pause().toMillis();
            clock.scheduleWithFixedDelay(
                    new Guarded(guardedByCondition(periodic)), pause, pause, TimeUnit.MILLISECONDS);
        });
    }

    private Runnable guardedByCondition(PeriodicTask periodic) {
        return periodic.condition()
                .map(sql -> new SqlCondition(source, sql))
                .<Runnable>map(condition -> () -> {
                    if (condition.holds()) {
                        periodic.task().run();
                    }
                })
                .orElse(periodic.task());
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(10, TimeUnit.SECONDS);
    }

    /**
     * Catches exceptions, because the executor would never run a task again that has thrown one. The first failure in a
     * row is logged.
     */
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
            } catch (RuntimeException | Error e) {
                if (!failing) {
                    LOG.errorf(e, "A periodic task failed; it runs again after its pause");
                }
                failing = true;
            }
        }
    }
}

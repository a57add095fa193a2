package org.broadsheet.clockwork;

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
 * Does what is due, on every node. Quarkus's scheduler looks at its jobs once a second, and would make the second in
 * which a story has to go live too short.
 */
@ApplicationScoped
class Clockwork {

    private static final Logger LOG = Logger.getLogger(Clockwork.class);

    private final List<Recurring> tasks;
    private final DataSource source;
    private final ScheduledExecutorService clock;

    Clockwork(@All List<Recurring> tasks, DataSource source) {
        this.tasks = tasks;
        this.source = source;
        this.clock = Executors.newScheduledThreadPool(tasks.size(), task -> {
            Thread thread = new Thread(task, "clockwork");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start(@Observes StartupEvent event) {
        tasks.forEach(recurring -> {
            long pause = recurring.pause().toMillis();
            clock.scheduleWithFixedDelay(new Guarded(whereItHolds(recurring)), pause, pause, TimeUnit.MILLISECONDS);
        });
    }

    private Runnable whereItHolds(Recurring recurring) {
        return recurring
                .condition()
                .map(sql -> new Condition(source, sql))
                .<Runnable>map(condition -> () -> {
                    if (condition.holds()) {
                        recurring.task().run();
                    }
                })
                .orElse(recurring.task());
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(10, TimeUnit.SECONDS);
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
            } catch (RuntimeException | Error e) {
                if (!failing) {
                    LOG.errorf(e, "What is due cannot be done; trying again");
                }
                failing = true;
            }
        }
    }
}

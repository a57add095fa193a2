package org.broadsheet.integration.webhook;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.broadsheet.changelog.ChangeWatch;
import org.broadsheet.platform.scheduling.CoalescedTask;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.jboss.logging.Logger;

/**
 * Sends due deliveries, on every node. Each webhook has its own limit of concurrent requests, so that a slow endpoint
 * delays only its own events.
 */
@ApplicationScoped
class Dispatch {

    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    private final Outbox outbox;
    private final Deliveries deliveries;
    private final Sender sender;
    private final WebhookConfig config;
    private final Executor workers = Infrastructure.getDefaultWorkerPool();
    private final Map<UUID, Integer> inProgress = new ConcurrentHashMap<>();
    private final CoalescedTask sending = new CoalescedTask(workers, this::sendDue);

    Dispatch(Outbox outbox, Deliveries deliveries, Sender sender, WebhookConfig config) {
        this.outbox = outbox;
        this.deliveries = deliveries;
        this.sender = sender;
        this.config = config;
    }

    @Produces
    @Singleton
    static PeriodicTask often(Dispatch dispatch) {
        // New events are sent as soon as the log has them; this task is for retries and replays.
        return PeriodicTask.where(
                String.join(" OR ", Outbox.IS_BEHIND, Outbox.IS_REPLAYING, Deliveries.ANY_DUE),
                Duration.ofSeconds(1),
                dispatch::request);
    }

    @Produces
    @Singleton
    static PeriodicTask nowAndThen(Deliveries deliveries) {
        return new PeriodicTask(Duration.ofMinutes(10), () -> purge(deliveries));
    }

    private static void purge(Deliveries deliveries) {
        boolean more = true;
        while (more) {
            more = deliveries.purge();
        }
    }

    void start(@Observes StartupEvent event, ChangeWatch watch) {
        watch.wake(sending::request);
    }

    /** Requests a check for due deliveries. */
    public void request() {
        sending.request();
    }

    private void sendDue() {
        boolean more = true;
        while (more) {
            more = outbox.fill();
        }
        // Replays in small steps, so that new events do not wait for them.
        if (outbox.replay()) {
            sending.request();
        }
        for (UUID webhook : deliveries.webhooksWithDue()) {
            int room = config.concurrency() - inProgress.getOrDefault(webhook, 0);
            if (room > 0) {
                deliveries.take(webhook, room).forEach(this::send);
            }
        }
    }

    private void send(DeliveryAttempt attempt) {
        inProgress.merge(attempt.webhook(), 1, Integer::sum);
        sender.send(attempt).onComplete(outcome -> workers.execute(() -> conclude(attempt, outcome.result())));
    }

    /** If the outcome cannot be stored, the event is sent again, as after a crash. */
    private void conclude(DeliveryAttempt attempt, DeliveryAttempt.Outcome outcome) {
        try {
            deliveries.conclude(attempt, outcome);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The outcome of sending %s cannot be stored", attempt.messageId());
        } finally {
            inProgress.computeIfPresent(attempt.webhook(), (webhook, number) -> number == 1 ? null : number - 1);
            sending.request();
        }
    }
}

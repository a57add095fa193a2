package org.broadsheet.webhook;

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
import org.broadsheet.change.ChangeWatch;
import org.broadsheet.scheduling.CoalescedTask;
import org.broadsheet.scheduling.PeriodicTask;
import org.jboss.logging.Logger;

/**
 * Sends what is due, on every node. Each webhook has a number of requests of its own, so that one that is slow delays
 * none but itself.
 */
@ApplicationScoped
class Dispatch {

    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    private final Outbox outbox;
    private final Deliveries deliveries;
    private final Sender sender;
    private final WebhookConfig config;
    private final Executor workers = Infrastructure.getDefaultWorkerPool();
    private final Map<UUID, Integer> underWay = new ConcurrentHashMap<>();
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
        // New events are sent as soon as the log shows them; this is for what is to be sent again.
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

    /** Has it look soon for what is due. */
    public void request() {
        sending.request();
    }

    private void sendDue() {
        boolean more = true;
        while (more) {
            more = outbox.fill();
        }
        // A little at a time, so that what is new does not wait for all that is sent again.
        if (outbox.replay()) {
            sending.request();
        }
        for (UUID webhook : deliveries.webhooksWithDue()) {
            int room = config.concurrency() - underWay.getOrDefault(webhook, 0);
            if (room > 0) {
                deliveries.take(webhook, room).forEach(this::send);
            }
        }
    }

    private void send(DeliveryAttempt attempt) {
        underWay.merge(attempt.webhook(), 1, Integer::sum);
        sender.send(attempt).onComplete(outcome -> workers.execute(() -> conclude(attempt, outcome.result())));
    }

    /** What cannot be written down is as if it had not come: the event is sent again, as it would be after a crash. */
    private void conclude(DeliveryAttempt attempt, DeliveryAttempt.Outcome outcome) {
        try {
            deliveries.conclude(attempt, outcome);
        } catch (RuntimeException e) {
            LOG.warnf(e, "What came of sending %s cannot be written down", attempt.messageId());
        } finally {
            underWay.computeIfPresent(attempt.webhook(), (webhook, number) -> number == 1 ? null : number - 1);
            sending.request();
        }
    }
}

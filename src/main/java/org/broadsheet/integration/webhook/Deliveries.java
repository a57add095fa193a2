package org.broadsheet.integration.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.database.UuidVersion7;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * The state of deliveries in the outbox. A delivery in progress is leased to a node, and due again if the lease
 * expires.
 */
@ApplicationScoped
class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    /** A lease lasts this much longer than the timeout of a request. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Maximum pause that an endpoint can request. */
    private static final Duration LONGEST_REQUESTED_PAUSE = Duration.ofDays(1);

    /** Pauses vary by this share, so that deliveries that failed together are not retried together. */
    private static final double JITTER = 0.2;

    private static final String DUE = """
            d.status = 'pending' AND d.next_attempt_at <= clock_timestamp() AND (w.enabled OR d.sequence IS NULL)""";

    private static final String WITH_DUE = """
            SELECT w.id FROM webhook w WHERE EXISTS (
                SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id AND %s)""".formatted(DUE);

    /** The condition that a delivery is due. */
    static final String ANY_DUE = "EXISTS (" + WITH_DUE + ")";

    /** A later event of a story waits for earlier ones. */
    private static final String TAKE = """
            WITH due AS (
                SELECT d.id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
                WHERE d.webhook_id = :webhook AND %s AND NOT EXISTS (
                    SELECT 1 FROM webhook_delivery e
                    WHERE e.webhook_id = d.webhook_id AND e.subject_id = d.subject_id AND e.status = 'pending'
                    AND e.sequence < d.sequence)
                ORDER BY d.next_attempt_at, d.sequence LIMIT :most FOR UPDATE OF d SKIP LOCKED)
            UPDATE webhook_delivery d
            SET tries = tries + 1,
                next_attempt_at = clock_timestamp() + :lease * interval '1 second'
            FROM due, webhook w
            WHERE d.id = due.id AND w.id = d.webhook_id
            RETURNING d.id, d.message_id, d.payload, d.tries, w.url, w.secret,
                CASE WHEN w.former_secret_until > clock_timestamp() THEN w.former_secret END AS former""".formatted(DUE);

    private static final String STORE_ATTEMPT = """
            INSERT INTO webhook_attempt (id, delivery_id, at, milliseconds, request, status, answer, error)
            SELECT :id, d.id, :at, :milliseconds, CAST(:request AS jsonb), :status, :answer, :error
            FROM webhook_delivery d WHERE d.id = :delivery""";

    private static final String CONCLUDE = """
            UPDATE webhook_delivery SET status = :status, next_attempt_at = :next
            WHERE id = :delivery AND status = 'pending' AND tries = :tries""";

    private static final String PURGE = """
            DELETE FROM webhook_delivery WHERE id IN (
                SELECT id FROM webhook_delivery WHERE status <> 'pending'
                AND created_at < clock_timestamp() - :seconds * interval '1 second'
                ORDER BY created_at LIMIT :most)""";

    /** Limited, since readers of the change log wait for the end of the transaction. */
    private static final int PURGED_AT_ONCE = 500;

    private final Session database;
    private final WebhookConfig config;
    private final ObjectMapper json;
    private final AuditLog audit;

    Deliveries(Session database, WebhookConfig config, ObjectMapper json, AuditLog audit) {
        this.database = database;
        this.config = config;
        this.json = json;
        this.audit = audit;
    }

    /** Returns the webhooks with deliveries that are due. */
    @Transactional
    public List<UUID> webhooksWithDue() {
        return database.createNativeQuery(WITH_DUE, UUID.class).getResultList();
    }

    /** Leases due deliveries of a webhook to this node. */
    @Transactional
    public List<DeliveryAttempt> take(UUID webhook, int most) {
        return database
                .createNativeQuery(TAKE, Taken.class)
                .setParameter("webhook", webhook)
                .setParameter("most", most)
                .setParameter("lease", config.timeout().plus(GRACE).toSeconds())
                .getResultList()
                .stream()
                .map(taken -> taken.by(webhook))
                .toList();
    }

    /**
     * A delivery that was leased.
     *
     * @param former the former secret; null if it is no longer valid
     */
    private record Taken(
            UUID id, String messageId, String payload, int tries, String url, byte[] secret, byte[] former) {

        DeliveryAttempt by(UUID webhook) {
            return new DeliveryAttempt(
                    id,
                    webhook,
                    messageId,
                    payload,
                    url,
                    tries,
                    Stream.of(secret, former).filter(Objects::nonNull).toList());
        }
    }

    /** Stores the outcome of an attempt, and updates the delivery and the webhook. */
    @Transactional
    public void conclude(DeliveryAttempt attempt, DeliveryAttempt.Outcome outcome) {
        store(attempt, outcome);
        if (outcome.isDelivered()) {
            conclude(attempt, "delivered", null);
            database.createNativeMutationQuery(
                            "UPDATE webhook SET failing_since = NULL WHERE id = :id AND failing_since IS NOT NULL")
                    .setParameter("id", attempt.webhook())
                    .executeUpdate();
            return;
        }
        boolean last =
                outcome.isGone() || attempt.number() > config.retryPauses().size();
        conclude(attempt, last ? "failed" : "pending", last ? null : next(attempt, outcome));
        if (outcome.isGone()) {
            disable(attempt.webhook(), "The endpoint responded with 410.");
        } else {
            countAsFailing(attempt.webhook());
        }
    }

    private void store(DeliveryAttempt attempt, DeliveryAttempt.Outcome outcome) {
        try {
            database.createNativeMutationQuery(STORE_ATTEMPT)
                    .setParameter("id", UuidVersion7.generate())
                    .setParameter("delivery", attempt.delivery())
                    .setParameter("at", outcome.at())
                    .setParameter("milliseconds", (int) outcome.took().toMillis())
                    .setParameter(
                            "request",
                            json.writeValueAsString(Map.of("url", attempt.url(), "headers", outcome.request())))
                    .setParameter("status", outcome.status(), Integer.class)
                    .setParameter("answer", outcome.answer(), String.class)
                    .setParameter("error", outcome.error(), String.class)
                    .executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void conclude(DeliveryAttempt attempt, String status, Instant next) {
        database.createNativeMutationQuery(CONCLUDE)
                .setParameter("status", status)
                .setParameter("next", next, Instant.class)
                .setParameter("delivery", attempt.delivery())
                .setParameter("tries", attempt.number())
                .executeUpdate();
    }

    private Instant next(DeliveryAttempt attempt, DeliveryAttempt.Outcome outcome) {
        Duration pause = config.retryPauses().get(attempt.number() - 1);
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        Instant next = Instant.now().plusMillis((long) (pause.toMillis() * factor));
        Instant latest = Instant.now().plus(LONGEST_REQUESTED_PAUSE);
        return outcome.retryAfter()
                .map(requested -> requested.isBefore(latest) ? requested : latest)
                .filter(requested -> requested.isAfter(next))
                .orElse(next);
    }

    private void countAsFailing(UUID webhook) {
        database.createNativeMutationQuery("UPDATE webhook SET failing_since = clock_timestamp()"
                        + " WHERE id = :id AND failing_since IS NULL")
                .setParameter("id", webhook)
                .executeUpdate();
        boolean tooLong = database.createNativeQuery(
                        "SELECT count(*) > 0 FROM webhook WHERE id = :id AND failing_since"
                                + " < clock_timestamp() - :seconds * interval '1 second'",
                        Boolean.class)
                .setParameter("id", webhook)
                .setParameter("seconds", config.disableAfter().toMillis() / 1_000.0)
                .getSingleResult();
        if (tooLong) {
            disable(webhook, "The endpoint has failed for longer than " + config.disableAfter() + ".");
        }
    }

    private void disable(UUID webhook, String because) {
        int disabled = database.createNativeMutationQuery(
                        "UPDATE webhook SET enabled = false, disabled_because = :because, version = version + 1,"
                                + " updated_at = clock_timestamp() WHERE id = :id AND enabled")
                .setParameter("id", webhook)
                .setParameter("because", because)
                .executeUpdate();
        if (disabled > 0) {
            audit.record(
                    AuditAction.WEBHOOK_DISABLED,
                    AuditSubject.webhook(webhook),
                    Map.of("enabled", true),
                    Map.of("enabled", false, "disabledBecause", because));
            LOG.warnf("Disabled the webhook %s: %s", webhook, because);
        }
    }

    /**
     * Deletes some of the old deliveries that are not pending.
     *
     * @return whether there may be more
     */
    @Transactional
    public boolean purge() {
        return database.createNativeMutationQuery(PURGE)
                        .setParameter("seconds", config.keep().toSeconds())
                        .setParameter("most", PURGED_AT_ONCE)
                        .executeUpdate()
                == PURGED_AT_ONCE;
    }
}

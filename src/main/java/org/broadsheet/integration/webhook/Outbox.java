package org.broadsheet.integration.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.changelog.LogPosition;
import org.broadsheet.changelog.LogRow;
import org.broadsheet.changelog.LogState;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.integration.changefeed.FeedCursors;
import org.broadsheet.integration.changefeed.SyncFilter;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.database.UuidVersion7;
import org.hibernate.Session;

/**
 * Creates events for the rows of the change log, and stores one in the outbox for each webhook that subscribes to it.
 * One node at a time does so, and moves the outbox's log position in that transaction, so that no event is lost or
 * created twice.
 */
@ApplicationScoped
class Outbox {

    private static final int ROWS = 200;

    private static final String ROWS_AFTER = """
            SELECT CAST(CAST(c.transaction AS text) AS bigint) AS transaction, c.sequence, c.id, c.at, c.type,
                   c.subject_id
            FROM change c
            WHERE (c.transaction, c.sequence) > (CAST(CAST(:transaction AS text) AS xid8), :sequence)
            AND c.transaction < pg_snapshot_xmin(pg_current_snapshot()) AND c.at >= :since
            ORDER BY c.transaction, c.sequence LIMIT :rows""";

    private static final String BEHIND = """
            (o.identity IS DISTINCT FROM (SELECT identity FROM change_log) OR (o.transaction, o.sequence) < (
                SELECT c.transaction, c.sequence FROM change c
                WHERE c.transaction < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY c.transaction DESC, c.sequence DESC LIMIT 1))""";

    /** The condition that the log has rows without events. */
    static final String IS_BEHIND = "EXISTS (SELECT 1 FROM webhook_outbox o WHERE " + BEHIND + ")";

    /** Locks the outbox only if there are new rows, since a lock makes the transaction write to the disk. */
    private static final String LOCK = """
            SELECT o.identity, CAST(CAST(o.transaction AS text) AS bigint) AS transaction, o.sequence
            FROM webhook_outbox o
            WHERE %s
            FOR UPDATE OF o SKIP LOCKED""".formatted(BEHIND);

    private static final String PUT = """
            INSERT INTO webhook_delivery (id, webhook_id, message_id, sequence, type, subject_id, payload)
            VALUES (:id, :webhook, :message, :sequence, :type, :subject, :payload)
            ON CONFLICT (webhook_id, sequence) DO NOTHING""";

    /** The condition that a replay is in progress. */
    static final String IS_REPLAYING = "EXISTS (SELECT 1 FROM webhook_replay)";

    private static final String BEGIN_REPLAY =
            "INSERT INTO webhook_replay (id, webhook_id, since) VALUES (:id, :webhook, :since)";

    private static final String LOCK_REPLAY = """
            SELECT r.id, r.webhook_id, r.since, CAST(CAST(r.transaction AS text) AS bigint) AS transaction, r.sequence
            FROM webhook_replay r
            ORDER BY r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED""";

    /** Its locks delay new events and a deletion of the webhook until the transaction ends. */
    private static final String END_OF_REPLAY = """
            SELECT CAST(CAST(o.transaction AS text) AS bigint) AS transaction, o.sequence
            FROM webhook w CROSS JOIN webhook_outbox o WHERE w.id = :webhook
            FOR KEY SHARE OF w FOR SHARE OF o""";

    private static final String SEND_AGAIN = """
            UPDATE webhook_delivery SET status = 'pending', tries = 0, next_attempt_at = clock_timestamp()
            WHERE webhook_id = :webhook AND sequence = ANY(:sequences)
            RETURNING sequence""";

    private final Session database;
    private final EventData data;
    private final ObjectMapper json;

    Outbox(Session database, EventData data, ObjectMapper json) {
        this.database = database;
        this.data = data;
        this.json = json;
    }

    /** The outbox, with its position in the log. */
    private record Locked(UUID identity, long transaction, long sequence) {}

    /** A replay in progress, with its position in the log. */
    private record LockedReplay(UUID id, UUID webhook, Instant since, long transaction, long sequence) {

        LogPosition position() {
            return new LogPosition(transaction, sequence);
        }
    }

    /** A row of the change log. */
    record Row(LogRow logged, Instant at, String type, UUID subject) {

        /** Creates it from a row of the query. */
        Row(long transaction, long sequence, UUID id, Instant at, String type, UUID subject) {
            this(new LogRow(transaction, sequence, id), at, type, subject);
        }

        LogPosition position() {
            return logged.position();
        }

        boolean isOfStory() {
            return type.startsWith("story.");
        }
    }

    /**
     * Creates events for the next rows of the log.
     *
     * @return whether there are more
     */
    @Transactional
    public boolean fill() {
        Locked outbox = database.createNativeQuery(LOCK, Locked.class).uniqueResult();
        if (outbox == null) {
            return false;
        }
        LogState log = LogState.read(database);
        boolean same = log.identity().equals(outbox.identity());
        LogPosition place = new LogPosition(same ? outbox.transaction() : 0, outbox.sequence());
        List<Row> rows = rows(place, Instant.EPOCH);
        List<Webhook> webhooks = Webhook.list("enabled");
        put(rows, webhooks, Outbox::messageId);
        if (!rows.isEmpty() || !same) {
            LogPosition end = rows.isEmpty() ? place : rows.get(rows.size() - 1).position();
            database.createNativeMutationQuery("UPDATE webhook_outbox SET identity = :identity, sequence = :sequence,"
                            + " transaction = CAST(CAST(:transaction AS text) AS xid8)")
                    .setParameter("identity", log.identity())
                    .setParameter("transaction", end.transaction())
                    .setParameter("sequence", end.sequence())
                    .executeUpdate();
        }
        return rows.size() == ROWS;
    }

    /** Starts to send all events since a time to one webhook again, whether they were delivered or not. */
    @Transactional
    public void beginReplay(Webhook webhook, Instant since) {
        database.createNativeMutationQuery(BEGIN_REPLAY)
                .setParameter("id", UuidVersion7.generate())
                .setParameter("webhook", webhook.id)
                .setParameter("since", since)
                .executeUpdate();
    }

    /**
     * Continues the oldest replay by at most 200 rows, since readers of the log wait for the end of the
     * transaction. A replay ends at the current position of the outbox, not at that of the replay's start: otherwise
     * an older event of a story could be sent after a newer one, and be the last.
     *
     * @return whether one continued
     */
    @Transactional
    public boolean replay() {
        LockedReplay replay =
                database.createNativeQuery(LOCK_REPLAY, LockedReplay.class).uniqueResult();
        if (replay == null) {
            return false;
        }
        LogPosition end = database.createNativeQuery(END_OF_REPLAY, LogPosition.class)
                .setParameter("webhook", replay.webhook())
                .getSingleResult();
        List<Row> rows = rows(replay.position(), replay.since()).stream()
                .filter(row -> row.position().compareTo(end) <= 0)
                .toList();
        sendAgain(Webhook.findById(replay.webhook()), rows);
        if (rows.size() < ROWS) {
            database.createNativeMutationQuery("DELETE FROM webhook_replay WHERE id = :id")
                    .setParameter("id", replay.id())
                    .executeUpdate();
        } else {
            LogPosition reached = rows.get(rows.size() - 1).position();
            database.createNativeMutationQuery("UPDATE webhook_replay SET sequence = :sequence,"
                            + " transaction = CAST(CAST(:transaction AS text) AS xid8) WHERE id = :id")
                    .setParameter("transaction", reached.transaction())
                    .setParameter("sequence", reached.sequence())
                    .setParameter("id", replay.id())
                    .executeUpdate();
        }
        return true;
    }

    /**
     * Stored events are sent unchanged, with the same id. Other events are created again with the current data, so they
     * need new ids: subscribers ignore ids that they have seen.
     */
    private void sendAgain(Webhook webhook, List<Row> rows) {
        List<Row> wanted = wanted(webhook, rows);
        Set<Long> sent = Set.copyOf(database.createNativeQuery(SEND_AGAIN, Long.class)
                .setParameter("webhook", webhook.id)
                .setParameter("sequences", sequences(wanted))
                .getResultList());
        List<Row> missing = wanted.stream()
                .filter(row -> !sent.contains(row.position().sequence()))
                .toList();
        put(missing, List.of(webhook), row -> "msg_" + UuidVersion7.generate());
    }

    /**
     * Adds a test event to the outbox of one webhook.
     *
     * @return the delivery's id
     */
    @Transactional
    public UUID ping(Webhook webhook) {
        UUID id = UuidVersion7.generate();
        put(
                id,
                webhook,
                "msg_" + id,
                null,
                new WebhookEvent(
                        WebhookEvent.PING, Timestamps.now(), null, new WebhookEvent.Data(webhook.id, null, null, null)),
                id);
        return id;
    }

    private List<Row> rows(LogPosition place, Instant since) {
        return database.createNativeQuery(ROWS_AFTER, Row.class)
                .setParameter("transaction", place.transaction())
                .setParameter("sequence", place.sequence())
                .setParameter("since", since)
                .setParameter("rows", ROWS)
                .getResultList();
    }

    private void put(List<Row> rows, List<Webhook> webhooks, Function<Row, String> messageId) {
        if (rows.isEmpty() || webhooks.isEmpty()) {
            return;
        }
        Map<UUID, WebhookEvent.Data> subjects = data.of(rows);
        // Read after the data, so that it covers everything in the data.
        LogRow covered = LogState.read(database).newest();
        for (Webhook webhook : webhooks) {
            for (Row row : wanted(webhook, rows)) {
                WebhookEvent event = new WebhookEvent(
                        row.type(), row.at(), FeedCursors.after(row.logged(), covered), subjects.get(row.subject()));
                put(
                        UuidVersion7.generate(),
                        webhook,
                        messageId.apply(row),
                        row.position().sequence(),
                        event,
                        row.subject());
            }
        }
    }

    /**
     * Returns an id that all webhooks share, and that no other event has, even if it has the same number after a
     * restore.
     */
    private static String messageId(Row row) {
        return "msg_" + row.logged().id();
    }

    private void put(UUID id, Webhook webhook, String message, Long sequence, WebhookEvent event, UUID subject) {
        try {
            database.createNativeMutationQuery(PUT)
                    .setParameter("id", id)
                    .setParameter("webhook", webhook.id)
                    .setParameter("message", message)
                    .setParameter("sequence", sequence, Long.class)
                    .setParameter("type", event.type())
                    .setParameter("subject", subject)
                    .setParameter("payload", json.writeValueAsString(event))
                    .executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Row> wanted(Webhook webhook, List<Row> rows) {
        List<Row> ofType = rows.stream()
                .filter(row -> !row.type().equals(ChangeType.STORY_RENDERED.token()))
                .filter(row -> webhook.types.isEmpty() || webhook.types.contains(row.type()))
                .toList();
        SyncFilter filter = filter(webhook);
        if (filter.isEmpty()) {
            return ofType;
        }
        Set<Long> matching = matching(filter, ofType);
        return ofType.stream()
                .filter(row ->
                        !row.isOfStory() || matching.contains(row.position().sequence()))
                .toList();
    }

    private SyncFilter filter(Webhook webhook) {
        return new SyncFilter(
                Map.of(
                        TaxonomyKind.CATEGORY,
                        withSubstitutes(webhook.categoryIds),
                        TaxonomyKind.TAG,
                        withSubstitutes(webhook.tagIds)),
                webhook.languages);
    }

    /** Adds the replacements of categories and tags to the filter. */
    private List<UUID> withSubstitutes(Collection<UUID> ids) {
        List<UUID> all = new ArrayList<>(ids);
        if (!ids.isEmpty()) {
            all.addAll(database.createNativeQuery("SELECT new_id FROM replacement WHERE old_id = ANY(:ids)", UUID.class)
                    .setParameter("ids", ids.toArray(UUID[]::new))
                    .getResultList());
        }
        return all.stream().distinct().toList();
    }

    /** Returns the rows about stories that match the filter now or did before the change. */
    private Set<Long> matching(SyncFilter filter, List<Row> rows) {
        return Set.copyOf(filter.bind(database.createNativeQuery(
                        "SELECT c.sequence FROM change c LEFT JOIN live_story l ON l.story_id = c.subject_id"
                                + " WHERE c.sequence = ANY(:sequences) AND (" + filter.ofChange()
                                + " OR l.story_id IS NOT NULL AND " + filter.ofLive() + ")",
                        Long.class))
                .setParameter("sequences", sequences(rows))
                .getResultList());
    }

    private static Long[] sequences(List<Row> rows) {
        return rows.stream().map(row -> row.position().sequence()).toArray(Long[]::new);
    }
}

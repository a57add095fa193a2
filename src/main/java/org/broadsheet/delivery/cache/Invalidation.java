package org.broadsheet.delivery.cache;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.changelog.ChangeLog.Recorded;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.changelog.ChangeWatch;
import org.broadsheet.changelog.LogSnapshot;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.changelog.cursor.CursorKeys;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks;

/**
 * Evicts the responses that depend on a change. Changes of this node evict before they are acknowledged, and those of
 * other nodes soon after their commit, in any order.
 */
@ApplicationScoped
public class Invalidation {

    /** From this number of rows on, evicting all responses is faster than looking them up. */
    private static final int MANY = 5_000;

    /** The kinds of cache groups, by name and by the type of the change that evicts them. */
    private static final Map<String, CacheGroup.Kind> KINDS = Stream.concat(
                    CacheGroup.Kind.values().stream().map(kind -> Map.entry(kind.name(), kind)),
                    ChangeType.values().stream().map(type -> Map.entry(type.token(), CacheGroup.Kind.changedBy(type))))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /**
     * A story's row has its former references, and the query adds its current ones, so none is missed. A new rendering
     * that does not spread only touches responses that show the story.
     */
    private static final String TOUCHED = """
            WITH entry AS MATERIALIZED (
                SELECT type, subject_id AS id, spreads, was_language, %3$s
                FROM change WHERE %1$s LIMIT %2$d
            ), evicted AS MATERIALIZED (
                SELECT kind, subject_id AS id FROM eviction WHERE %1$s LIMIT %2$d
            ), story AS (
                SELECT DISTINCT id FROM entry WHERE type LIKE 'story.%%' AND (spreads OR type <> 'story.rendered')
            )
            SELECT 'rows' AS what, CAST((SELECT count(*) FROM entry) + (SELECT count(*) FROM evicted) AS text) AS value
            UNION SELECT kind, CAST(id AS text) FROM evicted
            UNION SELECT 'SEARCH', '' FROM entry WHERE spreads AND type IN (%5$s)
            UNION SELECT CASE WHEN type = 'story.rendered' AND NOT spreads THEN 'ONLY' ELSE type END, CAST(id AS text)
                  FROM entry
            UNION SELECT 'STORIES_OF', CAST(was.id AS text)
                  FROM entry, unnest(%4$s) was (id)
                  WHERE was.id IS NOT NULL AND (spreads OR type <> 'story.rendered')
            %6$s
            UNION SELECT 'STORIES_OF', CAST(m.collection_id AS text)
                  FROM story JOIN collection_story m ON m.story_id = story.id
            UNION SELECT 'STORIES_IN_LANGUAGE', was_language FROM entry
                  WHERE was_language IS NOT NULL AND (spreads OR type <> 'story.rendered')
            UNION SELECT 'STORIES_IN_LANGUAGE', l.language FROM story JOIN live_story l ON l.story_id = story.id
            UNION SELECT 'STORY', CAST(k.story_id AS text) FROM story JOIN live_story_link k ON k.target_id = story.id
            UNION SELECT 'STORY', CAST(p.story_id AS text)
                  FROM story JOIN live_story_pin p ON p.target_id = story.id""";

    private static final String STATE = """
            SELECT 'snapshot' AS what, CAST(pg_current_snapshot() AS text) AS value
            UNION ALL SELECT 'server', concat(pg_postmaster_start_time(), ' ', tableoid, ' ', identity) FROM change_log
            UNION ALL SELECT 'newest', concat(sequence, ' ', id)
                      FROM (SELECT sequence, id FROM change ORDER BY transaction DESC, sequence DESC LIMIT 1) n
            UNION ALL SELECT 'now', CAST(trunc(1000 * extract(epoch FROM clock_timestamp())) AS text)""";

    /** Nodes that start on the same database begin with the same time. */
    private static final String FIRST = STATE + """

            UNION ALL SELECT 'latest', CAST(trunc(1000 * extract(epoch FROM greatest(
                          (SELECT max(at) FROM change), pg_postmaster_start_time()))) AS text)""";

    private static final String OF_THIS_TRANSACTION = touchedBy("transaction = pg_current_xact_id()");

    /** The newest row of the last poll is missing: the database was restored from a backup without it. */
    private static final String LOST = """

            UNION ALL SELECT 'lost', '' WHERE NOT EXISTS (
                SELECT 1 FROM change
                WHERE sequence = CAST(split_part(?, ' ', 1) AS bigint) AND id = CAST(split_part(?, ' ', 2) AS uuid))""";

    private static final String SINCE = STATE + " UNION ALL (" + touchedBy(LogSnapshot.notIn("?", "transaction")) + ")";

    private static final String SINCE_AND_LOST = SINCE + LOST;

    private static String touchedBy(String condition) {
        return TOUCHED.formatted(
                condition,
                MANY,
                former(", "),
                former(" || "),
                TaxonomyKind.changesOfMany(),
                TaxonomyKind.OF_STORIES.stream().map(Invalidation::storiesOf).collect(Collectors.joining("\n")));
    }

    /** Returns the columns with former references, the arrays before the single ids. */
    private static String former(String separator) {
        return TaxonomyKind.NARROWEST_FIRST.stream()
                .map(TaxonomyKind::formerColumn)
                .collect(Collectors.joining(separator));
    }

    private static String storiesOf(TaxonomyKind kind) {
        return "UNION SELECT 'STORIES_OF', CAST(m.%s AS text) FROM story JOIN %s m ON m.story_id = story.id"
                .formatted(kind.column(), kind.liveTable());
    }

    private final Evictions evictions;
    private final DatabaseClock clock;
    private final ChangeWatch watch;
    private final Session database;
    private final TransactionSynchronizationRegistry transactions;

    /** Null before the first poll, and after a poll that timed out. */
    private String snapshot;

    /** Empty before the first poll. */
    private String server = "";

    private String newest = "";

    Invalidation(
            Evictions evictions,
            DatabaseClock clock,
            ChangeWatch watch,
            Session database,
            TransactionSynchronizationRegistry transactions) {
        this.evictions = evictions;
        this.clock = clock;
        this.watch = watch;
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * Cache groups to evict.
     *
     * @param groups names
     * @param rows number of rows, at most {@link #MANY}
     * @param now time of the database
     * @param latest at the first poll, the time of the last change or database start, whichever is later
     * @param snapshot what could be seen
     * @param newest the number and id of the newest visible row; empty if there is none
     * @param lost whether the newest row of the last poll is missing
     * @param server its start, table and log; snapshots of another one are invalid: another server, a restarted one, a
     *     restored table, or a log from another server
     */
    private record Touched(
            Set<String> groups,
            int rows,
            Instant now,
            Instant latest,
            String snapshot,
            String newest,
            boolean lost,
            String server) {

        static Touched read(PreparedStatement statement) throws SQLException {
            Set<String> groups = new HashSet<>();
            int rows = 0;
            Instant now = Instant.EPOCH;
            Instant latest = Instant.EPOCH;
            String snapshot = "";
            String newest = "";
            boolean lost = false;
            String server = "";
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    String value = found.getString(2);
                    switch (found.getString(1)) {
                        case "rows" -> rows = Integer.parseInt(value);
                        case "now" -> now = Instant.ofEpochMilli(Long.parseLong(value));
                        case "latest" -> latest = Instant.ofEpochMilli(Long.parseLong(value));
                        case "snapshot" -> snapshot = value;
                        case "newest" -> newest = value;
                        case "lost" -> lost = true;
                        case "server" -> server = value;
                        case "ONLY" ->
                            groups.add(CacheGroup.of(CacheGroup.Kind.STORY, UUID.fromString(value))
                                    .name());
                        case "SEARCH" -> add(groups, CacheGroup.SEARCH);
                        case "STORIES_IN_LANGUAGE" -> add(groups, CacheGroup.ofLanguage(value));
                        default -> {
                            CacheGroup.Kind kind = KINDS.get(found.getString(1));
                            if (kind == null) {
                                // A node of a later version may write types that this one does not know.
                                lost = true;
                            } else {
                                add(groups, CacheGroup.of(kind, UUID.fromString(value)));
                            }
                        }
                    }
                }
            }
            return new Touched(groups, rows, now, latest, snapshot, newest, lost, server);
        }

        private static void add(Set<String> groups, CacheGroup group) {
            groups.add(group.name());
            group.kind().wider().map(CacheGroup::name).ifPresent(groups::add);
        }
    }

    void start(@Observes StartupEvent event) {
        watch.atOnce(this::poll);
    }

    /** Returns the nanoseconds since this node last saw, and evicted, all commits: see {@link ChangeWatch#behind}. */
    long behind() {
        return watch.behind();
    }

    /**
     * @param preparation is called before each eviction, when its cause is already committed; it must return at
     *     once
     */
    public void prepareBy(Runnable preparation) {
        evictions.prepareBy(preparation);
    }

    private void poll(Connection connection) throws SQLException {
        boolean mayHaveMissed = watch.behind() > Evicting.RETAINED.toNanos() / 2;
        long began = System.nanoTime();
        Touched touched = pollAt(connection);
        clock.set(touched.now(), began);
        if (server.isEmpty()) {
            evictions.evictAll(touched.latest());
        } else if (snapshot == null
                || mayHaveMissed
                || touched.lost()
                || !touched.server().equals(server)) {
            // Earlier times are no use: a restored database may be older than the responses sent so far.
            evictions.evictAll(touched.now());
        } else {
            evict(touched, touched.now());
        }
        snapshot = touched.snapshot();
        server = touched.server();
        newest = touched.newest();
    }

    private Touched pollAt(Connection connection) throws SQLException {
        String sql = snapshot == null ? FIRST : newest.isEmpty() ? SINCE : SINCE_AND_LOST;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (snapshot != null) {
                for (int index = 1; index <= 4; index++) {
                    statement.setString(index, snapshot);
                }
                if (!newest.isEmpty()) {
                    statement.setString(5, newest);
                    statement.setString(6, newest);
                }
            }
            return Touched.read(statement);
        } catch (SQLException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                // The next poll would time out as well, so it evicts all
                // instead.
                snapshot = null;
            }
            throw e;
        }
    }

    /** @param seen the database time at which this node saw the commit of the change */
    private void evict(Touched touched, Instant seen) {
        if (touched.rows() >= MANY) {
            evictions.evictAll(seen);
        } else if (touched.rows() > 0) {
            evictions.evict(touched.groups(), seen);
        }
    }

    /** Evicts, when the transaction of a change has ended, what all of its changes touch. */
    void changed(@Observes Recorded recorded) {
        if (transactions.getResource(this) == null) {
            transactions.putResource(this, this);
            TransactionCompletionCallbacks callbacks =
                    database.unwrap(SharedSessionContractImplementor.class).getTransactionCompletionCallbacks();
            AtomicReference<Touched> touched = new AtomicReference<>();
            callbacks.registerCallback(session -> touched.set(ofThisTransaction(session)));
            // Evicts after a rollback too: if the connection is lost, the outcome is unknown.
            callbacks.registerCallback((committed, session) ->
                    Optional.ofNullable(touched.get()).ifPresent(it -> evict(it, clock.nowOrLater())));
        }
    }

    /** New keys change the cursors in all responses. */
    void rotated(@Observes CursorKeys.Rotated rotated) {
        evictions.evictAll(clock.nowOrLater());
    }

    private static Touched ofThisTransaction(SharedSessionContractImplementor session) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OF_THIS_TRANSACTION)) {
                return Touched.read(statement);
            }
        });
    }
}

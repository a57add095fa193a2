package org.broadsheet.search;

import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * The stories that an index has, as the database has them: their texts, and which of them have changed. A position is a
 * snapshot of PostgreSQL, so that rows are seen as soon as they are visible, in whatever order their transactions end.
 */
public abstract class IndexedStories {

    /**
     * Where a position says nothing: of another log, of a server that has not begun so many transactions, as after a restore
     * to a backup, or of a log that has lost its newest row.
     */
    private static final String LOST = """

            UNION ALL SELECT 'lost', '' FROM change_log
                  WHERE concat(identity, ' ', tableoid) <> :log
                  OR pg_snapshot_xmax(CAST(:snapshot AS pg_snapshot)) > pg_snapshot_xmax(pg_current_snapshot())
                  OR CAST(CAST(:transaction AS text) AS xid8) > forgotten_transaction
                      AND NOT EXISTS (SELECT 1 FROM change WHERE id = CAST(NULLIF(:newest, '') AS uuid)
                          AND transaction >= CAST(CAST(:transaction AS text) AS xid8))
            UNION ALL
            """;

    private static final String NOW = """
            SELECT 'snapshot' AS what, CAST(pg_current_snapshot() AS text) AS value
            UNION ALL SELECT 'log', concat(identity, ' ', tableoid) FROM change_log
            UNION ALL (SELECT 'newest', CAST(id AS text) FROM change ORDER BY transaction DESC, sequence DESC LIMIT 1)
            UNION ALL (SELECT 'transaction', CAST(transaction AS text) FROM change
                       ORDER BY transaction DESC, sequence DESC LIMIT 1)""";

    abstract Session database();

    /**
     * Selects {@code 'story'} and the id, as text, of each story that has changed, and {@code 'lost'} where that is not known
     * any more; with the parameter {@code snapshot}.
     */
    abstract String changed();

    /**
     * What has been seen.
     *
     * @param snapshot in which all rows that have been seen are visible
     * @param log the identity of the log
     * @param newest the id of its last row; empty if it had none
     * @param transaction that wrote the last row
     */
    public record Position(String snapshot, String log, String newest, String transaction) {

        private static final String VERSION = "version";

        /** As it is committed with the index. */
        Map<String, String> data() {
            return Map.of(
                    VERSION,
                    StoryDocument.VERSION,
                    "snapshot",
                    snapshot,
                    "log",
                    log,
                    "newest",
                    newest,
                    "transaction",
                    transaction);
        }

        /** @return empty if the index was not committed with one, or by a program that writes stories in another way */
        static Optional<Position> from(Map<String, String> data) {
            return StoryDocument.VERSION.equals(data.get(VERSION))
                    ? Optional.of(new Position(
                            data.get("snapshot"), data.get("log"), data.get("newest"), data.get("transaction")))
                    : Optional.empty();
        }

        private static Position of(List<Tuple> rows) {
            return new Position(
                    value(rows, "snapshot"), value(rows, "log"), value(rows, "newest"), value(rows, "transaction"));
        }

        private static String value(List<Tuple> rows, String what) {
            return rows.stream()
                    .filter(row -> row.get("what", String.class).equals(what))
                    .map(row -> row.get("value", String.class))
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * What has changed since a position.
     *
     * @param stories that have come, changed or gone, or whose authors or tags have other names
     * @param lost whether the database does not tell all of that any more
     * @param position with these
     */
    public record Changes(Set<UUID> stories, boolean lost, Position position) {}

    /** The present position. */
    @Transactional
    public Position now() {
        return Position.of(database().createNativeQuery(NOW, Tuple.class).getResultList());
    }

    /** What has changed since a position. */
    @Transactional
    public Changes since(Position position) {
        List<Tuple> rows = database()
                .createNativeQuery(changed() + LOST + NOW, Tuple.class)
                .setParameter("snapshot", position.snapshot())
                .setParameter("log", position.log())
                .setParameter("newest", position.newest())
                .setParameter("transaction", position.transaction().isEmpty() ? "0" : position.transaction())
                .getResultList();
        Set<UUID> stories = new HashSet<>();
        boolean lost = false;
        for (Tuple row : rows) {
            switch (row.get("what", String.class)) {
                case "story" -> stories.add(UUID.fromString(row.get("value", String.class)));
                case "lost" -> lost = true;
                default -> {}
            }
        }
        return new Changes(stories, lost, Position.of(rows));
    }

    /** Selects the texts of stories, without a condition on their ids. */
    abstract String texts();

    /** The column of {@link #texts} that has the id. */
    abstract String id();

    /** Reads what {@link #texts} selects. */
    abstract List<StoryText> read(String sql, Map<String, Object> parameters);

    /** The texts of those of some stories that are there. */
    @Transactional
    List<StoryText> of(Collection<UUID> stories) {
        return read(texts() + " AND " + id() + " = ANY(:ids)", Map.of("ids", stories.toArray(UUID[]::new)));
    }

    /** The texts of the next stories, in the order of their ids. */
    @Transactional
    List<StoryText> after(UUID last, int most) {
        String next = texts() + " AND %1$s > :last ORDER BY %1$s LIMIT :most".formatted(id());
        return read(next, Map.of("last", last, "most", most));
    }

    /** A query with the parameters. */
    <T> NativeQuery<T> query(String sql, Class<T> row, Map<String, Object> parameters) {
        NativeQuery<T> query = database().createNativeQuery(sql, row);
        parameters.forEach(query::setParameter);
        return query;
    }
}

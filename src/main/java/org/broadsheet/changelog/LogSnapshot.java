package org.broadsheet.changelog;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.Session;

/**
 * The position of a reader that reads each row as soon as it is visible, in the order in which transactions end.
 *
 * @param snapshot PostgreSQL snapshot in which all rows that have been read are visible
 * @param log the identity of the log
 * @param newest the id of the last row of the log; empty if there was none
 * @param transaction the transaction that wrote the last row; empty if there was none
 */
public record LogSnapshot(String snapshot, String log, String newest, String transaction) {

    private static final String NOW = """
            SELECT CAST(pg_current_snapshot() AS text) AS snapshot, concat(g.identity, ' ', g.tableoid) AS log,
                coalesce(CAST(n.id AS text), '') AS newest, coalesce(CAST(n.transaction AS text), '') AS transaction
            FROM change_log g LEFT JOIN (
                SELECT id, transaction FROM change ORDER BY transaction DESC, sequence DESC LIMIT 1) n ON true""";

    /**
     * The condition under which a snapshot is invalid: it is from another log, from a server with a higher transaction
     * counter (as before a restore to a backup), or from a log that has lost its newest row.
     */
    private static final String LOST = """
            concat(identity, ' ', tableoid) <> :log
            OR pg_snapshot_xmax(CAST(:snapshot AS pg_snapshot)) > pg_snapshot_xmax(pg_current_snapshot())
            OR CAST(:transaction AS xid8) > forgotten_transaction
                AND NOT EXISTS (SELECT 1 FROM change WHERE id = CAST(NULLIF(:newest, '') AS uuid)
                    AND transaction >= CAST(:transaction AS xid8))""";

    /** One statement, so that the changes are those between the two snapshots. */
    private static final String CHANGES = """
            SELECT now.*, ARRAY(%s) AS ids, EXISTS (SELECT 1 FROM change_log WHERE %s OR %s) AS lost FROM (%s) now""";

    /**
     * Returns the condition for rows that were not visible in a snapshot.
     *
     * @param snapshot a parameter or a column
     * @param transaction the column of the transaction that wrote the row
     */
    public static String notIn(String snapshot, String transaction) {
        return """
                %1$s >= pg_snapshot_xmin(CAST(%2$s AS pg_snapshot))
                AND NOT pg_visible_in_snapshot(%1$s, CAST(%2$s AS pg_snapshot))""".formatted(transaction, snapshot);
    }

    /** Returns the snapshot of a reader that begins now. */
    public static LogSnapshot now(Session database) {
        return database.createNativeQuery(NOW, LogSnapshot.class).getSingleResult();
    }

    /** @param members returns a member by its name, as in {@link #toMap} */
    public static LogSnapshot from(UnaryOperator<String> members) {
        return new LogSnapshot(
                members.apply("snapshot"), members.apply("log"), members.apply("newest"), members.apply("transaction"));
    }

    /** Returns the members by name. */
    public Map<String, String> toMap() {
        return Map.of("snapshot", snapshot, "log", log, "newest", newest, "transaction", transaction);
    }

    /**
     * The changes since a snapshot.
     *
     * @param ids of added, changed and removed subjects
     * @param lost whether the database lacks some of the changes
     * @param now the snapshot that includes these changes
     */
    public record Changes(Set<UUID> ids, boolean lost, LogSnapshot now) {

        /** Creates it from a row of the query. */
        public Changes(String snapshot, String log, String newest, String transaction, UUID[] ids, boolean lost) {
            this(Set.of(ids), lost, new LogSnapshot(snapshot, log, newest, transaction));
        }
    }

    /**
     * Returns the changes since this snapshot.
     *
     * @param changed a query that selects ids, with the parameter {@code snapshot}
     * @param lost a condition on {@code change_log} under which that query misses some, with the same parameter
     */
    public Changes changes(Session database, String changed, String lost) {
        return database.createNativeQuery(CHANGES.formatted(changed, lost, LOST, NOW), Changes.class)
                .addScalar("snapshot", String.class)
                .addScalar("log", String.class)
                .addScalar("newest", String.class)
                .addScalar("transaction", String.class)
                .addScalar("ids", UUID[].class)
                .addScalar("lost", Boolean.class)
                .setParameter("snapshot", snapshot)
                .setParameter("log", log)
                .setParameter("newest", newest)
                .setParameter("transaction", transaction.isEmpty() ? "0" : transaction)
                .getSingleResult();
    }
}

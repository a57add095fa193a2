package org.broadsheet.changelog;

import java.util.UUID;
import org.hibernate.Session;

/**
 * The state of the log as a whole.
 *
 * @param identity changes when positions from before are no longer valid
 * @param end the last row that may be read: no older transaction is running, so none can commit a row before it
 * @param newest the last committed row, which may not be readable yet
 */
public record LogState(UUID identity, LogRow end, LogRow newest) {

    /** The end of an empty log is the last row that was removed from it, initially the beginning. */
    private static final String STATE = """
            SELECT g.identity,
                CAST(CAST(coalesce(e.transaction, g.forgotten_transaction) AS text) AS bigint) AS end_transaction,
                coalesce(e.sequence, g.forgotten_sequence) AS end_sequence, coalesce(e.id, g.forgotten_id) AS end_id,
                CAST(CAST(coalesce(n.transaction, g.forgotten_transaction) AS text) AS bigint) AS newest_transaction,
                coalesce(n.sequence, g.forgotten_sequence) AS newest_sequence,
                coalesce(n.id, g.forgotten_id) AS newest_id
            FROM change_log g
            LEFT JOIN LATERAL (SELECT transaction, sequence, id FROM change
                               WHERE transaction < pg_snapshot_xmin(pg_current_snapshot())
                               ORDER BY transaction DESC, sequence DESC LIMIT 1) e ON true
            LEFT JOIN LATERAL (SELECT transaction, sequence, id FROM change
                               ORDER BY transaction DESC, sequence DESC LIMIT 1) n ON true""";

    /** Creates it from a row of the query. */
    LogState(
            UUID identity,
            long endTransaction,
            long endSequence,
            UUID endId,
            long newestTransaction,
            long newestSequence,
            UUID newestId) {
        this(
                identity,
                new LogRow(endTransaction, endSequence, endId),
                new LogRow(newestTransaction, newestSequence, newestId));
    }

    public static LogState read(Session database) {
        return database.createNativeQuery(STATE, LogState.class).getSingleResult();
    }
}

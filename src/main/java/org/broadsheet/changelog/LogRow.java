package org.broadsheet.changelog;

import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * A row of the log in a cursor.
 *
 * @param position the row's position in the log
 * @param id random: after a restore, another row can have the same position, but never the same id
 */
public record LogRow(LogPosition position, UUID id) {

    /** The last removed row is included, since a consumer that has read it has missed nothing. */
    private static final String FIND = """
            SELECT CAST(CAST(transaction AS text) AS bigint) AS transaction, sequence, id
            FROM change WHERE sequence = :sequence AND id = :id
            UNION ALL
            SELECT CAST(CAST(forgotten_transaction AS text) AS bigint), forgotten_sequence, forgotten_id
            FROM change_log WHERE forgotten_sequence = :sequence AND forgotten_id = :id""";

    public LogRow(long transaction, long sequence, UUID id) {
        this(new LogPosition(transaction, sequence), id);
    }

    /**
     * Finds the row with a number and id.
     *
     * @return empty if it does not exist, because it was removed long ago or a backup was restored
     */
    public static Optional<LogRow> find(Session database, long sequence, UUID id) {
        return database
                .createNativeQuery(FIND, LogRow.class)
                .setParameter("sequence", sequence)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Checks whether the log has this row, or removed it last. */
    public boolean isKnown(Session database) {
        return find(database, position.sequence(), id).isPresent();
    }
}

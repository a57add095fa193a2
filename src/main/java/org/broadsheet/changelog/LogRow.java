package org.broadsheet.changelog;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

    /**
     * Finds the row with a number and id.
     *
     * @return empty if it does not exist, because it was removed long ago or a backup was restored
     */
    public static Optional<LogRow> find(EntityManager database, long sequence, UUID id) {
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery(FIND, Tuple.class)
                .setParameter("sequence", sequence)
                .setParameter("id", id)
                .getResultList();
        return rows.stream()
                .map(row -> new LogRow(
                        new LogPosition(row.get("transaction", Long.class), row.get("sequence", Long.class)),
                        row.get("id", UUID.class)))
                .findFirst();
    }

    /** Checks whether the log has this row, or removed it last. */
    public boolean isKnown(EntityManager database) {
        return find(database, position.sequence(), id).isPresent();
    }
}

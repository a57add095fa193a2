package org.broadsheet.change;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.UUID;

/**
 * What holds for the log as a whole.
 *
 * @param identity another one where the log's positions are not those of before
 * @param forgotten the last position that is not retained any more
 * @param horizon the oldest transaction still running: what it and later ones write may yet come to light
 */
public record LogState(UUID identity, Position forgotten, long horizon) {

    private static final String STATE = """
            SELECT identity, CAST(CAST(forgotten_transaction AS text) AS bigint) AS transaction,
                   forgotten_sequence AS sequence,
                   CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS horizon
            FROM change_log""";

    public static LogState read(EntityManager database) {
        Tuple row = (Tuple) database.createNativeQuery(STATE, Tuple.class).getSingleResult();
        return new LogState(
                row.get("identity", UUID.class),
                new Position(row.get("transaction", Long.class), row.get("sequence", Long.class)),
                row.get("horizon", Long.class));
    }
}

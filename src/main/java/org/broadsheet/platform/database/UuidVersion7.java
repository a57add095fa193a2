package org.broadsheet.platform.database;

import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/**
 * Generates ids for rows that are written without an entity. Like those of entities, the ids are in the order of their
 * creation.
 */
public final class UuidVersion7 {

    private UuidVersion7() {}

    public static UUID generate() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}

package org.broadsheet.database;

import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Ids for rows that are written without an entity: in the order in which they are made, as those of entities. */
public final class UuidVersion7 {

    private UuidVersion7() {}

    public static UUID generate() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}

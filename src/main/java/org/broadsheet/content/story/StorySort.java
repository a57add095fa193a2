package org.broadsheet.content.story;

import java.time.Instant;
import java.util.function.Function;
import org.broadsheet.platform.database.Timestamps;

/** The sort orders of stories; every driving table has an index for each. */
enum StorySort {
    LATEST("-publishedAt", "published_at", true, Instant.class, Timestamps::parse),
    OLDEST("publishedAt", "published_at", false, Instant.class, Timestamps::parse),
    UPDATED("-updatedAt", "updated_at", true, Instant.class, Timestamps::parse),
    TITLE("title", "title_key", false, String.class, key -> key),

    /** The editor's order in a collection; no parameter selects it. */
    POSITION("position", "position", false, Integer.class, Integer::valueOf);

    private final String token;
    private final String column;
    private final boolean descending;
    private final Class<?> keyType;
    private final Function<String, Object> parseKey;

    StorySort(String token, String column, boolean descending, Class<?> keyType, Function<String, Object> parseKey) {
        this.token = token;
        this.column = column;
        this.descending = descending;
        this.keyType = keyType;
        this.parseKey = parseKey;
    }

    String token() {
        return token;
    }

    boolean isByPublication() {
        return this == LATEST || this == OLDEST;
    }

    String column() {
        return column;
    }

    String direction() {
        return descending ? "DESC" : "ASC";
    }

    /** Returns the operator that compares a later row with the cursor. */
    String beyond() {
        return descending ? "<" : ">";
    }

    /** Returns the type of the column and of the result of {@link #parseKey}. */
    Class<?> keyType() {
        return keyType;
    }

    Object parseKey(String key) {
        return parseKey.apply(key);
    }
}

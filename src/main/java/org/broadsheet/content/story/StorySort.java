package org.broadsheet.content.story;

import java.util.function.Function;
import org.broadsheet.platform.database.Timestamps;

/** The sort orders of stories; every driving table has an index for each. */
enum StorySort {
    LATEST("-publishedAt", "published_at", true, StoryColumns::publishedAt, Timestamps::parse),
    OLDEST("publishedAt", "published_at", false, StoryColumns::publishedAt, Timestamps::parse),
    UPDATED("-updatedAt", "updated_at", true, StoryColumns::updatedAt, Timestamps::parse),
    TITLE("title", "title_key", false, StoryColumns::titleKey, key -> key),

    /** The editor's order in a collection; no parameter selects it, and its cursors have another key. */
    POSITION("position", "position", false, story -> null, Integer::valueOf);

    private final String token;
    private final String column;
    private final boolean descending;
    private final Function<StoryColumns, Object> key;
    private final Function<String, Object> parseKey;

    StorySort(
            String token,
            String column,
            boolean descending,
            Function<StoryColumns, Object> key,
            Function<String, Object> parseKey) {
        this.token = token;
        this.column = column;
        this.descending = descending;
        this.key = key;
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

    boolean isDescending() {
        return descending;
    }

    /** Returns the columns that {@link #key} reads. */
    String[] selected() {
        return this == POSITION ? new String[0] : new String[] {"l." + column};
    }

    Object key(StoryColumns story) {
        return key.apply(story);
    }

    Object parseKey(String key) {
        return parseKey.apply(key);
    }
}

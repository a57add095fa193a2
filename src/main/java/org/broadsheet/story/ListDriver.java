package org.broadsheet.story;

/** What a list of stories can be read by; the filters among them in the order of preference, the most selective first. */
enum ListDriver {
    COLLECTION("collection_story", "collection_id", "collections", "uuid"),
    TAG("live_story_tag", "tag_id", "tags", "uuid"),
    AUTHOR("live_story_author", "author_id", "authors", "uuid"),
    CATEGORY("live_story", "category_id", "categories", "uuid"),
    LANGUAGE("live_story", "language", "languages", "text"),

    /** Languages that hardly any story is in. */
    RARE_LANGUAGE(LANGUAGE.table, LANGUAGE.column, LANGUAGE.parameter, LANGUAGE.type),

    /** The months of a period, for what is not in the order of publication. */
    MONTH("live_story", null, null, null),
    NONE("live_story", null, null, null);

    private static final String MONTHS = """
            (SELECT generate_series(
                date_trunc('month', greatest(%s, min(published_at)) AT TIME ZONE 'UTC'),
                least(%s, max(published_at)) AT TIME ZONE 'UTC', INTERVAL '1 month') AS value FROM live_story)""";

    private final String table;
    private final String column;
    private final String parameter;
    private final String type;

    /**
     * @param table what has the values, and the story that each is of
     * @param column the value
     * @param parameter the list of values that are asked for
     * @param type of the values in PostgreSQL
     */
    ListDriver(String table, String column, String parameter, String type) {
        this.table = table;
        this.column = column;
        this.parameter = parameter;
        this.type = type;
    }

    /** Whether stories that this drives are those of the filter. */
    boolean isOf(ListDriver filter) {
        return filter.column.equals(column);
    }

    /** The name in the statement for what is read: of {@code live_story}, or of what is joined to it. */
    String alias() {
        return table.equals("live_story") ? "l" : "d";
    }

    String from() {
        return table.equals("live_story") ? "live_story l" : table + " d JOIN live_story l ON l.story_id = d.story_id";
    }

    /** What the list is read for, one after the other, as {@code value}; of months, those between two SQL times. */
    String values(String after, String before) {
        return this == MONTH
                ? MONTHS.formatted(after, before)
                : "(SELECT unnest(CAST(:%s AS %s[])) AS value)".formatted(parameter, type);
    }

    /** A story's being of {@code v.value}. */
    String isValue() {
        return switch (this) {
            case MONTH -> "date_trunc('month', l.published_at AT TIME ZONE 'UTC') = v.value";
            // PostgreSQL takes each language for as frequent as the next, and prefers another index by an equation.
            case RARE_LANGUAGE -> "l.language BETWEEN v.value AND v.value";
            default -> alias() + "." + column + " = v.value";
        };
    }

    /** A story's being of any of the values. */
    String isAny() {
        return "%s.%s = ANY(CAST(:%s AS %s[]))".formatted(alias(), column, parameter, type);
    }

    /** Likewise, for {@code live_story l} of what is joined to it. */
    String hasAny() {
        return "l.story_id IN (SELECT m.story_id FROM %s m WHERE m.%s = ANY(CAST(:%s AS %s[])))"
                .formatted(table, column, parameter, type);
    }

    /** The same, looked up story by story. */
    String hasAnyByRow() {
        return "(SELECT true FROM %s m WHERE m.story_id = l.story_id AND m.%s = ANY(CAST(:%s AS %s[])) LIMIT 1)"
                .formatted(table, column, parameter, type);
    }
}

package org.broadsheet.content.story;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;

/** The index by which a list of stories is read. */
final class ListDriver {

    static final ListDriver COLLECTION = new ListDriver("collection_story", "collection_id", "collections");
    static final ListDriver LANGUAGE = new ListDriver("live_story", "language", "languages");

    /** Languages with few stories. */
    static final ListDriver RARE_LANGUAGE = new ListDriver(LANGUAGE.table, LANGUAGE.column, LANGUAGE.parameter);

    /** The months of a period, for lists in another order than that of publication. */
    static final ListDriver MONTH = new ListDriver("live_story", null, null);

    static final ListDriver NONE = new ListDriver("live_story", null, null);

    private static final Map<TaxonomyKind, ListDriver> BY_KIND = TaxonomyKind.OF_STORIES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), kind -> new ListDriver(kind.liveTable(), kind.column(), kind.plural())));

    /** The drivers for the entries of all kinds. */
    static final Set<ListDriver> TAXONOMY = Set.copyOf(BY_KIND.values());

    private static final String MONTHS = """
            (SELECT generate_series(
                date_trunc('month', greatest(%s, min(published_at)) AT TIME ZONE 'UTC'),
                least(%s, max(published_at)) AT TIME ZONE 'UTC', INTERVAL '1 month') AS value FROM live_story)""";

    private final String table;
    private final String column;
    private final String parameter;

    /**
     * @param table the table with the values and the story of each
     * @param column the value
     * @param parameter the list of requested values
     */
    private ListDriver(String table, String column, String parameter) {
        this.table = table;
        this.column = column;
        this.parameter = parameter;
    }

    /** Returns the driver for the entries of a kind. */
    static ListDriver of(TaxonomyKind kind) {
        return BY_KIND.get(kind);
    }

    /** Returns the name of the SQL parameter with the values. */
    String parameter() {
        return parameter;
    }

    /** Checks whether this driver selects by the same column as the filter. */
    boolean isOf(ListDriver filter) {
        return filter.column.equals(column);
    }

    /** Returns the alias of the driving table: {@code live_story}, or the table that is joined to it. */
    String alias() {
        return table.equals("live_story") ? "l" : "d";
    }

    String from() {
        return table.equals("live_story") ? "live_story l" : table + " d JOIN live_story l ON l.story_id = d.story_id";
    }

    /** Returns a table of the filter's values as {@code value}; for months, of those between two SQL times. */
    String values(String after, String before) {
        return this == MONTH ? MONTHS.formatted(after, before) : "(SELECT unnest(:%s) AS value)".formatted(parameter);
    }

    /** Returns the condition that a story has {@code v.value}. */
    String isValue() {
        if (this == MONTH) {
            return "date_trunc('month', l.published_at AT TIME ZONE 'UTC') = v.value";
        }
        if (this == RARE_LANGUAGE) {
            // For an equation, PostgreSQL assumes that all languages are equally frequent, and prefers another index.
            return "l.language BETWEEN v.value AND v.value";
        }
        return alias() + "." + column + " = v.value";
    }

    /** Returns the condition that the driver's row has any of the values. */
    String isAny() {
        return "%s.%s = ANY(:%s)".formatted(alias(), column, parameter);
    }

    /** Returns the condition that {@code live_story l} has a joined row with any of the values. */
    String hasAny() {
        return "l.story_id IN (SELECT m.story_id FROM %s m WHERE m.%s = ANY(:%s))".formatted(table, column, parameter);
    }

    /** Returns the same condition so that PostgreSQL evaluates it row by row. */
    String hasAnyByRow() {
        return "(SELECT true FROM %s m WHERE m.story_id = l.story_id AND m.%s = ANY(:%s) LIMIT 1)"
                .formatted(table, column, parameter);
    }
}

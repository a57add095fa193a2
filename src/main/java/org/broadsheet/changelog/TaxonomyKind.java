package org.broadsheet.changelog;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.paging.KeysetQuery;

/**
 * The registry of the kinds of entries by which stories are organised. Each kind has its names here; the tables,
 * columns, members, changes, actions and cache groups of a kind derive from them.
 */
public enum TaxonomyKind {
    CATEGORY("category", "categories", "category-", Order.POSITION, References.ONE),
    AUTHOR("author", "authors", "author-", Order.NAME, References.MANY),
    TAG("tag", "tags", "tag-", Order.NAME, References.MANY),
    COLLECTION("collection", "collections", "list-", Order.POSITION, References.NONE);

    /** The kinds that stories refer to, in the order of the filters of a list. */
    public static final List<TaxonomyKind> OF_STORIES = List.of(CATEGORY, TAG, AUTHOR);

    /** The kinds by whose entries a list of stories can be filtered. */
    public static final List<TaxonomyKind> FILTERS =
            Stream.concat(OF_STORIES.stream(), Stream.of(COLLECTION)).toList();

    /** The kinds of which a story has several. */
    public static final List<TaxonomyKind> MANY =
            OF_STORIES.stream().filter(TaxonomyKind::isMany).toList();

    /** The kinds that stories refer to, beginning with those whose entries have the fewest stories. */
    public static final List<TaxonomyKind> NARROWEST_FIRST = Stream.concat(
                    MANY.stream(), OF_STORIES.stream().filter(kind -> !kind.isMany()))
            .toList();

    private final String word;
    private final String plural;
    private final String cacheGroup;
    private final Order order;
    private final References references;
    private final ChangeType change;

    /** @param cacheGroup the prefix of the cache groups of the kind's entries, at most ten characters */
    TaxonomyKind(String word, String plural, String cacheGroup, Order order, References references) {
        this.word = word;
        this.plural = plural;
        this.cacheGroup = cacheGroup;
        this.order = order;
        this.references = references;
        this.change = new ChangeType(word + ".changed");
    }

    /** The order of a list. */
    private enum Order {
        POSITION("position", Integer::valueOf),
        NAME("name_key", key -> key);

        private final String column;
        private final Function<String, Object> parse;

        Order(String column, Function<String, Object> parse) {
            this.column = column;
            this.parse = parse;
        }
    }

    /** The number of entries of the kind that a story refers to. */
    private enum References {
        NONE,
        ONE,
        MANY
    }

    /** Returns the kind's name in English, in JSON and in the audit log. */
    public String word() {
        return word;
    }

    /** Returns the kind's name for several entries, in paths and in JSON. */
    public String plural() {
        return plural;
    }

    /** Returns the prefix of the cache groups of the kind's entries. */
    public String cacheGroup() {
        return cacheGroup;
    }

    /** Checks whether a story refers to several entries of the kind. */
    public boolean isMany() {
        return references == References.MANY;
    }

    /** Returns the member of a story that refers to entries of the kind. */
    public String member() {
        return isMany() ? plural : word;
    }

    /** Returns the name of the table. */
    public String table() {
        return word;
    }

    /** Returns a table of the entries that readers see: a tag is hidden until it is the tag of a live story. */
    public String shown() {
        return this == TAG ? "(SELECT * FROM tag WHERE announced)" : table();
    }

    /** Returns the column of {@link #table()} with the name of an entry. */
    public String nameColumn() {
        return this == COLLECTION ? "title" : "name";
    }

    /** Returns the column with the id of an entry, in other tables. */
    public String column() {
        return word + "_id";
    }

    /** Returns the table with the former slugs that readers have seen, and the entry of each. */
    public String formerSlugs() {
        return "former_" + word + "_slug";
    }

    /** Returns the table with a row for each live story and each entry that it refers to. */
    public String liveTable() {
        return isMany() ? "live_story_" + word : "live_story";
    }

    /** Returns the column of {@code story} with the entries to which the latest revision refers. */
    public String latestColumn() {
        return isMany() ? word + "_ids" : column();
    }

    /** Returns the column of {@code change} with the entries to which the story referred before the change. */
    public String formerColumn() {
        return "was_" + latestColumn();
    }

    /**
     * Creates a query for the entries in the order of their list.
     *
     * @param columns of {@code t}
     * @param from {@link #table()} or {@link #shown()}
     */
    public <R extends KeysetQuery.Row> KeysetQuery<R> inOrder(Class<R> row, String columns, String from) {
        return new KeysetQuery<>(row, columns, from, order.column, order.parse);
    }

    /** Creates a query for the ids of all entries in the order of their list. */
    public KeysetQuery<KeysetQuery.Id> ids() {
        return inOrder(KeysetQuery.Id.class, "t.id, t." + order.column, table());
    }

    /** Returns the type of change that creating, changing or deleting an entry is to readers. */
    public ChangeType change() {
        return change;
    }

    /** Returns an SQL list of the types of change to entries of which a story has several. */
    public static String changesOfMany() {
        return MANY.stream()
                .map(kind -> "'" + kind.change.token() + "'")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    /** Returns the path of an entry in the editorial API. */
    public String editorialPath(UUID id) {
        return Surface.EDITORIAL.path(plural + "/" + id);
    }

    /** Returns the types of change to entries of all kinds. */
    static Stream<ChangeType> changes() {
        return Arrays.stream(values()).map(TaxonomyKind::change);
    }
}

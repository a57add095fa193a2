package org.broadsheet.content.taxonomy;

import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.paging.KeysetQuery;

/** The kinds of entries by which stories are organised, with the names that each kind has elsewhere. */
public enum TaxonomyKind {
    CATEGORY(
            "category",
            "categories",
            Order.POSITION,
            ChangeType.CATEGORY_CHANGED,
            AuditAction.CATEGORY_CREATED,
            AuditAction.CATEGORY_CHANGED,
            AuditAction.CATEGORY_DELETED),
    AUTHOR(
            "author",
            "authors",
            Order.NAME,
            ChangeType.AUTHOR_CHANGED,
            AuditAction.AUTHOR_CREATED,
            AuditAction.AUTHOR_CHANGED,
            AuditAction.AUTHOR_DELETED),
    TAG(
            "tag",
            "tags",
            Order.NAME,
            ChangeType.TAG_CHANGED,
            AuditAction.TAG_CREATED,
            AuditAction.TAG_CHANGED,
            AuditAction.TAG_DELETED),
    COLLECTION(
            "collection",
            "collections",
            Order.POSITION,
            ChangeType.COLLECTION_CHANGED,
            AuditAction.COLLECTION_CREATED,
            AuditAction.COLLECTION_CHANGED,
            AuditAction.COLLECTION_DELETED);

    private final String word;
    private final String plural;
    private final Order order;
    private final ChangeType change;
    private final AuditAction created;
    private final AuditAction changed;
    private final AuditAction deleted;

    TaxonomyKind(
            String word,
            String plural,
            Order order,
            ChangeType change,
            AuditAction created,
            AuditAction changed,
            AuditAction deleted) {
        this.word = word;
        this.plural = plural;
        this.order = order;
        this.change = change;
        this.created = created;
        this.changed = changed;
        this.deleted = deleted;
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

    /** Returns the kind's name in English, in JSON and in the audit log. */
    public String word() {
        return word;
    }

    /** Returns the kind's name for several entries, in paths and in JSON. */
    public String plural() {
        return plural;
    }

    /** Returns the name of the table. A column with the id of an entry has this name, too, with {@code _id}. */
    public String table() {
        return word;
    }

    /** Returns a table of the entries that readers see: a tag is hidden until it is the tag of a live story. */
    public String shown() {
        return this == TAG ? "(SELECT * FROM tag WHERE announced)" : table();
    }

    /**
     * Creates a query for the entries in the order of their list.
     *
     * @param columns of {@code t}
     * @param from {@link #table()} or {@link #shown()}
     */
    <R extends KeysetQuery.Row> KeysetQuery<R> inOrder(Class<R> row, String columns, String from) {
        return new KeysetQuery<>(row, columns, from, order.column, order.parse);
    }

    /** Creates a query for the ids of all entries in the order of their list. */
    KeysetQuery<KeysetQuery.Id> ids() {
        return inOrder(KeysetQuery.Id.class, "t.id, t." + order.column, table());
    }

    /** Returns the type of change that creating, changing or deleting an entry is to readers. */
    public ChangeType change() {
        return change;
    }

    /** Returns the kind of the cache groups for responses that show an entry. */
    public CacheGroup.Kind group() {
        return CacheGroup.Kind.changedBy(change);
    }

    /** Returns the action of creating an entry. */
    public AuditAction created() {
        return created;
    }

    /** Returns the action of changing an entry. */
    AuditAction changed() {
        return changed;
    }

    /** Returns the action of deleting an entry. */
    AuditAction deleted() {
        return deleted;
    }

    /** Returns an entry as the subject of an action. */
    public AuditSubject subject(UUID id) {
        return new AuditSubject(word, id);
    }

    /** Returns the path of an entry in the editorial API. */
    String editorialPath(UUID id) {
        return Surface.EDITORIAL.path(plural + "/" + id);
    }
}

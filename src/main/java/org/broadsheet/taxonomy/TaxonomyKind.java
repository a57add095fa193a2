package org.broadsheet.taxonomy;

import org.broadsheet.cache.CacheGroup;
import org.broadsheet.change.ChangeType;

/** What stories are sorted and collected by. */
public enum TaxonomyKind {
    CATEGORY("category", "categories", ChangeType.CATEGORY_CHANGED, CacheGroup.Kind.CATEGORY),
    AUTHOR("author", "authors", ChangeType.AUTHOR_CHANGED, CacheGroup.Kind.AUTHOR),
    TAG("tag", "tags", ChangeType.TAG_CHANGED, CacheGroup.Kind.TAG),
    COLLECTION("collection", "collections", ChangeType.COLLECTION_CHANGED, CacheGroup.Kind.COLLECTION);

    private final String word;
    private final String plural;
    private final ChangeType change;
    private final CacheGroup.Kind group;

    TaxonomyKind(String word, String plural, ChangeType change, CacheGroup.Kind group) {
        this.word = word;
        this.plural = plural;
        this.change = change;
        this.group = group;
    }

    /** Its name in English and in the database. */
    public String word() {
        return word;
    }

    /** Its name in addresses. */
    public String plural() {
        return plural;
    }

    ChangeType change() {
        return change;
    }

    /** The kind of the cache groups of responses that show one. */
    CacheGroup.Kind group() {
        return group;
    }
}

package org.broadsheet.content.taxonomy;

import org.broadsheet.changelog.ChangeType;
import org.broadsheet.delivery.cache.CacheGroup;

/** The kinds of entries by which stories are organised. */
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

    /** Returns the kind's name in English and in the database. */
    public String word() {
        return word;
    }

    /** Returns the kind's name in paths. */
    public String plural() {
        return plural;
    }

    ChangeType change() {
        return change;
    }

    /** Returns the kind of the cache groups for responses that show such an entry. */
    CacheGroup.Kind group() {
        return group;
    }
}

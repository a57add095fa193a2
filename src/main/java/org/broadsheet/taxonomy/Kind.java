package org.broadsheet.taxonomy;

import org.broadsheet.cache.Group;
import org.broadsheet.change.ChangeType;

/** What stories are sorted and collected by. */
public enum Kind {
    CATEGORY("category", "categories", ChangeType.CATEGORY_CHANGED, Group.Kind.CATEGORY),
    AUTHOR("author", "authors", ChangeType.AUTHOR_CHANGED, Group.Kind.AUTHOR),
    TAG("tag", "tags", ChangeType.TAG_CHANGED, Group.Kind.TAG),
    COLLECTION("collection", "collections", ChangeType.COLLECTION_CHANGED, Group.Kind.COLLECTION);

    private final String word;
    private final String plural;
    private final ChangeType change;
    private final Group.Kind group;

    Kind(String word, String plural, ChangeType change, Group.Kind group) {
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
    Group.Kind group() {
        return group;
    }
}

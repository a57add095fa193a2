package org.broadsheet.taxonomy;

import org.broadsheet.change.ChangeType;

/** What stories are sorted and collected by. */
public enum Kind {
    CATEGORY("category", "categories", ChangeType.CATEGORY_CHANGED),
    AUTHOR("author", "authors", ChangeType.AUTHOR_CHANGED),
    TAG("tag", "tags", ChangeType.TAG_CHANGED),
    COLLECTION("collection", "collections", ChangeType.COLLECTION_CHANGED);

    private final String word;
    private final String plural;
    private final ChangeType change;

    Kind(String word, String plural, ChangeType change) {
        this.word = word;
        this.plural = plural;
        this.change = change;
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
}

package org.broadsheet.content.taxonomy;

/** The common members of a category, an author, a tag and a collection as an editor submits them. */
public interface EntryInput {

    /** Returns the slug; null to generate it from the name. */
    String slug();

    /** Returns the name that stories show, which a collection has as its title. */
    String name();

    /** Returns the requested position among the others, starting with 0; null to leave it unchanged. */
    default Integer position() {
        return null;
    }
}

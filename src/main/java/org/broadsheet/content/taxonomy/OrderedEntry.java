package org.broadsheet.content.taxonomy;

import jakarta.persistence.MappedSuperclass;

/** An entry whose position among the others is set by editors. */
@MappedSuperclass
public abstract class OrderedEntry extends Entry {

    /** Starts with 0, without gaps as far as editors have moved the entries. */
    public int position;
}

package org.broadsheet.taxonomy;

import jakarta.persistence.MappedSuperclass;

/** An entry whose place among the others an editor decides. */
@MappedSuperclass
public abstract class OrderedEntry extends Entry {

    /** From 0 on, without gaps as far as editors have moved them. */
    public int position;
}

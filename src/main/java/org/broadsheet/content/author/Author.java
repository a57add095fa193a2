package org.broadsheet.content.author;

import jakarta.persistence.Entity;
import org.broadsheet.content.taxonomy.Entry;
import org.broadsheet.platform.naming.Slug;

/** A person in the byline of stories. */
@Entity
public class Author extends Entry {

    private String name;

    private String nameKey;

    /** One or two sentences about the author; may be null. */
    public String bio;

    public String getName() {
        return name;
    }

    /** Sets the name and its sort key. */
    public void setName(String name) {
        this.name = name;
        this.nameKey = Slug.sortKey(name);
    }
}

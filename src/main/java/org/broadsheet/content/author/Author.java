package org.broadsheet.content.author;

import jakarta.persistence.Entity;
import org.broadsheet.content.taxonomy.Entry;
import org.broadsheet.platform.naming.Slug;

/** A person in the byline of stories. */
@Entity
public class Author extends Entry {

    private String name;

    private String nameKey;

    private AuthorFields fields = AuthorFields.NONE;

    public AuthorFields getFields() {
        return fields;
    }

    public void setFields(AuthorFields fields) {
        this.fields = fields;
    }

    public String getName() {
        return name;
    }

    /** Sets the name and its sort key. */
    public void setName(String name) {
        this.name = name;
        this.nameKey = Slug.sortKey(name);
    }
}

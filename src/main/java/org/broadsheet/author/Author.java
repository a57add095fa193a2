package org.broadsheet.author;

import jakarta.persistence.Entity;
import java.util.Optional;
import org.broadsheet.http.Slug;
import org.broadsheet.taxonomy.Entry;

/** Somebody whose name stands above stories. */
@Entity
public class Author extends Entry {

    private String name;

    private String nameKey;

    /** A sentence or two about the author; may be absent. */
    public String bio;

    public String getName() {
        return name;
    }

    /** Sets the name, and with it where it stands in lists. */
    public void setName(String name) {
        this.name = name;
        this.nameKey = Slug.sortKey(name);
    }

    /** The author with this slug or id. */
    public static Optional<Author> named(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> find("id", id))
                .orElseGet(() -> find("slug", slugOrId))
                .firstResultOptional();
    }
}

package org.broadsheet.tag;

import jakarta.persistence.Entity;
import java.util.Optional;
import org.broadsheet.http.Slug;
import org.broadsheet.taxonomy.Entry;

/** A subject that stories have in common. */
@Entity
public class Tag extends Entry {

    private String name;

    private String nameKey;

    /** Whether readers see it: one made on the fly, not before a story that has it. */
    public boolean announced = true;

    public String getName() {
        return name;
    }

    /** Sets the name, and with it where it stands in lists. */
    public void setName(String name) {
        this.name = name;
        this.nameKey = Slug.sortKey(name);
    }

    /** The tag with this slug or id. */
    public static Optional<Tag> named(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> find("id", id))
                .orElseGet(() -> find("slug", slugOrId))
                .firstResultOptional();
    }
}

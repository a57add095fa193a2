package org.broadsheet.content.category;

import jakarta.persistence.Entity;
import java.util.Optional;
import org.broadsheet.content.taxonomy.OrderedEntry;
import org.broadsheet.platform.naming.Slug;

/** A section of the site. */
@Entity
public class Category extends OrderedEntry {

    public String name;

    public String description;

    /** Finds a category by slug or id. */
    public static Optional<Category> named(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> find("id", id))
                .orElseGet(() -> find("slug", slugOrId))
                .firstResultOptional();
    }
}

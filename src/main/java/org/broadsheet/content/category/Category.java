package org.broadsheet.content.category;

import jakarta.persistence.Entity;
import org.broadsheet.content.taxonomy.OrderedEntry;

/** A section of the site. */
@Entity
public class Category extends OrderedEntry {

    public String name;

    public String description;
}

package org.broadsheet.content.category;

import jakarta.persistence.Entity;
import java.util.Objects;
import org.broadsheet.content.taxonomy.DescriptiveFields;
import org.broadsheet.content.taxonomy.OrderedEntry;

/** A section of the site. */
@Entity
public class Category extends OrderedEntry {

    public String name;

    private DescriptiveFields fields;

    /** Returns the plain fields; Hibernate reads them as null if none is set. */
    public DescriptiveFields getFields() {
        return Objects.requireNonNullElse(fields, DescriptiveFields.NONE);
    }

    public void setFields(DescriptiveFields fields) {
        this.fields = fields;
    }
}

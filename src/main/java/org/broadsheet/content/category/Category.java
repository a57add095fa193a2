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

    /** Returns the plain fields. */
    public DescriptiveFields getFields() {
        return Objects.requireNonNullElse(fields, DescriptiveFields.NONE);
    }

    /** Sets the plain fields to null if none is set, as Hibernate reads them, so that the same fields are no change. */
    public void setFields(DescriptiveFields fields) {
        this.fields = DescriptiveFields.NONE.equals(fields) ? null : fields;
    }
}

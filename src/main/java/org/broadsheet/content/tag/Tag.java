package org.broadsheet.content.tag;

import jakarta.persistence.Entity;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.content.taxonomy.DescriptiveFields;
import org.broadsheet.content.taxonomy.Entry;
import org.broadsheet.platform.naming.Slug;

/** A subject that stories have in common. */
@Entity
public class Tag extends Entry {

    private String name;

    private String nameKey;

    /**
     * Key for the lookup by name; null while an older tag has the same name, which dates from before names were unique.
     */
    private String lookupName;

    /** Whether readers see the tag; a tag that a story creates is hidden until such a story is live. */
    public boolean announced = true;

    private DescriptiveFields fields;

    /** Returns the plain fields. */
    public DescriptiveFields getFields() {
        return Objects.requireNonNullElse(fields, DescriptiveFields.NONE);
    }

    /** Sets the plain fields to null if none is set, as Hibernate reads them, so that the same fields are no change. */
    public void setFields(DescriptiveFields fields) {
        this.fields = DescriptiveFields.NONE.equals(fields) ? null : fields;
    }

    public String getName() {
        return name;
    }

    /** Sets the name, its sort key and its lookup key. */
    public void setName(String name) {
        if (!isNamed(name)) {
            this.lookupName = TagName.key(name);
        }
        this.name = name;
        this.nameKey = Slug.sortKey(name);
    }

    /** Checks whether the tag's name has the same key as another name. */
    boolean isNamed(String other) {
        return name != null && TagName.key(name).equals(TagName.key(other));
    }

    /** Checks whether the lookup by name finds this tag. */
    boolean isFoundByName() {
        return lookupName != null;
    }

    /**
     * Gives the lookup key to the oldest of the other tags with the name. Must be called when the tag that had the key
     * is renamed or deleted; Hibernate writes that change to the database before the query.
     */
    static void handOn(String name) {
        Tag.<Tag>list("lookupName is null order by id").stream()
                .filter(tag -> tag.isNamed(name))
                .findFirst()
                .ifPresent(tag -> tag.lookupName = TagName.key(name));
    }

    /** Finds a tag by name, regardless of case and Unicode normal form. */
    static Optional<Tag> ofName(String name) {
        return find("lookupName", TagName.key(name)).firstResultOptional();
    }
}

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

    /** What finds it by name; null as long as an older tag has the same name, from before names were unique. */
    private String lookupName;

    /** Whether readers see it: one made on the fly, not before a story that has it. */
    public boolean announced = true;

    public String getName() {
        return name;
    }

    /** Sets the name, and with it the tag's position in lists and what finds it by name. */
    public void setName(String name) {
        if (!isNamed(name)) {
            this.lookupName = TagName.key(name);
        }
        this.name = name;
        this.nameKey = Slug.sortKey(name);
    }

    /** Whether the tag's name is the same as that one but for case and the like. */
    boolean isNamed(String other) {
        return name != null && TagName.key(name).equals(TagName.key(other));
    }

    /** Whether it is found by its name. */
    boolean isFoundByName() {
        return lookupName != null;
    }

    /**
     * Lets the oldest of the tags that have a name, and are not found by it, be found by it: to be called when the tag that
     * was found by it has another name, or is deleted. Before the query, Hibernate writes that to the database.
     */
    static void handOn(String name) {
        Tag.<Tag>list("lookupName is null order by id").stream()
                .filter(tag -> tag.isNamed(name))
                .findFirst()
                .ifPresent(tag -> tag.lookupName = TagName.key(name));
    }

    /** The tag with this slug or id. */
    public static Optional<Tag> named(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> find("id", id))
                .orElseGet(() -> find("slug", slugOrId))
                .firstResultOptional();
    }

    /** The tag of this name, whatever its case and Unicode normal form. */
    static Optional<Tag> ofName(String name) {
        return find("lookupName", TagName.key(name)).firstResultOptional();
    }
}

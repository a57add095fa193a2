package org.broadsheet.tag;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.http.Slug;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.annotations.UuidGenerator;

/** A subject that stories have in common. */
@Entity
public class Tag extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public String slug;

    private String name;

    private String nameKey;

    @CreationTimestamp
    public Instant createdAt;

    @UpdateTimestamp
    public Instant updatedAt;

    public String getName() {
        return name;
    }

    /** Sets the name, and with it where it stands in lists. */
    public void setName(String name) {
        this.name = name;
        this.nameKey = Slug.fold(name);
    }

    /** The tag with this slug or id. */
    public static Optional<Tag> named(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> find("id", id))
                .orElseGet(() -> find("slug", slugOrId))
                .firstResultOptional();
    }
}

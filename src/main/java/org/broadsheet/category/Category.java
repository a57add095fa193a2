package org.broadsheet.category;

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

/** A section of the site. */
@Entity
public class Category extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public String slug;

    public String name;

    public String description;

    /** Where it stands among the categories, from 0 on. */
    public int position;

    @CreationTimestamp
    public Instant createdAt;

    @UpdateTimestamp
    public Instant updatedAt;

    /** The category with this slug or id. */
    public static Optional<Category> named(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> find("id", id))
                .orElseGet(() -> find("slug", slugOrId))
                .firstResultOptional();
    }
}

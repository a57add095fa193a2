package org.broadsheet.author;

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

/** Somebody whose name stands above stories. */
@Entity
public class Author extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public String slug;

    private String name;

    private String nameKey;

    /** A sentence or two about the author; may be absent. */
    public String bio;

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

    /** The author with this slug or id. */
    public static Optional<Author> named(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> find("id", id))
                .orElseGet(() -> find("slug", slugOrId))
                .firstResultOptional();
    }
}

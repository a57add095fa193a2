package org.broadsheet.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One saved version of a story's content; never changes. */
@Entity
@Immutable
public class Revision extends PanacheEntityBase {

    /** @param number counted from 1 within the story */
    @Embeddable
    public record Key(UUID storyId, int number) {}

    @EmbeddedId
    public Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    public StoryContent content;

    @CreationTimestamp
    public Instant savedAt;
}

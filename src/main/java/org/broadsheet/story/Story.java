package org.broadsheet.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.broadsheet.database.Timestamps;
import org.broadsheet.http.Slug;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

/** A story as its editors have it; what readers see of it is its {@link LiveStory}. */
@Entity
public class Story extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Enumerated(EnumType.STRING)
    public StoryStatus status = StoryStatus.draft;

    /** Moves with every change to the story or to where it stands; see {@link #touch}. */
    public int version;

    public int latestRevision;

    /** Of the latest revision, like all that follows; null as long as there is no title to make it of. */
    public String slug;

    private String title = "";

    private String titleKey = "";

    public String language;

    public UUID categoryId;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<UUID> authorIds = List.of();

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<UUID> tagIds = List.of();

    /** When a revision is to go live by itself; null if none is. */
    public Instant scheduledAt;

    public Integer scheduledRevision;

    public Instant deletedAt;

    /** When its content was removed for good. */
    public Instant purgedAt;

    /** When readers first saw it; null as long as they never have. */
    public Instant publishedAt;

    public Instant createdAt;

    public Instant updatedAt;

    @PrePersist
    void created() {
        createdAt = Timestamps.now();
        updatedAt = createdAt;
    }

    /**
     * Says that the story, or where it stands, has changed: also where only what readers see has. Whoever changes it has
     * locked it.
     */
    public void touch() {
        version++;
        updatedAt = Timestamps.now();
    }

    /** Repeats of the latest revision what lists of editors filter and sort by. */
    public void show(StoryContent latest) {
        slug = latest.slug();
        title = Objects.requireNonNullElse(latest.title(), "");
        titleKey = Slug.sortKey(title);
        language = latest.language();
        categoryId = latest.category();
        authorIds = latest.authors();
        tagIds = latest.tags();
    }

    public void schedule(int revision, Instant at) {
        scheduledRevision = revision;
        scheduledAt = at;
    }

    public void cancelSchedule() {
        scheduledRevision = null;
        scheduledAt = null;
    }
}

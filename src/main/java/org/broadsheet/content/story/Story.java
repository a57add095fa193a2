package org.broadsheet.content.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.naming.Slug;
import org.hibernate.annotations.UuidGenerator;

/** A story in its editorial state; {@link LiveStory} is what readers see of it. */
@Entity
public class Story extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Enumerated(EnumType.STRING)
    public StoryStatus status = StoryStatus.draft;

    /** Increases with every change to the story or its status; see {@link #touch}. */
    public int version;

    public int latestRevision;

    /**
     * The slug of the latest revision, like all members below; null as long as there is no title to generate it from.
     */
    public String slug;

    private String title = "";

    private String titleKey = "";

    public String language;

    public StoryTaxonomy taxonomy = StoryTaxonomy.NONE;

    /** When the scheduled revision goes live; null if none is scheduled. */
    public Instant scheduledAt;

    public Integer scheduledRevision;

    /** Whether the scheduled publication keeps the time of the last update. */
    public boolean scheduledMinor;

    /** When the story is to be unpublished; null if that is not scheduled. */
    public Instant unpublishAt;

    /** The reason that readers will get then; may be null. */
    public String unpublishReason;

    /** The reason that readers get with the 410 of an unpublished story; may be null. */
    public String withdrawalReason;

    public Instant deletedAt;

    /** When its content was purged. */
    public Instant purgedAt;

    /** When it first went live; null if it never was. */
    public Instant publishedAt;

    public Instant createdAt;

    public Instant updatedAt;

    @PrePersist
    void created() {
        createdAt = Timestamps.now();
        updatedAt = createdAt;
    }

    /**
     * Increases the version. Every change to the story or its status must call it, also if only the live revision
     * changes. The caller must have locked the story.
     */
    public void touch() {
        version++;
        updatedAt = Timestamps.now();
    }

    /** Copies the members of the latest revision by which editorial lists filter and sort. */
    public void show(StoryContent latest) {
        slug = latest.slug();
        title = Objects.requireNonNullElse(latest.plain().title(), "");
        titleKey = Slug.sortKey(title);
        language = latest.language();
        taxonomy = latest.taxonomy();
    }

    /** Returns the story as the subject of an action, with its current slug and title. */
    public AuditSubject subject() {
        return AuditSubject.story(id, slug, title.isEmpty() ? null : title);
    }

    public void schedule(int revision, Instant at, boolean minor) {
        scheduledRevision = revision;
        scheduledAt = at;
        scheduledMinor = minor;
    }

    public void cancelSchedule() {
        scheduledRevision = null;
        scheduledAt = null;
        scheduledMinor = false;
    }

    /** @param reason for readers; null for none */
    public void scheduleUnpublishing(Instant at, String reason) {
        unpublishAt = at;
        unpublishReason = reason;
    }

    public void cancelUnpublishing() {
        unpublishAt = null;
        unpublishReason = null;
    }
}

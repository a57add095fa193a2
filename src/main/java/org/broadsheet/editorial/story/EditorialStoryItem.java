package org.broadsheet.editorial.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.content.story.StoryStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A story as an item of an editorial list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A story in editorial lists: the main members of the latest revision, and the status.",
        requiredProperties = {"id", "status", "title", "revision", "createdAt", "updatedAt"})
public record EditorialStoryItem(
        UUID id,
        StoryStatus status,

        @Schema(description = "Absent until the story has a title to generate it from.")
        String slug,

        @Schema(description = "Empty if there is none.", examples = "What a token costs")
        String title,

        @Schema(description = "The category's slug.", examples = "industry")
        String category,

        @Schema(description = "A language tag (BCP 47).", examples = "en")
        String language,

        @Schema(description = "Number of the latest revision.", minimum = "1")
        int revision,

        @Schema(description = "Number of the live revision. Absent if there is none.", minimum = "1")
        Integer liveRevision,

        Instant createdAt,
        Instant updatedAt,
        Instant publishedAt,

        @Schema(description = "When a scheduled revision goes live. Absent if none is scheduled.")
        Instant scheduledAt,

        Instant deletedAt) {

    static final String COLUMNS = """
            t.id, t.status, t.slug, t.title, t.language, t.latest_revision, t.created_at, t.updated_at, t.published_at,
            t.scheduled_at, t.deleted_at,
            (SELECT c.slug FROM category c WHERE c.id = t.category_id) AS category,
            (SELECT l.revision FROM live_story l WHERE l.story_id = t.id) AS live_revision""";

    static EditorialStoryItem from(Tuple row) {
        return new EditorialStoryItem(
                row.get("id", UUID.class),
                StoryStatus.valueOf(row.get("status", String.class)),
                row.get("slug", String.class),
                row.get("title", String.class),
                row.get("category", String.class),
                row.get("language", String.class),
                row.get("latest_revision", Integer.class),
                row.get("live_revision", Integer.class),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class),
                row.get("published_at", Instant.class),
                row.get("scheduled_at", Instant.class),
                row.get("deleted_at", Instant.class));
    }
}

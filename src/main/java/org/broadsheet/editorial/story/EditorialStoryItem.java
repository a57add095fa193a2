package org.broadsheet.editorial.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.platform.paging.KeysetQuery;
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

        @Schema(description = "When the story is to be unpublished. Absent if that is not scheduled.")
        Instant unpublishAt,

        Instant deletedAt) {

    /** A row of the list, which ends with the key by which the list is sorted. */
    record Row(
            UUID id,
            String status,
            String slug,
            String title,
            String category,
            String language,
            int revision,
            Integer liveRevision,
            Instant createdAt,
            Instant updatedAt,
            Instant publishedAt,
            Instant scheduledAt,
            Instant unpublishAt,
            Instant deletedAt,
            Object sortKey)
            implements KeysetQuery.Row {

        static final String COLUMNS = """
                t.id, t.status, t.slug, t.title, (SELECT c.slug FROM category c WHERE c.id = t.category_id) AS category,
                t.language, t.latest_revision,
                (SELECT l.revision FROM live_story l WHERE l.story_id = t.id) AS live_revision,
                t.created_at, t.updated_at, t.published_at, t.scheduled_at, t.unpublish_at, t.deleted_at""";
    }

    static EditorialStoryItem from(Row row) {
        return new EditorialStoryItem(
                row.id,
                StoryStatus.valueOf(row.status),
                row.slug,
                row.title,
                row.category,
                row.language,
                row.revision,
                row.liveRevision,
                row.createdAt,
                row.updatedAt,
                row.publishedAt,
                row.scheduledAt,
                row.unpublishAt,
                row.deletedAt);
    }
}

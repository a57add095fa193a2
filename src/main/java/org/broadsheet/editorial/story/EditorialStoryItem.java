package org.broadsheet.editorial.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A story as an item of an editorial list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A story in editorial lists: the main members of the latest revision, and the status.",
        requiredProperties = {"id", "status", "title", "authors", "revision", "savedAt", "createdAt", "updatedAt"})
public record EditorialStoryItem(
        UUID id,
        StoryStatus status,

        @Schema(description = "Absent until the story has a title to generate it from.")
        String slug,

        @Schema(description = "Empty if there is none.", examples = "What a token costs")
        String title,

        @Schema(description = "The category's slug.", examples = "industry")
        String category,

        @Schema(description = "The slugs of the authors, in byline order. Empty if there is none.")
        List<String> authors,

        @Schema(description = "Absent if there is none.") String excerpt,

        @Schema(implementation = ContentImage.class, description = "Absent if there is none.") @JsonRawValue
        String image,

        @Schema(description = "A language tag (BCP 47).", examples = "en")
        String language,

        @Schema(description = "Number of the latest revision.", minimum = "1")
        int revision,

        @Schema(description = "Number of the live revision. Absent if there is none.", minimum = "1")
        Integer liveRevision,

        @Schema(implementation = Actor.class, description = "The actor who saved the latest revision.") @JsonRawValue
        String savedBy,

        @Schema(description = "When the latest revision was saved.")
        Instant savedAt,

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
            String[] authors,
            String excerpt,
            String image,
            String language,
            int revision,
            Integer liveRevision,
            String savedBy,
            Instant savedAt,
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
                (SELECT coalesce(array_agg(a.slug ORDER BY named.position), '{}')
                 FROM unnest(t.author_ids) WITH ORDINALITY AS named (id, position) JOIN author a ON a.id = named.id) AS authors,
                t.content ->> 'excerpt' AS excerpt, CAST(jsonb_strip_nulls(t.content -> 'image') AS text) AS image,
                t.language, t.latest_revision,
                (SELECT l.revision FROM live_story l WHERE l.story_id = t.id) AS live_revision,
                CAST(t.saved_by AS text) AS saved_by, t.saved_at, t.created_at, t.updated_at, t.published_at, t.scheduled_at,
                t.unpublish_at, t.deleted_at""";
    }

    static EditorialStoryItem from(Row row) {
        return new EditorialStoryItem(
                row.id,
                StoryStatus.valueOf(row.status),
                row.slug,
                row.title,
                row.category,
                List.of(row.authors),
                row.excerpt,
                row.image,
                row.language,
                row.revision,
                row.liveRevision,
                row.savedBy,
                row.savedAt,
                row.createdAt,
                row.updatedAt,
                row.publishedAt,
                row.scheduledAt,
                row.unpublishAt,
                row.deletedAt);
    }
}

package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A related story and its reason; in JSON, a summary with one more member. */
@Schema(
        description = "A related story, with the reason.",
        requiredProperties = {
            "id",
            "slug",
            "url",
            "title",
            "excerpt",
            "category",
            "authors",
            "language",
            "publishedAt",
            "updatedAt",
            "readingMinutes",
            "reason"
        })
public record RelatedStory(
        @JsonUnwrapped StorySummary story,

        @Schema(
                description = "The reason: `pinned` by an editor, `linked` in either direction, `similar` in words and"
                        + " tags, or among the latest of the same `category`. More values may be added.",
                examples = {"pinned", "linked", "similar", "category"})
        String reason) {

    /** Creates it from a row with the columns of a summary and the reason. */
    public static RelatedStory from(StoryRow row) {
        return new RelatedStory(StorySummary.from(row), row.columns().reason());
    }
}

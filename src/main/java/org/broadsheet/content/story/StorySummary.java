package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.body.TextLength;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A story as a card or an item of a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A story in lists.",
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
            "readingMinutes"
        })
public record StorySummary(
        UUID id,
        @Schema(examples = "what-a-token-costs") String slug,

        @Schema(
                description = "The story's page on the site.",
                format = "uri-reference",
                examples = "/stories/what-a-token-costs")
        String url,

        @Schema(examples = "What a token costs") String title,
        String excerpt,
        NamedReference category,
        @Schema(description = "In byline order.") List<NamedReference> authors,

        @Schema(description = "Absent if the story has none.")
        StoryImage image,

        @Schema(description = "A language tag (BCP 47).", examples = "en")
        String language,

        Instant publishedAt,
        Instant updatedAt,

        @Schema(description = TextLength.READING_MINUTES, minimum = "1", examples = "2")
        int readingMinutes) {

    /** Creates it from a row with the columns of {@link StorySelection#SUMMARY}. */
    public static StorySummary from(StoryRow row) {
        return new StorySummary(
                row.id(),
                row.text("slug"),
                row.url(),
                row.text("title"),
                row.text("excerpt"),
                row.category(),
                row.authors(),
                row.image(),
                row.text("language"),
                row.time("published_at"),
                row.time("updated_at"),
                row.number("reading_minutes"));
    }
}

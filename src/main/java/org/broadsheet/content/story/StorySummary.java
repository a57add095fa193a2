package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.body.TextLength;
import org.broadsheet.content.image.ContentImage;
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
        @Schema(description = "Never changes.") UUID id,

        @Schema(
                description = "Identifies the story in URLs. It may change; former slugs redirect.",
                examples = "what-a-token-costs")
        String slug,

        @Schema(
                description = "The story's page on the site.",
                format = "uri-reference",
                examples = "/stories/what-a-token-costs")
        String url,

        @Schema(description = "A line above the title. Absent if the story has none.", examples = "Semiconductors")
        String kicker,

        @Schema(examples = "What a token costs") String title,

        @Schema(description = "A line below the title. Absent if the story has none.", examples = "And who pays for it")
        String subtitle,

        String excerpt,
        NamedReference category,
        @Schema(description = "In byline order.") List<NamedReference> authors,

        @Schema(description = "Absent if the story has none.")
        ContentImage image,

        @Schema(description = "A language tag (BCP 47).", examples = "en")
        String language,

        @Schema(description = "When the story was first published.")
        Instant publishedAt,

        @Schema(
                description = "When its visible content last changed, including its category, authors and tags."
                        + " Renaming one of these does not count.")
        Instant updatedAt,

        @Schema(description = TextLength.READING_MINUTES, minimum = "1", examples = "2")
        Integer readingMinutes) {

    /** Creates it from a row with the columns of {@link StorySelection#SUMMARY}. */
    public static StorySummary from(StoryRow row) {
        return from(row, StorySelection.SUMMARY);
    }

    /** Creates it with the selected fields only; the others are null. */
    static StorySummary from(StoryValues story, StorySelection selection) {
        return new StorySummary(
                selection.shows(StoryField.ID) ? story.id() : null,
                selection.shows(StoryField.SLUG) ? story.slug() : null,
                selection.shows(StoryField.URL) ? story.url() : null,
                selection.shows(StoryField.KICKER) ? story.text(StoryField.KICKER) : null,
                selection.shows(StoryField.TITLE) ? story.text(StoryField.TITLE) : null,
                selection.shows(StoryField.SUBTITLE) ? story.text(StoryField.SUBTITLE) : null,
                selection.shows(StoryField.EXCERPT) ? story.text(StoryField.EXCERPT) : null,
                selection.shows(StoryField.CATEGORY) ? story.category() : null,
                selection.shows(StoryField.AUTHORS) ? story.entries(TaxonomyKind.AUTHOR) : null,
                selection.shows(StoryField.IMAGE) ? story.image() : null,
                selection.shows(StoryField.LANGUAGE) ? story.language() : null,
                selection.shows(StoryField.PUBLISHED_AT) ? story.publishedAt() : null,
                selection.shows(StoryField.UPDATED_AT) ? story.updatedAt() : null,
                selection.shows(StoryField.READING_MINUTES) ? story.readingMinutes() : null);
    }
}

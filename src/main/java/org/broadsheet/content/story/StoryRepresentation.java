package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.body.Heading;
import org.broadsheet.content.body.TextLength;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A story as readers see it, with the requested fields only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Story",
        description =
                "A story. `fields` can leave out any member; `image` and `seo` are absent if a story has" + " none.")
public record StoryRepresentation(
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

        @Schema(examples = "What a token costs") String title,
        String excerpt,
        NamedReference category,
        @Schema(description = "In byline order.") List<NamedReference> authors,
        StoryImage image,

        @Schema(description = "A language tag (BCP 47).", examples = "en")
        String language,

        @Schema(description = "When the story was first published.")
        Instant publishedAt,

        @Schema(
                description = "When its visible content last changed, including its category, authors and tags."
                        + " Renaming one of these does not count.")
        Instant updatedAt,

        @Schema(description = TextLength.READING_MINUTES, minimum = "1", examples = "2")
        Integer readingMinutes,

        @Schema(description = "In the editor's order.") List<NamedReference> tags,
        StoryBody body,
        @Schema(description = "The headings of the body.") List<Heading> outline,

        @Schema(description = TextLength.WORD_COUNT, minimum = "0", examples = "450")
        Integer wordCount,

        @Schema(description = "Live stories that the body links to, in the order of their first link.")
        List<LinkedStory> links,

        StorySeo seo,

        @Schema(description = "Related stories. Only if `include` or `fields` names them.")
        List<RelatedStory> related) {

    static StoryRepresentation from(StoryRow row, StorySelection selection, List<RelatedStory> related) {
        return new StoryRepresentation(
                selection.shows(StoryField.ID) ? row.id() : null,
                selection.shows(StoryField.SLUG) ? row.text("slug") : null,
                selection.shows(StoryField.URL) ? row.url() : null,
                selection.shows(StoryField.TITLE) ? row.text("title") : null,
                selection.shows(StoryField.EXCERPT) ? row.text("excerpt") : null,
                selection.shows(StoryField.CATEGORY) ? row.category() : null,
                selection.shows(StoryField.AUTHORS) ? row.authors() : null,
                selection.shows(StoryField.IMAGE) ? row.image() : null,
                selection.shows(StoryField.LANGUAGE) ? row.text("language") : null,
                selection.shows(StoryField.PUBLISHED_AT) ? row.time("published_at") : null,
                selection.shows(StoryField.UPDATED_AT) ? row.time("updated_at") : null,
                selection.shows(StoryField.READING_MINUTES) ? row.number("reading_minutes") : null,
                selection.shows(StoryField.TAGS) ? row.tags() : null,
                selection.shows(StoryField.BODY) ? row.body(selection) : null,
                selection.shows(StoryField.OUTLINE) ? row.outline() : null,
                selection.shows(StoryField.WORD_COUNT) ? row.number("word_count") : null,
                selection.shows(StoryField.LINKS) ? row.links() : null,
                selection.shows(StoryField.SEO) ? row.seo() : null,
                selection.shows(StoryField.RELATED) ? related : null);
    }

    /** Creates an item of a list. */
    public static StoryRepresentation from(StoryRow row, StorySelection selection) {
        return from(row, selection, null);
    }
}

package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.body.Heading;
import org.broadsheet.content.body.TextLength;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A story as readers see it, with the requested fields only.
 *
 * @param summary what lists show; unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Story",
        description =
                "A story. `fields` can leave out any member; `image` and `seo` are absent if a story has" + " none.")
public record StoryRepresentation(
        @JsonUnwrapped StorySummary summary,
        @Schema(description = "In the editor's order.") List<NamedReference> tags,
        StoryBody body,
        @Schema(description = "The headings of the body.") List<Heading> outline,

        @Schema(description = TextLength.WORD_COUNT, minimum = "0", examples = "450")
        Integer wordCount,

        @Schema(description = "Live stories that the body links to, in the order of their first link.")
        List<LinkedStory> links,

        @Schema(description = "What readers are told about changes of the story, in the editor's order.", maxItems = 50)
        List<StoryCorrection> corrections,

        StorySeo seo,

        @Schema(
                description = "The collections that have the story, in their order. Only if `include` or `fields` names"
                        + " them.")
        List<CollectionOfStory> collections,

        @Schema(description = "Related stories. Only if `include` or `fields` names them.")
        List<RelatedStory> related) {

    static StoryRepresentation from(StoryValues story, StorySelection selection, List<RelatedStory> related) {
        return new StoryRepresentation(
                StorySummary.from(story, selection),
                selection.shows(StoryField.TAGS) ? story.entries(TaxonomyKind.TAG) : null,
                selection.shows(StoryField.BODY) ? story.body(selection) : null,
                selection.shows(StoryField.OUTLINE) ? story.outline() : null,
                selection.shows(StoryField.WORD_COUNT) ? story.wordCount() : null,
                selection.shows(StoryField.LINKS) ? story.links() : null,
                selection.shows(StoryField.CORRECTIONS) ? story.corrections() : null,
                selection.shows(StoryField.SEO) ? story.seo() : null,
                selection.shows(StoryField.COLLECTIONS) ? story.collections() : null,
                selection.shows(StoryField.RELATED) ? related : null);
    }

    /** Creates an item of a list. */
    public static StoryRepresentation from(StoryRow row, StorySelection selection) {
        return from(row, selection, null);
    }
}

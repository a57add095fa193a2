package org.broadsheet.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.broadsheet.story.StoryRepresentation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A story that was found. */
@Schema(
        description = "A story that was found, and why.",
        requiredProperties = {"story", "highlights", "score"})
public record SearchItem(
        StoryRepresentation story,
        Highlights highlights,

        @Schema(
                description = "How well it matches, compared with the others of the same answer.",
                minimum = "0",
                examples = "0.83")
        double score) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "SearchHighlights",
            description = "Where the words are in the story's texts.",
            requiredProperties = {"title"})
    public record Highlights(
            Highlight title,

            @Schema(
                    description =
                            "The part of the body that says most of it; absent where the body says nothing of it.")
            Highlight body) {}
}

package org.broadsheet.content.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.story.StorySummary;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection with its first stories. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "StoryCollection",
        description = "A list of stories in an order chosen by an editor, with the first 100 of them.",
        requiredProperties = {"id", "slug", "title", "position", "storyCount", "stories"})
public record CollectionWithStories(
        UUID id,
        @Schema(examples = "front-page") String slug,
        @Schema(examples = "Front page") String title,
        String description,

        @Schema(description = "Its position among the collections, from 0.", examples = "0")
        int position,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "12")
        long storyCount,

        @Schema(
                description = "Its live stories in the editor's order, at most 100."
                        + " `/v1/collections/{collection}/stories` has all of them, paginated.")
        List<StorySummary> stories) {

    static CollectionWithStories from(CollectionRepresentation collection, List<StorySummary> stories) {
        return new CollectionWithStories(
                collection.id(),
                collection.slug(),
                collection.title(),
                collection.description(),
                collection.position(),
                collection.storyCount(),
                stories);
    }
}

package org.broadsheet.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.broadsheet.story.StorySummary;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection with its first stories, as its own address shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "StoryCollection",
        description = "A list of stories in an order that an editor chose, with the first hundred of them.",
        requiredProperties = {"id", "slug", "title", "position", "storyCount", "stories"})
public record CollectionWithStories(
        UUID id,
        @Schema(examples = "front-page") String slug,
        @Schema(examples = "Front page") String title,
        String description,

        @Schema(description = "Where it stands among the collections, from 0 on.", examples = "0")
        int position,

        @Schema(description = "How many live stories it has.", minimum = "0", examples = "12")
        long storyCount,

        @Schema(
                description = "Its live stories in the editor's order, at most 100; all of them, page by page, are at"
                        + " `/v1/collections/{collection}/stories`.")
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

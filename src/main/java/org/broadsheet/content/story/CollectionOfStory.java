package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection that has a story, and the story's position in it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A collection that has the story, with the story's position among its live stories: part 3 of 7.",
        requiredProperties = {"id", "slug", "title", "position", "storyCount"})
public record CollectionOfStory(
        UUID id,
        @Schema(examples = "how-chips-are-made") String slug,
        @Schema(examples = "How chips are made") String title,

        @Schema(
                description = "The story's position among the collection's live stories, from 1.",
                minimum = "1",
                examples = "3")
        int position,

        @Schema(description = "Number of the collection's live stories.", minimum = "1", examples = "7")
        long storyCount,

        @Schema(description = "The live story before it. Absent for the first.")
        LinkedStory previous,

        @Schema(description = "The live story after it. Absent for the last.")
        LinkedStory next) {

    /** Returns the ids of the stories before and after. */
    List<UUID> adjacent() {
        return Stream.of(previous, next)
                .filter(story -> story != null)
                .map(LinkedStory::id)
                .toList();
    }
}

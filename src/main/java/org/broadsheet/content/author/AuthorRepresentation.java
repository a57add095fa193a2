package org.broadsheet.content.author;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Tuple;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An author as readers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Author",
        description = "An author of stories.",
        requiredProperties = {"id", "slug", "name", "storyCount"})
public record AuthorRepresentation(
        UUID id,
        @Schema(examples = "zoe-lindqvist") String slug,
        @Schema(examples = "Zoë Lindqvist") String name,

        @Schema(description = "A sentence or two about the author.", examples = "Writes about chips.")
        String bio,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "6")
        long storyCount) {

    static AuthorRepresentation from(Tuple row) {
        return new AuthorRepresentation(
                row.get("id", UUID.class),
                row.get("slug", String.class),
                row.get("name", String.class),
                row.get("bio", String.class),
                row.get("story_count", Long.class));
    }
}

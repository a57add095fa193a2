package org.broadsheet.content.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Tuple;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag as readers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Tag",
        description = "A subject that stories have in common.",
        requiredProperties = {"id", "slug", "name", "storyCount"})
public record TagRepresentation(
        UUID id,
        @Schema(examples = "memory") String slug,
        @Schema(examples = "Memory") String name,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "6")
        long storyCount) {

    static TagRepresentation from(Tuple row) {
        return new TagRepresentation(
                row.get("id", UUID.class),
                row.get("slug", String.class),
                row.get("name", String.class),
                row.get("story_count", Long.class));
    }
}

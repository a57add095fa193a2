package org.broadsheet.content.author;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.platform.paging.KeysetQuery;
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

    /** A row of the list. */
    record Row(UUID id, String slug, String name, String sortKey, String bio, long storyCount)
            implements KeysetQuery.Row {

        AuthorRepresentation represent() {
            return new AuthorRepresentation(id, slug, name, bio, storyCount);
        }
    }

    /** An author in the editorial API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EditorialAuthor",
            description = "An author as editors see it.",
            requiredProperties = {"id", "slug", "name", "createdAt", "updatedAt"})
    public record Editorial(
            UUID id,
            @Schema(examples = "zoe-lindqvist") String slug,
            @Schema(examples = "Zoë Lindqvist") String name,
            String bio,
            Instant createdAt,
            Instant updatedAt) {}
}

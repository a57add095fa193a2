package org.broadsheet.content.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A category as readers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Category",
        description = "A section of the site.",
        requiredProperties = {"id", "slug", "name", "position", "storyCount"})
public record CategoryRepresentation(
        UUID id,
        @Schema(examples = "industry") String slug,
        @Schema(examples = "Industry") String name,

        @Schema(description = "Describes the section.", examples = "Who makes what, and who pays for it.")
        String description,

        @Schema(description = "The category's position among the others, from 0.", examples = "0")
        int position,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "6")
        long storyCount)
        implements KeysetQuery.Row {

    @Override
    public Integer sortKey() {
        return position;
    }

    /** A category in the editorial API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EditorialCategory",
            description = "A category as editors see it.",
            requiredProperties = {"id", "slug", "name", "position", "createdAt", "updatedAt"})
    public record Editorial(
            UUID id,
            @Schema(examples = "industry") String slug,
            @Schema(examples = "Industry") String name,
            String description,

            @Schema(description = "Its position among the others, from 0.")
            int position,

            Instant createdAt,
            Instant updatedAt) {}
}

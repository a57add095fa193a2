package org.broadsheet.content.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection as an item of a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "CollectionSummary",
        description = "A list of stories in an order chosen by an editor.",
        requiredProperties = {"id", "slug", "title", "position", "storyCount"})
public record CollectionRepresentation(
        UUID id,
        @Schema(examples = "front-page") String slug,
        @Schema(examples = "Front page") String title,
        String description,

        @Schema(description = "Its position among the collections, from 0.", examples = "0")
        int position,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "12")
        long storyCount)
        implements KeysetQuery.Row {

    @Override
    public Integer sortKey() {
        return position;
    }

    /** A collection in the editorial API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EditorialCollection",
            description = "A collection as editors see it.",
            requiredProperties = {"id", "slug", "title", "position", "stories", "createdAt", "updatedAt"})
    public record Editorial(
            UUID id,
            @Schema(examples = "front-page") String slug,
            @Schema(examples = "Front page") String title,
            String description,

            @Schema(description = "Its position among the others, from 0.")
            int position,

            @Schema(description = "Slugs of the stories, or ids of those that have no slug yet, whatever their status.")
            List<String> stories,

            Instant createdAt,
            Instant updatedAt) {}
}

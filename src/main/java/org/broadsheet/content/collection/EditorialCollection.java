package org.broadsheet.content.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection in the editorial API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A collection as editors see it.",
        requiredProperties = {"id", "slug", "title", "position", "stories", "createdAt", "updatedAt"})
public record EditorialCollection(
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

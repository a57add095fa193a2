package org.broadsheet.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection as editors see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A collection as editors see it.",
        requiredProperties = {"id", "slug", "title", "position", "stories", "createdAt", "updatedAt"})
public record EditorialCollection(
        UUID id,
        @Schema(examples = "front-page") String slug,
        @Schema(examples = "Front page") String title,
        String description,

        @Schema(description = "Where it stands among the others, from 0 on.")
        int position,

        @Schema(description = "Stories by slug, or by id as long as they have none, whatever their status.")
        List<String> stories,

        Instant createdAt,
        Instant updatedAt) {}

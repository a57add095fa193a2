package org.broadsheet.content.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A category in the editorial API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A category as editors see it.",
        requiredProperties = {"id", "slug", "name", "position", "createdAt", "updatedAt"})
public record EditorialCategory(
        UUID id,
        @Schema(examples = "industry") String slug,
        @Schema(examples = "Industry") String name,
        String description,

        @Schema(description = "Its position among the others, from 0.")
        int position,

        Instant createdAt,
        Instant updatedAt) {}

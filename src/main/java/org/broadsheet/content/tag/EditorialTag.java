package org.broadsheet.content.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag in the editorial API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A tag as editors see it.",
        requiredProperties = {"id", "slug", "name", "createdAt", "updatedAt"})
public record EditorialTag(
        UUID id,
        @Schema(examples = "memory") String slug,
        @Schema(examples = "Memory") String name,
        Instant createdAt,
        Instant updatedAt) {}

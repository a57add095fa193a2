package org.broadsheet.content.author;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An author in the editorial API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "An author as editors see it.",
        requiredProperties = {"id", "slug", "name", "createdAt", "updatedAt"})
public record EditorialAuthor(
        UUID id,
        @Schema(examples = "zoe-lindqvist") String slug,
        @Schema(examples = "Zoë Lindqvist") String name,
        String bio,
        Instant createdAt,
        Instant updatedAt) {}

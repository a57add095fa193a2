package org.broadsheet.content.story;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A category, author or tag, as a story shows it. */
@Schema(
        description = "A category, author or tag of a story.",
        requiredProperties = {"id", "slug", "name"})
public record NamedReference(
        UUID id,
        @Schema(examples = "industry") String slug,
        @Schema(examples = "Industry") String name) {}

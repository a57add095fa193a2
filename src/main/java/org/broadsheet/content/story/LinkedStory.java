package org.broadsheet.content.story;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A live story, as a link shows it. */
@Schema(
        description = "A live story, as a link shows it.",
        requiredProperties = {"id", "slug", "title"})
public record LinkedStory(
        UUID id,
        @Schema(examples = "what-a-token-costs") String slug,
        @Schema(examples = "What a token costs") String title) {}

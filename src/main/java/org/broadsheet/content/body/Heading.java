package org.broadsheet.content.body;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A heading of the body.
 *
 * @param level 2 to 6; 1 is the story's title
 * @param id the heading's {@code id} in the HTML; generated from its text, so that it is as stable as the text
 */
@Schema(
        name = "BodyHeading",
        description = "A heading of the body.",
        requiredProperties = {"level", "id", "text"})
public record Heading(
        @Schema(minimum = "2", maximum = "6", examples = "2")
        int level,

        @Schema(description = "The heading's `id` in the HTML.", examples = "what-changed")
        String id,

        @Schema(examples = "What changed") String text) {}

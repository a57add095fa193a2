package org.broadsheet.editorial.story;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The request to unpublish a story, now or later.
 *
 * @param at null to unpublish immediately
 * @param reason for readers; null for none
 */
@Schema(description = "When to unpublish the story, and why. If absent, now and without a reason.")
public record UnpublishRequest(
        @Schema(
                description = "A future time schedules it: the story is unpublished within a second of it, unless the"
                        + " schedule is cancelled. A past time unpublishes now. If absent, now.")
        Instant at,

        @Size(max = 500, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(
                description = "The reason that readers get with the 410, until the story is published again. For a"
                        + " story that is not live, it replaces the reason.",
                examples = "The licence of the text has expired.")
        String reason) {

    public UnpublishRequest {
        reason = reason == null || reason.isBlank() ? null : reason.strip();
    }
}

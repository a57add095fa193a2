package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What readers are told about a change of a story.
 *
 * @param at text in JSON, also in the database
 */
@Schema(
        description = "What readers are told about a change of the story.",
        requiredProperties = {"kind", "text", "at"})
public record StoryCorrection(
        @NotNull(message = "is required") Kind kind,

        @NotBlank(message = "is required")
        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(
                description = "What was changed, and why.",
                examples = "An earlier version gave the price of a thousand tokens as that of one.")
        String text,

        @NotNull(message = "is required")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Schema(description = "When it was changed.")
        Instant at) {

    /** What was wrong, or is new. */
    @Schema(name = "StoryCorrectionKind", description = "The kind of a change of which readers are told.")
    public enum Kind {
        correction,
        clarification,
        update,
        retraction
    }

    public StoryCorrection {
        at = at == null ? null : at.truncatedTo(ChronoUnit.MILLIS);
    }
}

package org.broadsheet.editorial.preview;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The request to create a preview.
 *
 * @param revision null for the latest at the time of viewing
 * @param expiresIn seconds; null for a day
 */
@Schema(description = "The revision to preview, and for how long. If absent, the latest revision for a day.")
public record PreviewRequest(
        @Min(value = 1, message = "accepts a whole number of 1 or more")
        @Schema(description = "If absent, the revision that is the latest when the preview is requested.")
        Integer revision,

        @Min(value = 60, message = "accepts a whole number from 60 to 7776000")
        @Max(value = 7_776_000, message = "accepts a whole number from 60 to 7776000")
        @Schema(description = "Seconds, up to 90 days. Default: one day.")
        Integer expiresIn) {

    private static final int DAY = 86_400;

    public PreviewRequest {
        expiresIn = expiresIn == null ? DAY : expiresIn;
    }
}

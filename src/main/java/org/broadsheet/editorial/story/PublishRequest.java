package org.broadsheet.editorial.story;

import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The request to publish a revision, now or later.
 *
 * @param at time of publication; null to publish immediately
 * @param revision number of the revision; null for the latest
 * @param minor false by default
 */
@Schema(description = "The revision to publish, and when. If absent, the latest revision now.")
public record PublishRequest(
        @Schema(
                description = "A future time schedules the revision; it goes live within a second of it. A past time"
                        + " publishes now, and becomes the publication time of a story that was never published. If"
                        + " absent, now.")
        Instant at,

        @Min(value = 1, message = "accepts a whole number of 1 or more")
        @Schema(description = "The latest revision if absent.", minimum = "1")
        Integer revision,

        @Schema(
                description = "Whether a live story keeps its `updatedAt`, as after the correction of a typing error."
                        + " Caches and copies get the change all the same. Default: false.")
        Boolean minor) {

    public PublishRequest {
        minor = Objects.requireNonNullElse(minor, false);
    }
}

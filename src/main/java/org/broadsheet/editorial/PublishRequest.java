package org.broadsheet.editorial;

import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is to be published, and when.
 *
 * @param at null for now
 * @param revision null for the latest
 */
@Schema(description = "What is to be published, and when. May be left out: the latest revision, now.")
public record PublishRequest(
        @Schema(
                description = "A time to come: the revision goes live then, within a second. A time past: it goes live"
                        + " now, and a story that readers have not seen before shows that time. Absent for now.")
        Instant at,

        @Min(value = 1, message = "accepts a whole number from 1 on")
        @Schema(description = "The latest one where it is absent.", minimum = "1")
        Integer revision) {}

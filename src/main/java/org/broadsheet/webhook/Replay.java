package org.broadsheet.webhook;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is sent again. */
@Schema(
        name = "WebhookReplay",
        description = "The events that are sent again.",
        requiredProperties = {"since"})
public record Replay(
        @Schema(description = "All events at or after this time.")
        Instant since) {}

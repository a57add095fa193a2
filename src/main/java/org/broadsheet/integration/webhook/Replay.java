package org.broadsheet.integration.webhook;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A replay of events. */
@Schema(
        name = "WebhookReplay",
        description = "The events that are sent again.",
        requiredProperties = {"since"})
public record Replay(
        @Schema(description = "All events at or after this time.")
        Instant since) {}

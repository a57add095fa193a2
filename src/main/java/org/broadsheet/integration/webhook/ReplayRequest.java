package org.broadsheet.integration.webhook;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The request for a replay. */
@Schema(
        name = "WebhookReplayRequest",
        description = "The events to send again.",
        requiredProperties = {"since"})
public record ReplayRequest(
        @NotNull(message = "is required") @Schema(description = "All events at or after this time.")
        Instant since) {}

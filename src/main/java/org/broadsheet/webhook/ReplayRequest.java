package org.broadsheet.webhook;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to send again. */
@Schema(
        name = "WebhookReplayRequest",
        description = "What to send again.",
        requiredProperties = {"since"})
public record ReplayRequest(
        @NotNull(message = "is needed") @Schema(description = "Everything that happened at this time or later.")
        Instant since) {}

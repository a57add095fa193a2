package org.broadsheet.webhook;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is sent again. */
@Schema(
        name = "WebhookReplay",
        description = "What is sent again.",
        requiredProperties = {"since"})
public record Replay(
        @Schema(description = "Everything that happened at this time or later.")
        Instant since) {}

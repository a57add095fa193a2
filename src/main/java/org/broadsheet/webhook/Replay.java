package org.broadsheet.webhook;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is sent again. */
@Schema(
        name = "WebhookReplay",
        description = "What is sent again.",
        requiredProperties = {"events"})
public record Replay(
        @Schema(description = "How many events.", minimum = "0")
        int events) {}

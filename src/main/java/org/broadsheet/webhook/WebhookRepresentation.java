package org.broadsheet.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A webhook as administrators see it.
 *
 * @param secret in the answer that made it, and never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Webhook",
        description = "A webhook. Its secret is answered once, when it is made or rotated.",
        requiredProperties = {
            "id",
            "url",
            "types",
            "categories",
            "tags",
            "languages",
            "enabled",
            "createdAt",
            "updatedAt"
        })
public record WebhookRepresentation(
        UUID id,

        @Schema(examples = "https://site.example/hooks/broadsheet")
        String url,

        String description,
        @Schema(description = "Empty for all.") List<String> types,

        @Schema(description = "Slugs, or the id of one that is gone; empty for all.")
        List<String> categories,

        @Schema(description = "Slugs, or the id of one that is gone; empty for all.")
        List<String> tags,

        @Schema(description = "Empty for all.") List<String> languages,
        boolean enabled,

        @Schema(description = "Why Broadsheet has disabled it; absent if it has not.")
        String disabledBecause,

        @Schema(description = "When its endpoint failed first since it last succeeded; absent if it does not fail.")
        Instant failingSince,

        @Schema(
                description = "To check signatures with. Only in the answer that made it.",
                examples = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
        String secret,

        @Schema(description = "Until then events are signed with the former secret as well; absent if they are not.")
        Instant formerSecretUntil,

        Instant createdAt,
        Instant updatedAt) {

    static WebhookRepresentation from(Webhook webhook, List<String> categories, List<String> tags) {
        boolean both = webhook.formerSecretUntil != null && webhook.formerSecretUntil.isAfter(Instant.now());
        return new WebhookRepresentation(
                webhook.id,
                webhook.url,
                webhook.description,
                webhook.types,
                categories,
                tags,
                webhook.languages,
                webhook.enabled,
                webhook.disabledBecause,
                webhook.failingSince,
                null,
                both ? webhook.formerSecretUntil : null,
                webhook.createdAt,
                webhook.updatedAt);
    }

    WebhookRepresentation withSecret(byte[] shown) {
        return new WebhookRepresentation(
                id,
                url,
                description,
                types,
                categories,
                tags,
                languages,
                enabled,
                disabledBecause,
                failingSince,
                WebhookSecret.text(shown),
                formerSecretUntil,
                createdAt,
                updatedAt);
    }
}

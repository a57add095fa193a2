package org.broadsheet.integration.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A webhook for administrators.
 *
 * @param secret only in the response that creates it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Webhook",
        description = "A webhook. Its secret is only in the response that created or rotated it.",
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

        @Schema(description = "Slugs, or the id if it has been deleted. Empty for all.")
        List<String> categories,

        @Schema(description = "Slugs, or the id if it has been deleted. Empty for all.")
        List<String> tags,

        @Schema(description = "Empty for all.") List<String> languages,
        boolean enabled,

        @Schema(description = "Why Broadsheet disabled it. Absent if it did not.")
        String disabledBecause,

        @Schema(description = "When its endpoint first failed since the last success. Absent if it is not failing.")
        Instant failingSince,

        @Schema(
                description = "The secret to verify signatures with. Only in the response that created or rotated it.",
                examples = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
        String secret,

        @Schema(description = "Events are also signed with the former secret until this time. Absent if there is none.")
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

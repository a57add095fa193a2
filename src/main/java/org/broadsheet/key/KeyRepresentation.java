package org.broadsheet.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key as administrators see it.
 *
 * @param key the secret itself, only in the response that created it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ApiKey",
        description = "A key. Its secret is answered once, when it is made.",
        requiredProperties = {"id", "name", "scopes", "createdAt"})
public record KeyRepresentation(
        UUID id,

        @Schema(examples = "The importer") String name,
        List<String> scopes,

        @Schema(
                description = "The secret, to be sent as `Authorization: Bearer …`. Only in the answer that made it.",
                examples = "bs_kJ6Xq0w3…")
        String key,

        Instant createdAt,

        @Schema(description = "The key that made it; absent if a person did, or the environment.")
        UUID createdBy,

        @Schema(description = "From then on it is refused; absent for never.")
        Instant expiresAt,

        @Schema(description = "To the minute; absent if it never was.")
        Instant lastUsedAt,

        @Schema(description = "Since when it is refused; absent if it is not.")
        Instant revokedAt) {

    static KeyRepresentation from(Tuple row) {
        return new KeyRepresentation(
                row.get("id", UUID.class),
                row.get("name", String.class),
                List.of(row.get("scopes", String[].class)),
                null,
                row.get("created_at", Instant.class),
                row.get("created_by", UUID.class),
                row.get("expires_at", Instant.class),
                row.get("last_used_at", Instant.class),
                row.get("revoked_at", Instant.class));
    }

    static KeyRepresentation from(ApiKey key) {
        return from(key, null);
    }

    static KeyRepresentation from(ApiKey key, Secret secret) {
        return new KeyRepresentation(
                key.id,
                key.name,
                key.scopes,
                secret == null ? null : secret.text(),
                key.createdAt,
                key.createdBy,
                key.expiresAt,
                key.lastUsedAt,
                key.revokedAt);
    }
}

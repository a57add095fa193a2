package org.broadsheet.identity.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key as administrators see it.
 *
 * @param key the secret itself, only in the response that created it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ApiKey",
        description = "A key. Its secret is only in the response that created it.",
        requiredProperties = {"id", "name", "scopes", "createdAt"})
public record KeyRepresentation(
        UUID id,

        @Schema(examples = "The importer") String name,
        List<String> scopes,

        @Schema(
                description = "The secret, to be sent as `Authorization: Bearer …`. Only in the response that created"
                        + " the key.",
                examples = "bs_kJ6Xq0w3…")
        String key,

        Instant createdAt,

        @Schema(description = "The key that created it. Absent if a person or the configuration did.")
        UUID createdBy,

        @Schema(description = "When it expires. Absent if it never does.")
        Instant expiresAt,

        @Schema(description = "To the minute. Absent if it was never used.")
        Instant lastUsedAt,

        @Schema(description = "When it was revoked. Absent if it was not.")
        Instant revokedAt) {

    /** A row of the list. */
    record Row(
            UUID id,
            String name,
            String[] scopes,
            Instant createdAt,
            UUID createdBy,
            Instant expiresAt,
            Instant lastUsedAt,
            Instant revokedAt)
            implements KeysetQuery.Row {

        static final String COLUMNS =
                "t.id, t.name, t.scopes, t.created_at, t.created_by, t.expires_at, t.last_used_at, t.revoked_at";

        @Override
        public Instant sortKey() {
            return createdAt;
        }
    }

    static KeyRepresentation from(Row row) {
        return new KeyRepresentation(
                row.id,
                row.name,
                List.of(row.scopes),
                null,
                row.createdAt,
                row.createdBy,
                row.expiresAt,
                row.lastUsedAt,
                row.revokedAt);
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

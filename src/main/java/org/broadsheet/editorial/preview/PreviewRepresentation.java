package org.broadsheet.editorial.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.identity.access.Actor;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.http.Surface;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A preview token and its state.
 *
 * @param token part of the link; only in the response that creates it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "PreviewToken",
        description = "A preview of a story. Its token is only in the response that created it.",
        requiredProperties = {"id", "createdAt", "expiresAt"})
public record PreviewRepresentation(
        UUID id,

        @Schema(description = "The token, for `/v1/preview/{token}`. Only in the response that created it.")
        String token,

        @Schema(
                description = "The address of the preview. Only in the response that created it.",
                format = "uri-reference",
                examples = "/v1/preview/AZqvL1ZwcACQ0-XpT4cKLQ.aTp4")
        String url,

        @Schema(description = "Absent if it shows the latest revision.", minimum = "1")
        Integer revision,

        Instant createdAt,
        Actor createdBy,
        Instant expiresAt,

        @Schema(description = "When it was revoked. Absent if it was not.")
        Instant revokedAt) {

    static final String COLUMNS =
            "t.id, t.revision, t.created_at, CAST(t.created_by AS text) AS created_by, t.expires_at, t.revoked_at";

    static PreviewRepresentation from(PreviewToken token, String signed) {
        return new PreviewRepresentation(
                token.id,
                signed,
                PublicUrl.configured().pathOf(Surface.PREVIEW.path(signed)),
                token.revision,
                token.createdAt,
                token.createdBy,
                token.expiresAt,
                token.revokedAt);
    }

    static PreviewRepresentation from(Tuple row, ObjectMapper json) {
        try {
            return new PreviewRepresentation(
                    row.get("id", UUID.class),
                    null,
                    null,
                    row.get("revision", Integer.class),
                    row.get("created_at", Instant.class),
                    json.readValue(row.get("created_by", String.class), Actor.class),
                    row.get("expires_at", Instant.class),
                    row.get("revoked_at", Instant.class));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }
}

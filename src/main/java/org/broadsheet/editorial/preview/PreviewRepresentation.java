package org.broadsheet.editorial.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.paging.KeysetQuery;
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

        @Schema(
                description = "The site's own preview page, by the template `BROADSHEET_SITE_PREVIEW_URL`. Only in the"
                        + " response that created it, and absent without a template.",
                format = "uri-reference",
                examples = "https://news.example/preview?token=AZqvL1ZwcACQ0-XpT4cKLQ.aTp4")
        String siteUrl,

        @Schema(description = "Absent if it shows the latest revision.", minimum = "1")
        Integer revision,

        Instant createdAt,
        Actor createdBy,
        Instant expiresAt,

        @Schema(description = "When it was revoked. Absent if it was not.")
        Instant revokedAt) {

    /**
     * A row of the list.
     *
     * @param createdBy JSON
     */
    record Row(UUID id, Integer revision, Instant createdAt, String createdBy, Instant expiresAt, Instant revokedAt)
            implements KeysetQuery.Row {

        static final String COLUMNS =
                "t.id, t.revision, t.created_at, CAST(t.created_by AS text) AS created_by, t.expires_at, t.revoked_at";

        @Override
        public Instant sortKey() {
            return createdAt;
        }
    }

    static PreviewRepresentation from(PreviewToken token, String signed, Optional<String> siteUrl) {
        return new PreviewRepresentation(
                token.id,
                signed,
                PublicUrl.configured().pathOf(Surface.PREVIEW.path(signed)),
                siteUrl.orElse(null),
                token.revision,
                token.createdAt,
                token.createdBy,
                token.expiresAt,
                token.revokedAt);
    }

    static PreviewRepresentation from(Row row, ObjectMapper json) {
        try {
            return new PreviewRepresentation(
                    row.id,
                    null,
                    null,
                    null,
                    row.revision,
                    row.createdAt,
                    json.readValue(row.createdBy, Actor.class),
                    row.expiresAt,
                    row.revokedAt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }
}

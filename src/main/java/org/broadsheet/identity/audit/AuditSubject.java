package org.broadsheet.identity.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The subject of an action.
 *
 * @param kind {@code story}, {@code category}, {@code author}, {@code tag}, {@code collection}, {@code site}, {@code key}
 *     or {@code webhook}
 * @param slug at the time of the action; null if it had none
 * @param title likewise, or the name of an entry
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "AuditSubject",
        description = "What was changed.",
        requiredProperties = {"kind", "id"})
public record AuditSubject(
        @Schema(
                description = "`story`, `category`, `author`, `tag`, `collection`, `site`, `key` or `webhook`. More"
                        + " values may be added.",
                examples = "story")
        String kind,

        UUID id,

        @Schema(
                description = "The slug at the time of the action. Absent if there was none, and in entries from before"
                        + " it was recorded.",
                examples = "what-a-token-costs")
        String slug,

        @Schema(description = "The title, or the name, at the time of the action.", examples = "What a token costs")
        String title) {

    /** Returns an entry as the subject of an action. */
    public static AuditSubject of(TaxonomyKind kind, UUID id, String slug, String name) {
        return new AuditSubject(kind.word(), id, slug, name);
    }

    public static AuditSubject story(UUID id, String slug, String title) {
        return new AuditSubject("story", id, slug, title);
    }

    public static AuditSubject site(UUID id) {
        return new AuditSubject("site", id, null, null);
    }

    public static AuditSubject webhook(UUID id) {
        return new AuditSubject("webhook", id, null, null);
    }

    public static AuditSubject key(UUID id) {
        return new AuditSubject("key", id, null, null);
    }
}

package org.broadsheet.identity.audit;

import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The subject of an action.
 *
 * @param kind {@code story}, {@code category}, {@code author}, {@code tag}, {@code collection}, {@code site}, {@code key}
 *     or {@code webhook}
 */
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

        UUID id) {

    /** Returns an entry as the subject of an action. */
    public static AuditSubject of(TaxonomyKind kind, UUID id) {
        return new AuditSubject(kind.word(), id);
    }

    public static AuditSubject story(UUID id) {
        return new AuditSubject("story", id);
    }

    public static AuditSubject site(UUID id) {
        return new AuditSubject("site", id);
    }

    public static AuditSubject webhook(UUID id) {
        return new AuditSubject("webhook", id);
    }

    public static AuditSubject key(UUID id) {
        return new AuditSubject("key", id);
    }
}

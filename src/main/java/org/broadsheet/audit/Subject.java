package org.broadsheet.audit;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What something was done to.
 *
 * @param kind {@code story}, {@code category}, {@code author}, {@code tag}, {@code collection}, {@code key} or {@code webhook}
 */
@Schema(
        name = "AuditSubject",
        description = "What it was done to.",
        requiredProperties = {"kind", "id"})
public record Subject(
        @Schema(
                description =
                        "`story`, `category`, `author`, `tag`, `collection`, `key` or `webhook`; more may" + " come.",
                examples = "story")
        String kind,

        UUID id) {

    public static Subject story(UUID id) {
        return new Subject("story", id);
    }

    public static Subject webhook(UUID id) {
        return new Subject("webhook", id);
    }

    public static Subject key(UUID id) {
        return new Subject("key", id);
    }
}

package org.broadsheet.identity.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One action in the audit log.
 *
 * @param before JSON of the members that differ, before the action; null where there was nothing
 * @param after JSON of the same members afterwards
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "AuditEntry",
        description = "A change made by an editor or by Broadsheet. It is immutable.",
        requiredProperties = {"id", "at", "actor", "action", "subject"})
public record AuditRepresentation(
        UUID id,
        Instant at,
        Actor actor,

        @Schema(
                description = "The client's address. Absent for changes made by Broadsheet itself.",
                examples = "192.0.2.7")
        String address,

        @Schema(description = "The `X-Request-Id` of the request.")
        String requestId,

        @Schema(description = "The action. More values may be added.", examples = "story.published")
        String action,

        AuditSubject subject,

        @Schema(
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "The changed members, with their values before.")
        @JsonRawValue
        String before,

        @Schema(
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "The same members, with their values after.")
        @JsonRawValue
        String after) {

    /** A row of the list. */
    record Row(
            UUID id,
            Instant at,
            String actorKind,
            String actorId,
            String actorName,
            String address,
            String requestId,
            String action,
            String subjectKind,
            UUID subjectId,
            String subjectSlug,
            String subjectTitle,
            String before,
            String after)
            implements KeysetQuery.Row {

        static final String COLUMNS = """
                t.id, t.at, t.actor_kind, t.actor_id, t.actor_name, t.address, t.request_id, t.action,
                t.subject_kind, t.subject_id, t.subject_slug, t.subject_title, CAST(t.before AS text) AS before, CAST(t.after AS text) AS after""";

        @Override
        public Instant sortKey() {
            return at;
        }
    }

    static AuditRepresentation from(Row row) {
        return new AuditRepresentation(
                row.id,
                row.at,
                new Actor(row.actorKind, row.actorId, row.actorName),
                row.address,
                row.requestId,
                row.action,
                new AuditSubject(row.subjectKind, row.subjectId, row.subjectSlug, row.subjectTitle),
                row.before,
                row.after);
    }
}

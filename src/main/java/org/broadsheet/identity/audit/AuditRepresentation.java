package org.broadsheet.identity.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.identity.access.Actor;
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

    static final String COLUMNS = """
            t.id, t.at, t.actor_kind, t.actor_id, t.actor_name, t.address, t.request_id, t.action, t.subject_kind,
            t.subject_id, CAST(t.before AS text) AS before, CAST(t.after AS text) AS after""";

    static AuditRepresentation from(Tuple row) {
        return new AuditRepresentation(
                row.get("id", UUID.class),
                row.get("at", Instant.class),
                new Actor(
                        row.get("actor_kind", String.class),
                        row.get("actor_id", String.class),
                        row.get("actor_name", String.class)),
                row.get("address", String.class),
                row.get("request_id", String.class),
                row.get("action", String.class),
                new AuditSubject(row.get("subject_kind", String.class), row.get("subject_id", UUID.class)),
                row.get("before", String.class),
                row.get("after", String.class));
    }
}

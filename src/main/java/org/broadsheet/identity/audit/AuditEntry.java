package org.broadsheet.identity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.broadsheet.platform.database.Timestamps;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

/** One action in the audit log; never changes. */
@Entity
@Immutable
public class AuditEntry extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public Instant at = Timestamps.now();

    public String actorKind;

    public String actorId;

    public String actorName;

    /** The address of the client; null for an action of Broadsheet itself. */
    public String address;

    public String requestId;

    public String action;

    public String subjectKind;

    public UUID subjectId;

    /** At the time of the action, like the title; null if it had none. */
    public String subjectSlug;

    public String subjectTitle;

    /** The members that differ, before the action; null where there was nothing. */
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode before;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode after;

    /** Returns the names of the members that differ. */
    List<String> members() {
        return Stream.of(after, before)
                .filter(Objects::nonNull)
                .flatMap(state -> StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(state.fieldNames(), Spliterator.ORDERED), false))
                .distinct()
                .toList();
    }
}

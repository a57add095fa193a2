package org.broadsheet.identity.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** The audit log, for reading. */
@Path("/v1/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {

    private static final QueryParameter<UUID> STORY =
            QueryParameter.id("story").describedAs("Only changes to this story.");

    private static final QueryParameter<UUID> SUBJECT = QueryParameter.id("subject")
            .describedAs("Only changes to this story, category, author, tag, collection, site, key or webhook.");

    private static final QueryParameter<String> ACTOR = QueryParameter.text("actor", "[^\\x00-\\x1F\\x7F-\\x9F]+", 255)
            .accepting("the `actor.id` of an entry")
            .describedAs("Only changes by this actor: the id of a key, the `sub` of a person, or `system`.");

    private static final QueryParameter<String> ACTION = QueryParameter.text("action", "[a-z-]+\\.[a-z-]+", 60)
            .accepting("an action such as story.published")
            .describedAs("Only this action, such as `story.published`.");

    private static final QueryParameter<Instant> AFTER =
            QueryParameter.time("after").describedAs("Only entries after this time.");
    private static final QueryParameter<Instant> BEFORE =
            QueryParameter.time("before").describedAs("Only entries before this time.");

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(List.of(
                    STORY,
                    SUBJECT,
                    ACTOR,
                    ACTION,
                    AFTER,
                    BEFORE,
                    PageRequest.LIMIT,
                    PageRequest.CURSOR,
                    PageRequest.TOTAL));
        }
    }

    private static final KeysetQuery<AuditRepresentation.Row> NEWEST_FIRST = KeysetQuery.newestFirst(
            AuditRepresentation.Row.class, AuditRepresentation.Row.COLUMNS, "audit_entry", "at");

    private final Session database;

    AuditResource(Session database) {
        this.database = database;
    }

    @GET
    @RolesAllowed(Scope.AUDIT_READ)
    @Operation(
            operationId = "listAuditEntries",
            summary = "List audit entries, the latest first",
            description = "Every change by an editor or by Broadsheet itself: the actor, the client's address, and"
                    + " the changed members before and after. Entries are immutable.")
    public Page<AuditRepresentation> list(@Context ListParameters query) {
        return NEWEST_FIRST.page(database, PageRequest.from(query), filter(query), AuditRepresentation::from);
    }

    private static KeysetQuery.Filter filter(RequestQuery query) {
        Map<QueryParameter<?>, String> conditions = Map.of(
                STORY, "t.subject_kind = 'story' AND t.subject_id = :story",
                SUBJECT, "t.subject_id = :subject",
                ACTOR, "t.actor_id = :actor",
                ACTION, "t.action = :action",
                AFTER, "t.at > :after",
                BEFORE, "t.at < :before");
        List<String> given = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        conditions.forEach((parameter, condition) -> query.find(parameter).ifPresent(value -> {
            given.add(condition);
            parameters.put(parameter.name(), value);
        }));
        return new KeysetQuery.Filter(String.join(" AND ", given), parameters);
    }
}

package org.broadsheet.integration.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.broadsheet.platform.write.Created;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** Administration of deliveries: listing, retrying and replaying them. */
@Path("/v1/admin/webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class DeliveryResource {

    private static final QueryParameter<String> STATUS = QueryParameter.choice(
                    "status",
                    "WebhookDeliveryStatus",
                    new String[] {"pending", "delivered", "failed"},
                    status -> status)
            .describedAs("Only deliveries with this status.");

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(List.of(STATUS, PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL));
        }
    }

    private static final KeysetQuery<DeliveryRepresentation.Row> NEWEST_FIRST = KeysetQuery.newestFirst(
            DeliveryRepresentation.Row.class, DeliveryRepresentation.Row.COLUMNS, "webhook_delivery", "created_at");

    private final Session database;
    private final Outbox outbox;
    private final AuditLog audit;
    private final ObjectMapper json;

    DeliveryResource(Session database, Outbox outbox, AuditLog audit, ObjectMapper json) {
        this.database = database;
        this.outbox = outbox;
        this.audit = audit;
        this.json = json;
    }

    @GET
    @Path("deliveries")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "List deliveries of a webhook, the newest first",
            description = "Pending, delivered and failed events, with all attempts and their responses. `status`"
                    + " selects, for instance, the failed ones.")
    public Page<DeliveryRepresentation> list(@PathParam("id") String id, @Context ListParameters query) {
        PageRequest request = PageRequest.from(query);
        List<String> conditions = new ArrayList<>(List.of("t.webhook_id = :webhook"));
        Map<String, Object> parameters = new HashMap<>(Map.of("webhook", webhook(id).id));
        query.find(STATUS).ifPresent(status -> {
            conditions.add("t.status = :status");
            parameters.put("status", status);
        });
        return NEWEST_FIRST.page(
                database,
                request,
                new KeysetQuery.Filter(String.join(" AND ", conditions), parameters),
                row -> DeliveryRepresentation.from(row, json));
    }

    @GET
    @Path("deliveries/{delivery}")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Operation(
            operationId = "getWebhookDelivery",
            summary = "Get a delivery",
            description = "The event, its attempts and their responses.")
    public DeliveryRepresentation get(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        return find(webhook(id), Slug.idParameter("delivery", delivery));
    }

    @POST
    @Path("deliveries/{delivery}/replay")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Transactional
    @Idempotent
    @Operation(
            operationId = "replayWebhookDelivery",
            summary = "Send a delivery again",
            description = "Sends the same content with the same `webhook-id`, which receivers recognise.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = DeliveryRepresentation.class)))
    public Response replay(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        Webhook webhook = webhook(id);
        UUID uuid = Slug.idParameter("delivery", delivery);
        find(webhook, uuid);
        database.createNativeMutationQuery("UPDATE webhook_delivery SET status = 'pending', tries = 0,"
                        + " next_attempt_at = clock_timestamp() WHERE id = :id")
                .setParameter("id", uuid)
                .executeUpdate();
        audit.record(
                AuditAction.WEBHOOK_REPLAYED, AuditSubject.webhook(webhook.id), Map.of(), Map.of("delivery", uuid));
        return Response.ok(find(webhook, uuid)).build();
    }

    @POST
    @Path("replay")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "replayWebhook",
            summary = "Send all events since a time again",
            description = "Includes events that the webhook missed while it was disabled, as far as the change log"
                    + " reaches back. Events whose delivery is still listed are sent again unchanged, with the"
                    + " same `webhook-id`; others get a new id. The deliveries are created after this response.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReplayRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted for sending.",
            content = @Content(schema = @Schema(implementation = Replay.class)))
    public Response replayAll(@PathParam("id") String id, JsonContent content) {
        ReplayRequest request = content.as(ReplayRequest.class);
        if (request.since().isAfter(Instant.now())) {
            throw ProblemException.invalidContent("/since", "accepts a time that has passed");
        }
        Webhook webhook = webhook(id);
        outbox.beginReplay(webhook, request.since());
        audit.record(
                AuditAction.WEBHOOK_REPLAYED,
                AuditSubject.webhook(webhook.id),
                Map.of(),
                Map.of("since", request.since()));
        return Response.accepted(new Replay(request.since())).build();
    }

    @POST
    @Path("ping")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Transactional
    @Idempotent
    @Operation(
            operationId = "pingWebhook",
            summary = "Send a test event",
            description = "Returns the pending delivery. Get it again for the outcome.")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = DeliveryRepresentation.class)))
    public Response ping(@PathParam("id") String id) {
        Webhook webhook = webhook(id);
        UUID delivery = outbox.ping(webhook);
        audit.record(
                AuditAction.WEBHOOK_PINGED, AuditSubject.webhook(webhook.id), Map.of(), Map.of("delivery", delivery));
        return Created.at(Surface.EDITORIAL.path("webhooks/" + webhook.id + "/deliveries/" + delivery))
                .entity(find(webhook, delivery))
                .build();
    }

    private static Webhook webhook(String id) {
        return Webhook.find(id, LockModeType.NONE);
    }

    private DeliveryRepresentation find(Webhook webhook, UUID delivery) {
        return database.createNativeQuery(
                        "SELECT " + DeliveryRepresentation.Row.COLUMNS
                                + " FROM webhook_delivery t WHERE t.id = :id AND t.webhook_id = :webhook",
                        DeliveryRepresentation.Row.class)
                .setParameter("id", delivery)
                .setParameter("webhook", webhook.id)
                .uniqueResultOptional()
                .map(row -> DeliveryRepresentation.from(row, json))
                .orElseThrow(() -> ProblemException.notFound("The webhook has no delivery " + delivery + "."));
    }
}

package org.broadsheet.integration.webhook;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.json.MergePatch;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.write.Version;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** Administration of webhooks. */
@Path("/v1/admin/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookResource {

    private static final KeysetQuery<KeysetQuery.Id> NEWEST_FIRST =
            KeysetQuery.newestFirst(KeysetQuery.Id.class, "t.id, t.created_at", "webhook", "created_at");

    private final Session database;
    private final WebhookChanges editing;
    private final WebhookTargets targets;
    private final WebhookConfig config;
    private final AuditLog audit;

    WebhookResource(
            Session database, WebhookChanges editing, WebhookTargets targets, WebhookConfig config, AuditLog audit) {
        this.database = database;
        this.editing = editing;
        this.targets = targets;
        this.config = config;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Operation(
            operationId = "listWebhooks",
            summary = "List webhooks, the newest first",
            description = "Each has its filters and, if its endpoint is failing, since when.")
    public Page<WebhookRepresentation> list(@Context PageParameters query) {
        PageRequest request = PageRequest.from(query);
        Page<UUID> ids = NEWEST_FIRST.page(database, request, KeysetQuery.Id::id);
        List<Webhook> webhooks = database.findMultiple(Webhook.class, new ArrayList<Object>(ids.items()));
        return new Page<>(webhooks.stream().map(editing::represent).toList(), ids.page());
    }

    @POST
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createWebhook",
            summary = "Create a webhook",
            description = "`url` is where to send events; `types`, `categories`, `tags` and `languages` select"
                    + " them. The secret signs every event, according to Standard Webhooks 1.0.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WebhookInput.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = WebhookRepresentation.class)))
    public Response create(JsonContent content) {
        String url = content.as(WebhookInput.class).url();
        return editing.create(content, targets.objection(url));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Operation(
            operationId = "getWebhook",
            summary = "Get a webhook",
            description = "Its `ETag` is the version to send as `If-Match` with an update.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = WebhookRepresentation.class)))
    public Response get(@PathParam("id") String id) {
        return editing.respond(Webhook.find(id, LockModeType.NONE));
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "changeWebhook",
            summary = "Update a webhook, or enable it again",
            description = "Absent members stay unchanged. `enabled: true` enables a webhook again that was disabled"
                    + " because its endpoint failed for too long.")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = WebhookInput.class)))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = WebhookRepresentation.class)))
    public Response change(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonContent content) {
        return editing.change(id, ifMatch, content, content.text("url").flatMap(targets::objection));
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Transactional
    @Operation(
            operationId = "deleteWebhook",
            summary = "Delete a webhook",
            description = "Pending events are no longer sent.")
    @APIResponse(responseCode = "204", description = "Deleted; it receives no more events.")
    public void delete(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        Webhook webhook = editing.lock(id, ifMatch);
        audit.record(
                AuditAction.WEBHOOK_DELETED, AuditSubject.webhook(webhook.id), editing.represent(webhook), Map.of());
        webhook.delete();
    }

    @POST
    @Path("{id}/secret")
    @RolesAllowed(Scope.WEBHOOKS_ADMIN)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Transactional
    @Idempotent
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Rotate the secret of a webhook",
            description = "For a day, events are signed with both secrets. Only one former secret is valid, so wait"
                    + " a day before the next rotation.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = WebhookRepresentation.class)))
    public Response rotate(@PathParam("id") String id) {
        Webhook webhook = Webhook.find(id, LockModeType.PESSIMISTIC_WRITE);
        webhook.rotate(config.rotation());
        database.flush();
        audit.record(AuditAction.WEBHOOK_SECRET_ROTATED, AuditSubject.webhook(webhook.id), Map.of(), Map.of());
        return Response.ok(editing.represent(webhook).withSecret(webhook.secret))
                .header(HttpHeaders.ETAG, Version.tag(webhook.version))
                .build();
    }
}

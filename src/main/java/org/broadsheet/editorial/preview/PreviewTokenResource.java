package org.broadsheet.editorial.preview;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.story.StoryAddresses;
import org.broadsheet.editorial.story.StoryLookup;
import org.broadsheet.identity.access.Caller;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.write.Created;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.links.Link;
import org.eclipse.microprofile.openapi.annotations.links.LinkParameter;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** Creates, lists and revokes preview tokens of a story. */
@Path("/v1/admin/stories/{story}/preview-tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Previews")
public class PreviewTokenResource {

    private static final KeysetQuery<PreviewRepresentation.Row> NEWEST_FIRST = KeysetQuery.newestFirst(
            PreviewRepresentation.Row.class, PreviewRepresentation.Row.COLUMNS, "preview_token", "created_at");

    private final StoryLookup stories;
    private final PreviewSignature signature;
    private final StoryAddresses addresses;
    private final Session database;
    private final Caller caller;
    private final AuditLog audit;
    private final ObjectMapper json;

    PreviewTokenResource(
            StoryLookup stories,
            PreviewSignature signature,
            StoryAddresses addresses,
            Session database,
            Caller caller,
            AuditLog audit,
            ObjectMapper json) {
        this.stories = stories;
        this.signature = signature;
        this.addresses = addresses;
        this.database = database;
        this.caller = caller;
        this.audit = audit;
        this.json = json;
    }

    @GET
    @RolesAllowed(Scope.STORIES_READ)
    @Responds(410)
    @Operation(
            operationId = "listPreviewTokens",
            summary = "List preview tokens of a story",
            description = "Newest first, including expired and revoked ones.")
    public Page<PreviewRepresentation> list(@PathParam("story") String name, @Context PageParameters query) {
        PageRequest request = PageRequest.from(query);
        return NEWEST_FIRST.page(
                database,
                request,
                new KeysetQuery.Filter("t.story_id = :story", Map.of("story", stories.find(name).id)),
                row -> PreviewRepresentation.from(row, json));
    }

    @POST
    @RolesAllowed(Scope.STORIES_WRITE)
    @Responds(410)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Transactional
    @Idempotent
    @Operation(
            operationId = "createPreviewToken",
            summary = "Create a preview token",
            description = "Anyone who has the token can read the story at `/v1/preview/{token}`, until it expires"
                    + " or is revoked.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = PreviewRequest.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = PreviewRepresentation.class)),
            links =
                    @Link(
                            name = "getPreview",
                            operationId = "getPreview",
                            parameters = @LinkParameter(name = "token", expression = "$response.body#/token")))
    public Response create(@PathParam("story") String name, JsonContent content) {
        PreviewRequest request = content.orNoneAs(PreviewRequest.class);
        Story story = stories.lockUndeleted(name);
        PreviewToken token = new PreviewToken();
        token.storyId = story.id;
        if (request.revision() != null) {
            Revision revision = stories.revisionIn("/revision", story, request.revision());
            revision.keep();
            token.revision = revision.key.number();
        }
        token.createdBy = caller.actor();
        token.expiresAt = Timestamps.now().plusSeconds(request.expiresIn());
        token.persistAndFlush();
        audit.record(
                AuditAction.PREVIEW_CREATED,
                story.subject(),
                Map.of(),
                Map.of("token", token.id, "expiresAt", token.expiresAt));
        String signed = signature.sign(new PreviewSignature.Statement(token.id, token.expiresAt));
        return Created.at(Surface.PREVIEW.path(signed))
                .entity(PreviewRepresentation.from(token, signed, addresses.ofPreview(signed, story.slug, story.id)))
                .build();
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    @RolesAllowed(Scope.STORIES_WRITE)
    @Responds(410)
    @Transactional
    @Operation(
            operationId = "revokePreviewToken",
            summary = "Revoke a preview token",
            description = "Requests with the token get 410 from now on.")
    @APIResponse(responseCode = "204", description = "Revoked.")
    public void revoke(@PathParam("story") String name, @PathParam("id") String id) {
        Story story = stories.find(name);
        PreviewToken token = PreviewToken.<PreviewToken>findByIdOptional(
                        Slug.idParameter("id", id), LockModeType.PESSIMISTIC_WRITE)
                .filter(found -> found.storyId.equals(story.id))
                .orElseThrow(() -> ProblemException.notFound("The story has no preview " + id + "."));
        if (token.revokedAt == null) {
            token.revokedAt = Timestamps.now();
            audit.record(AuditAction.PREVIEW_REVOKED, story.subject(), Map.of(), Map.of("token", token.id));
        }
    }
}

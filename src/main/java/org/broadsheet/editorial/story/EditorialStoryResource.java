package org.broadsheet.editorial.story;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
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
import java.time.Instant;
import java.util.List;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.identity.access.Caller;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.json.JsonLimits;
import org.broadsheet.platform.json.MergePatch;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.broadsheet.platform.write.Created;
import org.broadsheet.platform.write.NoContent;
import org.broadsheet.platform.write.Version;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Editorial operations on stories. */
@Path("/v1/admin/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Editorial stories")
public class EditorialStoryResource {

    /** Fits lists of blocks that are nested as deep as a body may be. */
    private static final int BODY_DEPTH = 256;

    /** Fits a long body with many marks, and little memory. */
    private static final int BODY_TOKENS = 100_000;

    private static final QueryParameter<Integer> FROM = QueryParameter.integer("from", 1, Revision.MAX_NUMBER, 1)
            .orElse(null)
            .describedAs("The revision to compare with. The previous one if absent.");

    private static final QueryParameter<Boolean> AUTOSAVE = QueryParameter.flag("autosave")
            .describedAs(
                    "Whether this is an autosave: a save that no editor requested. Within ten minutes, the autosaves of an actor are one revision,"
                            + " unless another revision comes between them, or it is published or scheduled.");

    @RequestScoped
    static class SaveParameters extends RequestQuery {
        SaveParameters() {
            super(List.of(AUTOSAVE));
        }
    }

    private static final QueryParameter<Boolean> MINOR = QueryParameter.flag("minor")
            .describedAs("Whether the story keeps its `updatedAt`, as after the correction of a typing error.");

    @RequestScoped
    static class CorrectionParameters extends RequestQuery {
        CorrectionParameters() {
            super(List.of(MINOR));
        }
    }

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(EditorialListQuery.PARAMETERS);
        }
    }

    @RequestScoped
    static class DiffParameters extends RequestQuery {
        DiffParameters() {
            super(List.of(FROM));
        }
    }

    private final StoryLookup stories;
    private final EditorialStories views;
    private final EditorialListQuery lists;
    private final Saving saving;
    private final Publishing publishing;
    private final Correcting correcting;
    private final Caller caller;

    EditorialStoryResource(
            StoryLookup stories,
            EditorialStories views,
            EditorialListQuery lists,
            Saving saving,
            Publishing publishing,
            Correcting correcting,
            Caller caller) {
        this.stories = stories;
        this.views = views;
        this.lists = lists;
        this.saving = saving;
        this.publishing = publishing;
        this.correcting = correcting;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Scope.STORIES_READ)
    @Operation(
            operationId = "listEditorialStories",
            summary = "List stories of any status, the last changed first",
            description = "Includes drafts, scheduled, unpublished and, with `status`, deleted stories. `q`"
                    + " searches their texts.")
    public Page<EditorialStoryItem> list(@Context ListParameters query) {
        return lists.page(query);
    }

    @POST
    @RolesAllowed(Scope.STORIES_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "createStory",
            summary = "Create a story",
            description = "No member is required. Readers do not see the story until it is published. Send an"
                    + " `Idempotency-Key` for safe retries.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = StoryInput.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = EditorialStory.class)))
    public Response create(@JsonLimits(depth = BODY_DEPTH, tokens = BODY_TOKENS) JsonContent content) {
        Story story = saving.create(content.as(StoryInput.class));
        return respond(Created.at(Surface.EDITORIAL.path("stories/" + story.id)), story);
    }

    @GET
    @Path("{story}")
    @RolesAllowed(Scope.STORIES_READ)
    @Responds(410)
    @Transactional
    @Operation(
            operationId = "getEditorialStory",
            summary = "Get a story for editing",
            description = "The latest revision, which may differ from the live one (see `live`). Its `ETag` is the"
                    + " version to send as `If-Match` with an update.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EditorialStory.class)))
    public Response get(@PathParam("story") String name) {
        return respond(Response.ok(), stories.find(name));
    }

    @PATCH
    @Path("{story}")
    @RolesAllowed(Scope.STORIES_WRITE)
    @Responds(410)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Transactional
    @Operation(
            operationId = "saveStory",
            summary = "Update a story: save a new revision",
            description = "Absent members stay unchanged, and null removes a member. Every change creates a"
                    + " revision. Readers see it when it is published.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = StoryInput.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EditorialStory.class)))
    public Response save(
            @PathParam("story") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SaveParameters query,
            @JsonLimits(depth = BODY_DEPTH, tokens = BODY_TOKENS) JsonContent content) {
        Story story = stories.changeUndeleted(name, ifMatch);
        StoryInput changed = content.appliedTo(views.written(story, story.latestRevision), StoryInput.class);
        if (query.get(AUTOSAVE)) {
            saving.autosave(story, changed);
        } else {
            saving.save(story, changed);
        }
        return respond(Response.ok(), story);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{story}")
    @RolesAllowed(Scope.STORIES_WRITE)
    @Responds(410)
    @Transactional
    @Operation(
            operationId = "deleteStory",
            summary = "Delete a story",
            description = "Readers get 410. Also requires the scope `stories:publish` if the story is published or"
                    + " scheduled.")
    @APIResponse(
            responseCode = "204",
            description = "Deleted.",
            headers = @Header(name = HttpHeaders.ETAG, ref = HttpHeaders.ETAG))
    public Response delete(@PathParam("story") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        Story story = stories.change(name, ifMatch);
        if (story.status == StoryStatus.published || story.scheduledAt != null) {
            caller.require(
                    Scope.STORIES_PUBLISH,
                    "Deleting a published or scheduled story requires " + Scope.STORIES_PUBLISH + ".");
        }
        publishing.delete(story);
        return noContent(story);
    }

    @POST
    @Path("{story}/publish")
    @RolesAllowed(Scope.STORIES_PUBLISH)
    @Responds(410)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Transactional
    @Idempotent
    @Operation(
            operationId = "publishStory",
            summary = "Publish a story, now or at a time",
            description = "Replaces an existing schedule. Does nothing if the revision is already live and readers"
                    + " would see no difference, or if it is already scheduled for that time.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = PublishRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EditorialStory.class)))
    public Response publish(
            @PathParam("story") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonContent content) {
        PublishRequest request = content.orNoneAs(PublishRequest.class);
        Story story = stories.changeUndeleted(name, ifMatch);
        Revision revision = request.revision() == null
                ? Revision.latest(story)
                : stories.revisionIn("/revision", story, request.revision());
        Instant now = Instant.now();
        if (request.at() != null && request.at().isAfter(now)) {
            publishing.schedule(story, revision, request.at(), request.minor());
        } else {
            publishing.publish(story, revision, request.at() == null ? now : request.at(), request.minor());
        }
        return respond(Response.ok(), story);
    }

    @PATCH
    @Path("{story}/live")
    @RolesAllowed(Scope.STORIES_PUBLISH)
    @Responds(410)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Transactional
    @Operation(
            operationId = "correctStory",
            summary = "Update the live revision of a story, while a later one is being written",
            description = "The patch applies to what readers see, and is live at once. A later revision, and its"
                    + " schedule, takes it over; it keeps those members that it has changed at the same place, which"
                    + " `conflicts` names. Also requires the scope `stories:write`.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = StoryInput.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EditorialStory.class)))
    public Response correct(
            @PathParam("story") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context CorrectionParameters query,
            @JsonLimits(depth = BODY_DEPTH, tokens = BODY_TOKENS) JsonContent content) {
        caller.require(Scope.STORIES_WRITE, "Correcting a story also requires " + Scope.STORIES_WRITE + ".");
        Story story = stories.changeUndeleted(name, ifMatch);
        List<String> conflicts =
                correcting.correct(story, query.get(MINOR), live -> content.appliedTo(live, StoryInput.class));
        return Response.ok(views.represent(story).withConflicts(conflicts))
                .header(HttpHeaders.ETAG, Version.tag(story.version))
                .build();
    }

    @POST
    @Path("{story}/unpublish")
    @RolesAllowed(Scope.STORIES_PUBLISH)
    @Responds(410)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Transactional
    @Idempotent
    @Operation(
            operationId = "unpublishStory",
            summary = "Unpublish a story, now or at a time",
            description = "Readers get 410, with the reason if there is one. Now, it also cancels the schedule. If"
                    + " the story is not live, a reason replaces the one that it has.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = UnpublishRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EditorialStory.class)))
    public Response unpublish(
            @PathParam("story") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonContent content) {
        UnpublishRequest request = content.orNoneAs(UnpublishRequest.class);
        Story story = stories.changeUndeleted(name, ifMatch);
        if (request.at() != null && request.at().isAfter(Instant.now())) {
            publishing.scheduleUnpublishing(story, request.at(), request.reason());
        } else {
            publishing.unpublish(story, request.reason());
        }
        return respond(Response.ok(), story);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{story}/schedule")
    @RolesAllowed(Scope.STORIES_PUBLISH)
    @Responds(410)
    @Transactional
    @Operation(
            operationId = "unscheduleStory",
            summary = "Cancel the schedule of a story",
            description = "Cancels a scheduled publication and scheduled unpublishing. Does nothing if nothing is"
                    + " scheduled.")
    @APIResponse(
            responseCode = "204",
            description = "Nothing is scheduled.",
            headers = @Header(name = HttpHeaders.ETAG, ref = HttpHeaders.ETAG))
    public Response unschedule(@PathParam("story") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        Story story = stories.changeUndeleted(name, ifMatch);
        publishing.cancelSchedule(story);
        return noContent(story);
    }

    @GET
    @Path("{story}/revisions")
    @RolesAllowed(Scope.STORIES_READ)
    @Responds(410)
    @Operation(
            operationId = "listRevisions",
            summary = "List revisions of a story, the latest first",
            description = "Each names the actor who saved it, and the changed members.")
    public Page<RevisionRepresentation> revisions(@PathParam("story") String name, @Context PageParameters query) {
        PageRequest request = PageRequest.from(query);
        return views.revisions(stories.find(name), request);
    }

    @GET
    @Path("{story}/revisions/{revision}")
    @RolesAllowed(Scope.STORIES_READ)
    @Responds(410)
    @Operation(
            operationId = "getRevision",
            summary = "Get a revision",
            description = "A revision is immutable, unless it is an autosave.")
    public RevisionRepresentation revision(@PathParam("story") String name, @PathParam("revision") String number) {
        return views.represent(stories.revision(stories.find(name), Revision.number("revision", number)));
    }

    @GET
    @Path("{story}/revisions/{revision}/diff")
    @RolesAllowed(Scope.STORIES_READ)
    @Responds(410)
    @Operation(
            operationId = "diffRevisions",
            summary = "Compare a revision with another",
            description = "Compares with the previous revision, or with `from`. The difference is a JSON Patch (RFC"
                    + " 6902).")
    public RevisionDiff diff(
            @PathParam("story") String name, @PathParam("revision") String number, @Context DiffParameters query) {
        Story story = stories.find(name);
        Revision to = stories.revision(story, Revision.number("revision", number));
        int from = query.find(FROM).orElse(Math.max(1, to.key.number() - 1));
        return views.diff(stories.revision(story, from), to);
    }

    @POST
    @Path("{story}/revisions/{revision}/restore")
    @RolesAllowed(Scope.STORIES_WRITE)
    @Responds(410)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "restoreRevision",
            summary = "Restore a revision, or a deleted story",
            description = "Readers do not see it until it is published. References to deleted content are left out."
                    + " Does nothing if the story is not deleted and has that content already.")
    @RequestBody(content = @Content(schema = @Schema(implementation = NoContent.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EditorialStory.class)))
    public Response restore(
            @PathParam("story") String name,
            @PathParam("revision") String number,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            JsonContent content) {
        content.orNoneAs(NoContent.class);
        int wanted = Revision.number("revision", number);
        Story story = stories.change(name, ifMatch);
        saving.restore(story, stories.revision(story, wanted));
        return respond(Response.ok(), story);
    }

    private static Response noContent(Story story) {
        return Response.noContent()
                .header(HttpHeaders.ETAG, Version.tag(story.version))
                .build();
    }

    private Response respond(Response.ResponseBuilder response, Story story) {
        EditorialStory entity = views.represent(story);
        return response.entity(entity)
                .header(HttpHeaders.ETAG, Version.tag(story.version))
                .build();
    }
}

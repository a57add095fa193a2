package org.broadsheet.editorial.preview;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.broadsheet.content.story.DraftRepresentation;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.RelatedStories;
import org.broadsheet.content.story.RelatedStory;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.story.StoryContent;
import org.broadsheet.content.story.StoryParameters;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.editorial.story.LiveRendering;
import org.broadsheet.editorial.story.StoryLookup;
import org.broadsheet.editorial.story.StoryReferences;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Represents a draft as readers would see it, for clients with a token. */
@Path("/v1/preview/{token}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Previews")
public class PreviewResource {

    @RequestScoped
    static class GetParameters extends RequestQuery {
        GetParameters() {
            super(StoryParameters.ALL);
        }
    }

    private final PreviewSignature signature;
    private final StoryLookup stories;
    private final StoryReferences references;
    private final LiveRendering rendering;
    private final DraftRepresentation drafts;
    private final RelatedStories related;

    PreviewResource(
            PreviewSignature signature,
            StoryLookup stories,
            StoryReferences references,
            LiveRendering rendering,
            DraftRepresentation drafts,
            RelatedStories related) {
        this.signature = signature;
        this.stories = stories;
        this.references = references;
        this.rendering = rendering;
        this.drafts = drafts;
        this.related = related;
    }

    @GET
    @PermitAll
    @Responds(value = 410, cacheControl = Responds.PRIVATE)
    @Transactional
    @Operation(
            operationId = "getPreview",
            summary = "Get a preview of a story",
            description =
                    "The parameters are those of a story. Members that the draft lacks are absent. The response is not cached, and search engines"
                            + " must not index it.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StoryRepresentation.class)))
    public Response get(@PathParam("token") String token, @Context GetParameters query) {
        PreviewToken preview = valid(token);
        Story story = stories.find(preview.storyId.toString());
        if (story.status == StoryStatus.deleted) {
            throw expired();
        }
        Revision revision = stories.revision(story, preview.revision == null ? story.latestRevision : preview.revision);
        return Response.ok(represent(story, revision, StoryParameters.from(query)))
                .header(HttpHeaders.CACHE_CONTROL, Responds.PRIVATE)
                .header("X-Robots-Tag", "noindex")
                .build();
    }

    /** @throws ProblemException 404 for a token without a valid signature, 410 for one that is expired or revoked */
    private PreviewToken valid(String token) {
        PreviewSignature.Statement statement =
                signature.read(token).orElseThrow(() -> ProblemException.notFound("The preview does not exist."));
        if (statement.expiresAt().isBefore(Instant.now())) {
            throw expired();
        }
        return PreviewToken.<PreviewToken>findByIdOptional(statement.id())
                .filter(found -> found.revokedAt == null)
                .orElseThrow(PreviewResource::expired);
    }

    private static ProblemException expired() {
        return ProblemException.gone("The preview has expired or was revoked.");
    }

    private StoryRepresentation represent(Story story, Revision revision, StoryParameters request) {
        StoryReferences.Names names = references.namesIn(revision.content);
        StoryContent content = names.in(revision.content);
        LiveStory draft = new LiveStory();
        draft.storyId = story.id;
        draft.publishedAt = story.publishedAt;
        draft.updatedAt = revision.savedAt;
        rendering.fill(draft, content);
        List<RelatedStory> next =
                request.hasRelated() ? related.ofDraft(draft, request.relatedIn(), request.relatedLimit()) : List.of();
        return drafts.of(draft, names.entries(), request.selection(), next);
    }
}

package org.broadsheet.discovery.related;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.broadsheet.content.story.RelatedStories.Scope;
import org.broadsheet.content.story.RelatedStory;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.story.StoryQuery;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Delivers the related stories of a story. */
@Path("/v1/stories/{story}/related")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Stories")
public class RelatedResource {

    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", 1, 20, 3).describedAs("The maximum number of stories.");

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(List.of(LIMIT, Scope.PARAMETER, StoryListParameters.EXCLUDE));
        }
    }

    /** A list of related stories. */
    @Schema(
            description = "Stories to read after a story.",
            requiredProperties = {"items"})
    public record RelatedList(
            @Schema(description = "Best first. Fewer than `limit` if there are no more.")
            List<RelatedStory> items) {}

    private final StoryQuery stories;
    private final RelatedQuery related;

    RelatedResource(StoryQuery stories, RelatedQuery related) {
        this.stories = stories;
        this.related = related;
    }

    @GET
    @PermitAll
    @Responds({308, 410})
    @Operation(
            operationId = "listRelatedStories",
            summary = "List related stories",
            description = "Stories pinned by the editor come first, then similar ones by links, words and tags,"
                    + " then the latest of the category; `reason` tells them apart. Except for pinned and"
                    + " linked ones, all are in the story's language, and near-duplicates are left out.")
    public RelatedList list(@PathParam("story") String story, @Context ListParameters query) {
        return new RelatedList(related.of(
                stories.findForRelated(Slug.orId("story", story)),
                query.get(Scope.PARAMETER),
                query.get(LIMIT),
                query.all(StoryListParameters.EXCLUDE)));
    }
}

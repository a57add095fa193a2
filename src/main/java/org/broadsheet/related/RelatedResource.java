package org.broadsheet.related;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.broadsheet.http.QueryParameter;
import org.broadsheet.http.RequestQuery;
import org.broadsheet.http.Slug;
import org.broadsheet.story.RelatedStories.Scope;
import org.broadsheet.story.RelatedStory;
import org.broadsheet.story.StoryListParameters;
import org.broadsheet.story.StoryQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Delivery of what to read after a story. */
@Path("/v1/stories/{story}/related")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Stories")
public class RelatedResource {

    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", 1, 20, 3).describedAs("The most stories to answer.");

    /** What {@link #list} accepts. */
    public static final List<QueryParameter<?>> PARAMETERS =
            List.of(LIMIT, Scope.PARAMETER, StoryListParameters.EXCLUDE);

    /** What to read after a story. */
    @Schema(
            description = "What to read after a story.",
            requiredProperties = {"items"})
    public record RelatedList(
            @Schema(description = "The best first; fewer than `limit` where there are no more.")
            List<RelatedStory> items) {}

    private final StoryQuery stories;
    private final RelatedQuery related;

    RelatedResource(StoryQuery stories, RelatedQuery related) {
        this.stories = stories;
        this.related = related;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listRelatedStories",
            summary = "List related stories",
            description =
                    "Stories that its editor pinned come first, then stories that are like it, by links from one to the"
                            + " other and by common words and tags; the latest of its category fill up. `reason` says"
                            + " which. All but pinned and linked ones are in the story's language, and two stories that"
                            + " say the same are not both returned.")
    public RelatedList list(@PathParam("story") String story, @Context UriInfo uri) {
        RequestQuery query = RequestQuery.read(uri, PARAMETERS);
        return new RelatedList(related.of(
                stories.findForRelated(Slug.orId("story", story)),
                query.get(Scope.PARAMETER),
                query.get(LIMIT),
                query.all(StoryListParameters.EXCLUDE)));
    }
}

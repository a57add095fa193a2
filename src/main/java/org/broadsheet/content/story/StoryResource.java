package org.broadsheet.content.story;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The delivery API of stories. */
@Path("/v1/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Stories")
public class StoryResource {

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(StoryListParameters.ALL);
        }
    }

    @RequestScoped
    static class GetParameters extends RequestQuery {
        GetParameters() {
            super(StoryParameters.ALL);
        }
    }

    private final StoryQuery stories;
    private final StoryListQuery lists;
    private final FilterNames names;
    private final RelatedStories related;

    StoryResource(StoryQuery stories, StoryListQuery lists, FilterNames names, RelatedStories related) {
        this.stories = stories;
        this.lists = lists;
        this.names = names;
        this.related = related;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listStories",
            summary = "List stories",
            description = "A page of live stories. Filters are combined with AND, and the values of a repeated"
                    + " filter with OR. Follow `page.next` for the next page.")
    public Page<StoryRepresentation> list(@Context ListParameters query) {
        StoryListParameters request = StoryListParameters.from(query, names);
        return lists.page(request.filter(), request.sort(), request.page(), request.selection());
    }

    @GET
    @Path("{story}")
    @PermitAll
    @Responds({308, 410})
    @Operation(
            operationId = "getStory",
            summary = "Get a story",
            description = "Everything that a story page shows. `include=related` adds the related stories. A former"
                    + " slug returns 308, an unpublished or deleted story 410.")
    public StoryRepresentation get(@PathParam("story") String story, @Context GetParameters query) {
        StoryParameters request = StoryParameters.from(query);
        StoryRow row = stories.find(Slug.orId("story", story), request.selection());
        List<RelatedStory> next = request.hasRelated()
                ? related.of(row, request.relatedIn(), request.relatedLimit(), List.of())
                : List.of();
        return StoryRepresentation.from(row, request.selection(), next);
    }
}

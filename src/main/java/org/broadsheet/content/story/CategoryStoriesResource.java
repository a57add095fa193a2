package org.broadsheet.content.story;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The stories of a category: the list of all stories, with one filter in the path. */
@Path("/v1/categories/{category}/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Categories")
public class CategoryStoriesResource {

    private final StoryListQuery lists;
    private final FilterNames names;

    CategoryStoriesResource(StoryListQuery lists, FilterNames names) {
        this.lists = lists;
        this.names = names;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listCategoryStories",
            summary = "List stories of a category",
            description = "The category's live stories. Equivalent to `/v1/stories` with `category`, and with the"
                    + " same other parameters.")
    public Page<StoryRepresentation> list(@PathParam("category") String category, @Context UriInfo uri) {
        UUID id = names.id(Kind.CATEGORY, Slug.orId("category", category))
                .orElseThrow(() -> ProblemException.notFound("There is no category " + category + "."));
        StoryListParameters request = StoryListParameters.from(uri, names, StoryListParameters.CATEGORY, id);
        return lists.page(request.filter(), request.sort(), request.page(), request.selection());
    }
}

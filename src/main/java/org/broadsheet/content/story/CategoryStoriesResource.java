package org.broadsheet.content.story;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The stories of a category. */
@Path("/v1/categories/{category}/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Categories")
public class CategoryStoriesResource extends StoriesOfResource {

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(StoryListParameters.without(StoryListParameters.CATEGORY));
        }
    }

    CategoryStoriesResource() {
        super(TaxonomyKind.CATEGORY, StoryListParameters.CATEGORY);
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listCategoryStories",
            summary = "List stories of a category",
            description = "The category's live stories. Equivalent to `/v1/stories` with `category`, and with the"
                    + " same other parameters.")
    public Page<StoryRepresentation> list(@PathParam("category") String category, @Context ListParameters query) {
        return storiesOf(category, query);
    }
}

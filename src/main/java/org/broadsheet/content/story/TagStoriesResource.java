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

/** The stories of a tag. */
@Path("/v1/tags/{tag}/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagStoriesResource extends StoriesOfResource {

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(StoryListParameters.without(StoryListParameters.TAG));
        }
    }

    TagStoriesResource() {
        super(TaxonomyKind.TAG, StoryListParameters.TAG);
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listTagStories",
            summary = "List stories of a tag",
            description = "The tag's live stories. Equivalent to `/v1/stories` with `tag`, and with the same other"
                    + " parameters.")
    public Page<StoryRepresentation> list(@PathParam("tag") String tag, @Context ListParameters query) {
        return storiesOf(tag, query);
    }
}

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

/** The stories of an author. */
@Path("/v1/authors/{author}/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authors")
public class AuthorStoriesResource extends StoriesOfResource {

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(StoryListParameters.without(StoryListParameters.AUTHOR));
        }
    }

    AuthorStoriesResource() {
        super(TaxonomyKind.AUTHOR, StoryListParameters.AUTHOR);
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listAuthorStories",
            summary = "List stories of an author",
            description = "The author's live stories. Equivalent to `/v1/stories` with `author`, and with the same"
                    + " other parameters.")
    public Page<StoryRepresentation> list(@PathParam("author") String author, @Context ListParameters query) {
        return storiesOf(author, query);
    }
}

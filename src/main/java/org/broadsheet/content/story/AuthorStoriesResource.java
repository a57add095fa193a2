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

/** The stories of an author: the list of all stories, with one filter in the path. */
@Path("/v1/authors/{author}/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authors")
public class AuthorStoriesResource {

    private final StoryListQuery lists;
    private final FilterNames names;

    AuthorStoriesResource(StoryListQuery lists, FilterNames names) {
        this.lists = lists;
        this.names = names;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listAuthorStories",
            summary = "List stories of an author",
            description = "The author's live stories. Equivalent to `/v1/stories` with `author`, and with the same"
                    + " other parameters.")
    public Page<StoryRepresentation> list(@PathParam("author") String author, @Context UriInfo uri) {
        UUID id = names.id(Kind.AUTHOR, Slug.orId("author", author))
                .orElseThrow(() -> ProblemException.notFound("There is no author " + author + "."));
        StoryListParameters request = StoryListParameters.from(uri, names, StoryListParameters.AUTHOR, id);
        return lists.page(request.filter(), request.sort(), request.page(), request.selection());
    }
}

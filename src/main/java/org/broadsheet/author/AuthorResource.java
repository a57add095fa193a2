package org.broadsheet.author;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.broadsheet.http.Parameter;
import org.broadsheet.http.Query;
import org.broadsheet.http.Slug;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Delivery of authors. */
@Path("/v1/authors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authors")
public class AuthorResource {

    /** What {@link #list} accepts. */
    public static final List<Parameter<?>> LIST_PARAMETERS =
            List.of(PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL);

    private final AuthorQuery authors;

    AuthorResource(AuthorQuery authors) {
        this.authors = authors;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listAuthors",
            summary = "All authors, by name",
            description = "In the order of their names. Each says how many live stories it has.")
    public Page<AuthorRepresentation> list(@Context UriInfo uri) {
        return authors.page(PageRequest.from(Query.read(uri, LIST_PARAMETERS)));
    }

    @GET
    @Path("{author}")
    @PermitAll
    @Operation(
            operationId = "getAuthor",
            summary = "One author, by slug or id",
            description = "With what there is to say about the author, and how many live stories it has.")
    public AuthorRepresentation get(@PathParam("author") String author, @Context UriInfo uri) {
        Query.read(uri, List.of());
        return authors.find(Slug.orId("author", author))
                .orElseThrow(() -> ProblemException.notFound("There is no author " + author + "."));
    }
}

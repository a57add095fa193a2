package org.broadsheet.content.author;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.content.taxonomy.TaxonomyQuery;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** The delivery API of authors. */
@Path("/v1/authors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authors")
public class AuthorResource {

    private final TaxonomyQuery<AuthorRepresentation.Row, AuthorRepresentation> authors;

    AuthorResource(Session database, Dependencies dependencies) {
        this.authors = new TaxonomyQuery<>(
                TaxonomyKind.AUTHOR,
                AuthorRepresentation.Row.class,
                "t.name, t.name_key, t.bio",
                AuthorRepresentation.Row::represent,
                database,
                dependencies);
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listAuthors",
            summary = "List authors, by name",
            description = "Ordered by name. Each has its number of live stories.")
    public Page<AuthorRepresentation> list(@Context UriInfo uri) {
        return authors.page(PageRequest.from(RequestQuery.read(uri, PageRequest.PARAMETERS)));
    }

    @GET
    @Path("{author}")
    @PermitAll
    @Operation(
            operationId = "getAuthor",
            summary = "Get an author",
            description = "Includes the author's biography and number of live stories.")
    public AuthorRepresentation get(@PathParam("author") String author, @Context UriInfo uri) {
        RequestQuery.read(uri, List.of());
        return authors.get(author);
    }
}

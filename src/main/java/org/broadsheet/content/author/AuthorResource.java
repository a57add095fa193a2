package org.broadsheet.content.author;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.content.taxonomy.TaxonomyQuery;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
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
    public Page<AuthorRepresentation> list(@Context PageParameters query) {
        return authors.page(PageRequest.from(query));
    }

    @GET
    @Path("{author}")
    @PermitAll
    @Operation(
            operationId = "getAuthor",
            summary = "Get an author",
            description = "Includes the author's biography and number of live stories.")
    public AuthorRepresentation get(@PathParam("author") String author) {
        return authors.get(author);
    }
}

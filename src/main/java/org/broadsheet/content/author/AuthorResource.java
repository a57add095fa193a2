package org.broadsheet.content.author;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoriesOfEntry;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.content.taxonomy.FieldsColumn;
import org.broadsheet.content.taxonomy.TaxonomyQuery;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
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

    @RequestScoped
    static class StoriesParameters extends RequestQuery {
        StoriesParameters() {
            super(StoryListParameters.without(TaxonomyKind.AUTHOR));
        }
    }

    private final TaxonomyQuery<AuthorRepresentation.Row, AuthorRepresentation> authors;
    private final StoriesOfEntry stories;

    AuthorResource(Session database, Dependencies dependencies, StoriesOfEntry stories, ObjectMapper json) {
        FieldsColumn<AuthorFields> fields = new FieldsColumn<>(AuthorFields.class, json);
        this.authors = new TaxonomyQuery<>(
                TaxonomyKind.AUTHOR,
                AuthorRepresentation.Row.class,
                "t.name, t.name_key, " + fields.sql(),
                row -> row.represent(fields),
                database,
                dependencies);
        this.stories = stories;
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
    @Responds(308)
    @Operation(
            operationId = "getAuthor",
            summary = "Get an author",
            description = "Includes the author's biography and number of live stories. A former slug returns 308.")
    public AuthorRepresentation get(@PathParam("author") String author) {
        return authors.get(author);
    }

    @GET
    @Path("{author}/stories")
    @PermitAll
    @Responds(308)
    @Operation(
            operationId = "listAuthorStories",
            summary = "List stories of an author",
            description = "The author's live stories. Equivalent to `/v1/stories` with `author`, and with the same"
                    + " other parameters.")
    public Page<StoryRepresentation> stories(@PathParam("author") String author, @Context StoriesParameters query) {
        return stories.page(TaxonomyKind.AUTHOR, author, query);
    }
}

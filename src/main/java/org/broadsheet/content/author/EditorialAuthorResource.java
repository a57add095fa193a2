package org.broadsheet.content.author;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.taxonomy.EditorialTaxonomyResource;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.json.MergePatch;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The editorial API of authors. */
@Path("/v1/admin/authors")
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(name = "Editorial authors")
public class EditorialAuthorResource
        extends EditorialTaxonomyResource<Author, AuthorInput, AuthorRepresentation.Editorial> {

    EditorialAuthorResource() {
        super(TaxonomyKind.AUTHOR, Author.class, Author::new, AuthorInput.class);
    }

    @GET
    @RolesAllowed(Scope.STORIES_READ)
    @Operation(
            operationId = "listEditorialAuthors",
            summary = "List authors for editing, by name",
            description = "Includes those without a live story. Each has its creation and update times.")
    public Page<AuthorRepresentation.Editorial> list(@Context PageParameters query) {
        return page(query);
    }

    @POST
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "createAuthor",
            summary = "Create an author",
            description = "Readers see it immediately. The slug is generated from the name if absent.")
    @RequestBodySchema(AuthorInput.class)
    @APIResponseSchema(value = AuthorRepresentation.Editorial.class, responseCode = "201")
    public Response post(JsonContent content) {
        return create(content);
    }

    @GET
    @Path("{author}")
    @RolesAllowed(Scope.STORIES_READ)
    @Transactional
    @Operation(
            operationId = "getEditorialAuthor",
            summary = "Get an author for editing",
            description = "Its `ETag` is the version to send as `If-Match` with an update.")
    @APIResponseSchema(AuthorRepresentation.Editorial.class)
    public Response get(@PathParam("author") String name) {
        return read(name);
    }

    @PATCH
    @Path("{author}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Transactional
    @Operation(
            operationId = "changeAuthor",
            summary = "Update an author",
            description = "Absent members stay unchanged. A new name is visible at once in all stories of the"
                    + " author, and the change feed contains each of them.")
    @RequestBodySchema(AuthorInput.class)
    @APIResponseSchema(AuthorRepresentation.Editorial.class)
    public Response patch(
            @PathParam("author") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonContent content) {
        return change(name, ifMatch, content);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{author}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Transactional
    @Operation(
            operationId = "deleteAuthor",
            summary = "Delete an author, or replace it in all stories",
            description = "Rejected with 409 `in-use` while stories reference it, unless `replaceWith` names a"
                    + " replacement.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void remove(
            @PathParam("author") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context DeletionParameters query) {
        delete(name, ifMatch, query.replacement());
    }

    @Override
    protected AuthorInput write(Author author) {
        return new AuthorInput(author.slug, author.getName(), author.getFields());
    }

    @Override
    protected void apply(Author author, AuthorInput written) {
        author.setName(written.name().strip());
        author.setFields(written.fields());
    }

    @Override
    protected AuthorRepresentation.Editorial represent(Author author) {
        return new AuthorRepresentation.Editorial(
                author.id, author.slug, author.getName(), author.getFields(), author.createdAt, author.updatedAt);
    }
}

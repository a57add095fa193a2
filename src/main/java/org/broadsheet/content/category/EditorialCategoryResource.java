package org.broadsheet.content.category;

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

/** The editorial API of categories. */
@Path("/v1/admin/categories")
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(name = "Editorial categories")
public class EditorialCategoryResource
        extends EditorialTaxonomyResource<Category, CategoryInput, CategoryRepresentation.Editorial> {

    EditorialCategoryResource() {
        super(TaxonomyKind.CATEGORY, Category.class, Category::new, CategoryInput.class);
    }

    @GET
    @RolesAllowed(Scope.STORIES_READ)
    @Operation(
            operationId = "listEditorialCategories",
            summary = "List categories for editing, by position",
            description = "Includes those without a live story. Each has its creation and update times.")
    public Page<CategoryRepresentation.Editorial> list(@Context PageParameters query) {
        return page(query);
    }

    @POST
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "createCategory",
            summary = "Create a category",
            description = "Readers see it immediately. If absent, the slug is generated from the name, and the"
                    + " position is the last one.")
    @RequestBodySchema(CategoryInput.class)
    @APIResponseSchema(value = CategoryRepresentation.Editorial.class, responseCode = "201")
    public Response post(JsonContent content) {
        return create(content);
    }

    @GET
    @Path("{category}")
    @RolesAllowed(Scope.STORIES_READ)
    @Transactional
    @Operation(
            operationId = "getEditorialCategory",
            summary = "Get a category for editing",
            description = "Its `ETag` is the version to send as `If-Match` with an update.")
    @APIResponseSchema(CategoryRepresentation.Editorial.class)
    public Response get(@PathParam("category") String name) {
        return read(name);
    }

    @PATCH
    @Path("{category}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Transactional
    @Operation(
            operationId = "changeCategory",
            summary = "Update a category",
            description = "Absent members stay unchanged. A new name is visible at once in all stories of the"
                    + " category, and the change feed contains each of them.")
    @RequestBodySchema(CategoryInput.class)
    @APIResponseSchema(CategoryRepresentation.Editorial.class)
    public Response patch(
            @PathParam("category") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            JsonContent content) {
        return change(name, ifMatch, content);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{category}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Transactional
    @Operation(
            operationId = "deleteCategory",
            summary = "Delete a category, or replace it in all stories",
            description = "Rejected with 409 `in-use` while stories reference it, unless `replaceWith` names a"
                    + " replacement.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void remove(
            @PathParam("category") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context DeletionParameters query) {
        delete(name, ifMatch, query.replacement());
    }

    @Override
    protected CategoryInput write(Category category) {
        return new CategoryInput(category.slug, category.name, category.getFields(), category.position);
    }

    @Override
    protected void apply(Category category, CategoryInput written) {
        category.name = written.name().strip();
        category.setFields(written.fields());
    }

    @Override
    protected CategoryRepresentation.Editorial represent(Category category) {
        return new CategoryRepresentation.Editorial(
                category.id,
                category.slug,
                category.name,
                category.getFields(),
                category.position,
                category.createdAt,
                category.updatedAt);
    }
}

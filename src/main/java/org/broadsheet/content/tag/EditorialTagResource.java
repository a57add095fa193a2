package org.broadsheet.content.tag;

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
import java.util.List;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.taxonomy.EditorialTaxonomyResource;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.json.MergePatch;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The editorial API of tags. */
@Path("/v1/admin/tags")
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(name = "Editorial tags")
public class EditorialTagResource extends EditorialTaxonomyResource<Tag, TagInput, TagRepresentation.Editorial> {

    EditorialTagResource() {
        super(TaxonomyKind.TAG, Tag.class, Tag::new, TagInput.class);
    }

    @GET
    @RolesAllowed(Scope.STORIES_READ)
    @Operation(
            operationId = "listEditorialTags",
            summary = "List tags for editing, by name",
            description = "Includes those without a live story. Each has its creation and update times.")
    public Page<TagRepresentation.Editorial> list(@Context PageParameters query) {
        return page(query);
    }

    @POST
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "createTag",
            summary = "Create a tag",
            description = "Readers see it immediately. Saving a story with a new tag creates the tag, too. Tag"
                    + " names are unique, ignoring case and Unicode normal form; a duplicate is rejected with"
                    + " 409 `conflict`.")
    @RequestBodySchema(TagInput.class)
    @APIResponseSchema(value = TagRepresentation.Editorial.class, responseCode = "201")
    public Response post(JsonContent content) {
        return create(content);
    }

    @GET
    @Path("{tag}")
    @RolesAllowed(Scope.STORIES_READ)
    @Transactional
    @Operation(
            operationId = "getEditorialTag",
            summary = "Get a tag for editing",
            description = "Its `ETag` is the version to send as `If-Match` with an update.")
    @APIResponseSchema(TagRepresentation.Editorial.class)
    public Response get(@PathParam("tag") String name) {
        return read(name);
    }

    @PATCH
    @Path("{tag}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Transactional
    @Operation(
            operationId = "changeTag",
            summary = "Update a tag",
            description = "Absent members stay unchanged. A new name is visible at once in all stories of the tag,"
                    + " and the change feed contains each of them.")
    @RequestBodySchema(TagInput.class)
    @APIResponseSchema(TagRepresentation.Editorial.class)
    public Response patch(
            @PathParam("tag") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonContent content) {
        return change(name, ifMatch, content);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{tag}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Transactional
    @Operation(
            operationId = "deleteTag",
            summary = "Delete a tag, or replace it in all stories",
            description = "Rejected with 409 `in-use` while stories reference it, unless `replaceWith` names a"
                    + " replacement.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void remove(
            @PathParam("tag") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context DeletionParameters query) {
        delete(name, ifMatch, query.replacement());
    }

    @Override
    protected TagInput write(Tag tag) {
        return new TagInput(tag.slug, tag.getName(), tag.getFields());
    }

    @Override
    protected void apply(Tag tag, TagInput written) {
        String name = written.name().strip();
        if (TagName.key(name).isEmpty()) {
            throw ProblemException.invalidContent("/name", TagName.ACCEPTED);
        }
        if (!tag.isNamed(name)) {
            Tag.ofName(name).ifPresent(other -> {
                throw ProblemException.of(
                        ProblemType.CONFLICT,
                        List.of(ProblemError.at("/name", "is the name of another tag, " + other.slug)));
            });
        }
        String before = tag.getName();
        boolean wasFoundByName = tag.isFoundByName();
        tag.setName(name);
        tag.setFields(written.fields());
        if (wasFoundByName && !tag.isNamed(before)) {
            Tag.handOn(before);
        }
    }

    @Override
    protected void afterDeletion(Tag tag) {
        if (tag.isFoundByName()) {
            Tag.handOn(tag.getName());
        }
    }

    @Override
    protected boolean isShown(Tag tag) {
        return tag.announced;
    }

    @Override
    protected void show(Tag tag) {
        tag.announced = true;
    }

    @Override
    protected TagRepresentation.Editorial represent(Tag tag) {
        return new TagRepresentation.Editorial(
                tag.id, tag.slug, tag.getName(), tag.getFields(), tag.createdAt, tag.updatedAt);
    }
}

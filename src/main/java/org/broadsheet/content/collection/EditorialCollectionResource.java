package org.broadsheet.content.collection;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoryNames;
import org.broadsheet.content.taxonomy.EditorialTaxonomyResource;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Evicting;
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

/** The editorial API of collections. */
@Path("/v1/admin/collections")
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(name = "Editorial collections")
public class EditorialCollectionResource
        extends EditorialTaxonomyResource<StoryCollection, CollectionInput, CollectionRepresentation.Editorial> {

    private final StoryNames storyNames;
    private final Evicting evicting;

    EditorialCollectionResource(StoryNames storyNames, Evicting evicting) {
        super(TaxonomyKind.COLLECTION, StoryCollection.class, StoryCollection::new, CollectionInput.class);
        this.storyNames = storyNames;
        this.evicting = evicting;
    }

    @GET
    @RolesAllowed(Scope.STORIES_READ)
    @Operation(
            operationId = "listEditorialCollections",
            summary = "List collections for editing, by position",
            description = "Includes all stories that they name, whatever their status.")
    public Page<CollectionRepresentation.Editorial> list(@Context PageParameters query) {
        return page(query);
    }

    @POST
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "createCollection",
            summary = "Create a collection",
            description = "Readers see it immediately, with those of its stories that are live.")
    @RequestBodySchema(CollectionInput.class)
    @APIResponseSchema(value = CollectionRepresentation.Editorial.class, responseCode = "201")
    public Response post(JsonContent content) {
        return create(content);
    }

    @GET
    @Path("{collection}")
    @RolesAllowed(Scope.STORIES_READ)
    @Transactional
    @Operation(
            operationId = "getEditorialCollection",
            summary = "Get a collection for editing",
            description = "Includes all stories that it names, whatever their status. Its `ETag` is the version to"
                    + " send as `If-Match` with an update.")
    @APIResponseSchema(CollectionRepresentation.Editorial.class)
    public Response get(@PathParam("collection") String name) {
        return read(name);
    }

    @PATCH
    @Path("{collection}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Transactional
    @Operation(
            operationId = "changeCollection",
            summary = "Update a collection",
            description = "Absent members stay unchanged. `stories` replaces the whole list.")
    @RequestBodySchema(CollectionInput.class)
    @APIResponseSchema(CollectionRepresentation.Editorial.class)
    public Response patch(
            @PathParam("collection") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            JsonContent content) {
        return change(name, ifMatch, content);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{collection}")
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Transactional
    @Operation(
            operationId = "deleteCollection",
            summary = "Delete a collection",
            description = "Readers get 404 for it from then on.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void remove(@PathParam("collection") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        delete(name, ifMatch, Optional.empty());
    }

    @Override
    protected CollectionInput write(StoryCollection collection) {
        return new CollectionInput(
                collection.slug,
                collection.title,
                collection.description,
                collection.position,
                storyNames.of(collection.stories));
    }

    @Override
    protected void apply(StoryCollection collection, CollectionInput written) {
        collection.title = written.title().strip();
        collection.description = written.description();
        List<UUID> stories = idsOf(written.stories());
        if (!collection.stories.equals(stories)) {
            evicting.evict(CacheGroup.Kind.COLLECTIONS_OF, inOneOnly(collection.stories, stories));
            collection.stories.clear();
            collection.stories.addAll(stories);
            if (collection.id != null) {
                // Pages also depend on stories that are not live, since each of them appears when it goes live.
                evicting.evict(CacheGroup.Kind.of(TaxonomyKind.COLLECTION), List.of(collection.id));
            }
        }
    }

    @Override
    protected boolean isChangedForReaders(StoryCollection collection, CollectionInput before, CollectionInput after) {
        return !before.with(List.of()).equals(after.with(List.of()))
                || !storyNames.liveIdsOf(before.stories()).equals(storyNames.liveIdsOf(after.stories()));
    }

    @Override
    protected CollectionRepresentation.Editorial represent(StoryCollection collection) {
        return new CollectionRepresentation.Editorial(
                collection.id,
                collection.slug,
                collection.title,
                collection.description,
                collection.position,
                storyNames.of(collection.stories),
                collection.createdAt,
                collection.updatedAt);
    }

    private static List<UUID> inOneOnly(List<UUID> before, List<UUID> after) {
        return Stream.concat(
                        before.stream().filter(story -> !after.contains(story)),
                        after.stream().filter(story -> !before.contains(story)))
                .toList();
    }

    private List<UUID> idsOf(List<String> names) {
        List<ProblemError> errors = new ArrayList<>();
        List<UUID> stories = storyNames.idsOf(names, "/stories", errors);
        if (!errors.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, errors);
        }
        return stories;
    }
}

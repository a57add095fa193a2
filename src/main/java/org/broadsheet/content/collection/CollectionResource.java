package org.broadsheet.content.collection;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.Function;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoryListQuery;
import org.broadsheet.content.story.StorySummary;
import org.broadsheet.content.taxonomy.TaxonomyQuery;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** The delivery API of collections. */
@Path("/v1/collections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collections")
public class CollectionResource {

    private static final PageRequest FIRST_HUNDRED =
            new PageRequest(100, Optional.empty(), PageRequest.TotalKind.NONE, "");

    private final TaxonomyQuery<CollectionRepresentation, CollectionRepresentation> collections;
    private final StoryListQuery lists;

    CollectionResource(Session database, Dependencies dependencies, StoryListQuery lists) {
        this.collections = new TaxonomyQuery<>(
                TaxonomyKind.COLLECTION,
                CollectionRepresentation.class,
                "t.title, t.description, t.position",
                Function.identity(),
                database,
                dependencies);
        this.lists = lists;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listCollections",
            summary = "List collections, by position",
            description = "Without their stories; get a collection for its stories.")
    public Page<CollectionRepresentation> list(@Context PageParameters query) {
        return collections.page(PageRequest.from(query));
    }

    @GET
    @Path("{collection}")
    @PermitAll
    @Responds(308)
    @Operation(
            operationId = "getCollection",
            summary = "Get a collection with its stories",
            description = "Includes its first 100 stories in the editor's order."
                    + " `/v1/collections/{collection}/stories` has all of them, paginated. A former slug returns 308.")
    public CollectionWithStories get(@PathParam("collection") String collection) {
        CollectionRepresentation found = collections.get(collection);
        return CollectionWithStories.from(
                found, lists.inOrderOf(found.id(), FIRST_HUNDRED).items());
    }

    @GET
    @Path("{collection}/stories")
    @PermitAll
    @Responds(308)
    @Operation(
            operationId = "listCollectionStories",
            summary = "List stories of a collection, in the editor's order",
            description = "Only live stories, paginated.")
    public Page<StorySummary> stories(@PathParam("collection") String collection, @Context PageParameters query) {
        PageRequest request = PageRequest.from(query);
        return lists.inOrderOf(collections.get(collection).id(), request);
    }
}

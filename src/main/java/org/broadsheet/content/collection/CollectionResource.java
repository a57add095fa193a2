package org.broadsheet.content.collection;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoriesOfEntry;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.story.StoryListQuery;
import org.broadsheet.content.story.StoryRepresentation;
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

/** The delivery API of collections. */
@Path("/v1/collections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collections")
public class CollectionResource {

    private static final int INCLUDED_STORIES = 100;

    @RequestScoped
    static class StoriesParameters extends RequestQuery {
        StoriesParameters() {
            super(StoryListParameters.without(TaxonomyKind.COLLECTION));
        }
    }

    private final TaxonomyQuery<CollectionRepresentation, CollectionRepresentation> collections;
    private final StoryListQuery lists;
    private final StoriesOfEntry stories;

    CollectionResource(Session database, Dependencies dependencies, StoryListQuery lists, StoriesOfEntry stories) {
        this.collections = new TaxonomyQuery<>(
                TaxonomyKind.COLLECTION,
                CollectionRepresentation.class,
                "t.title, t.description, t.position",
                Function.identity(),
                database,
                dependencies);
        this.lists = lists;
        this.stories = stories;
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
        return CollectionWithStories.from(found, lists.first(found.id(), INCLUDED_STORIES));
    }

    @GET
    @Path("{collection}/stories")
    @PermitAll
    @Responds(308)
    @Operation(
            operationId = "listCollectionStories",
            summary = "List stories of a collection, in the editor's order",
            description = "Only live stories, paginated, with the parameters of `/v1/stories`. `sort` selects another"
                    + " order.")
    public Page<StoryRepresentation> stories(
            @PathParam("collection") String collection, @Context StoriesParameters query) {
        return stories.page(TaxonomyKind.COLLECTION, collection, query);
    }
}

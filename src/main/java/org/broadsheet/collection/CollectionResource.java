package org.broadsheet.collection;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.broadsheet.http.Parameter;
import org.broadsheet.http.Query;
import org.broadsheet.http.Slug;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.story.StoryListQuery;
import org.broadsheet.story.StorySummary;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Delivery of collections. */
@Path("/v1/collections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collections")
public class CollectionResource {

    /** What {@link #list} and {@link #stories} accept. */
    public static final List<Parameter<?>> LIST_PARAMETERS =
            List.of(PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL);

    private static final PageRequest FIRST_HUNDRED =
            new PageRequest(100, Optional.empty(), PageRequest.TotalKind.NONE, "");

    private final CollectionQuery collections;
    private final StoryListQuery lists;

    CollectionResource(CollectionQuery collections, StoryListQuery lists) {
        this.collections = collections;
        this.lists = lists;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listCollections",
            summary = "All collections, in the order of their position",
            description = "Without their stories, which each collection has at its own address.")
    public Page<CollectionRepresentation> list(@Context UriInfo uri) {
        return collections.page(PageRequest.from(Query.read(uri, LIST_PARAMETERS)));
    }

    @GET
    @Path("{collection}")
    @PermitAll
    @Operation(
            operationId = "getCollection",
            summary = "One collection with its stories, by slug or id",
            description = "The first hundred stories come along, in the order that its editor chose; all of them are at"
                    + " `/v1/collections/{collection}/stories`.")
    public CollectionWithStories get(@PathParam("collection") String collection, @Context UriInfo uri) {
        Query.read(uri, List.of());
        CollectionRepresentation found = find(collection);
        return CollectionWithStories.from(
                found, lists.inOrderOf(found.id(), FIRST_HUNDRED).items());
    }

    @GET
    @Path("{collection}/stories")
    @PermitAll
    @Operation(
            operationId = "listCollectionStories",
            summary = "Stories of a collection, in the editor's order",
            description = "Only those that are live, page by page.")
    public Page<StorySummary> stories(@PathParam("collection") String collection, @Context UriInfo uri) {
        PageRequest request = PageRequest.from(Query.read(uri, LIST_PARAMETERS));
        return lists.inOrderOf(find(collection).id(), request);
    }

    private CollectionRepresentation find(String collection) {
        return collections
                .find(Slug.orId("collection", collection))
                .orElseThrow(() -> ProblemException.notFound("There is no collection " + collection + "."));
    }
}

package org.broadsheet.category;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.broadsheet.http.Parameter;
import org.broadsheet.http.Query;
import org.broadsheet.http.Slug;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Delivery of categories. */
@Path("/v1/categories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Categories")
public class CategoryResource {

    /** What {@link #list} accepts. */
    public static final List<Parameter<?>> LIST_PARAMETERS =
            List.of(PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL);

    private final CategoryQuery categories;

    CategoryResource(CategoryQuery categories) {
        this.categories = categories;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listCategories",
            summary = "All categories, in the order of their position",
            description = "Few enough to keep: ask again with `If-None-Match`. Each says how many live stories it has.")
    public Page<CategoryRepresentation> list(@Context UriInfo uri) {
        return categories.page(PageRequest.from(Query.read(uri, LIST_PARAMETERS)));
    }

    @GET
    @Path("{category}")
    @PermitAll
    @Operation(
            operationId = "getCategory",
            summary = "One category, by slug or id",
            description = "With its name, its place among the others, and how many live stories it has.")
    public CategoryRepresentation get(@PathParam("category") String category, @Context UriInfo uri) {
        Query.read(uri, List.of());
        return categories
                .find(Slug.orId("category", category))
                .orElseThrow(() -> ProblemException.notFound("There is no category " + category + "."));
    }
}

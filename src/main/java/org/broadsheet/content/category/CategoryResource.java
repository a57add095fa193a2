package org.broadsheet.content.category;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.content.taxonomy.TaxonomyQuery;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** The delivery API of categories. */
@Path("/v1/categories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Categories")
public class CategoryResource {

    private final TaxonomyQuery<CategoryRepresentation, CategoryRepresentation> categories;

    CategoryResource(Session database, Dependencies dependencies) {
        this.categories = new TaxonomyQuery<>(
                TaxonomyKind.CATEGORY,
                CategoryRepresentation.class,
                "t.name, t.description, t.position",
                Function.identity(),
                database,
                dependencies);
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listCategories",
            summary = "List categories, by position",
            description = "The list is not paginated; revalidate it with `If-None-Match`. Each category has its"
                    + " number of live stories.")
    public Page<CategoryRepresentation> list(@Context PageParameters query) {
        return categories.page(PageRequest.from(query));
    }

    @GET
    @Path("{category}")
    @PermitAll
    @Operation(
            operationId = "getCategory",
            summary = "Get a category",
            description = "Includes its name, position and number of live stories.")
    public CategoryRepresentation get(@PathParam("category") String category) {
        return categories.get(category);
    }
}

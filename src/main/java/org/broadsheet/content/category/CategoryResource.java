package org.broadsheet.content.category;

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
import org.broadsheet.content.taxonomy.DescriptiveFields;
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

/** The delivery API of categories. */
@Path("/v1/categories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Categories")
public class CategoryResource {

    @RequestScoped
    static class StoriesParameters extends RequestQuery {
        StoriesParameters() {
            super(StoryListParameters.without(TaxonomyKind.CATEGORY));
        }
    }

    private final TaxonomyQuery<CategoryRepresentation.Row, CategoryRepresentation> categories;
    private final StoriesOfEntry stories;

    CategoryResource(Session database, Dependencies dependencies, StoriesOfEntry stories, ObjectMapper json) {
        FieldsColumn<DescriptiveFields> fields = new FieldsColumn<>(DescriptiveFields.class, json);
        this.categories = new TaxonomyQuery<>(
                TaxonomyKind.CATEGORY,
                CategoryRepresentation.Row.class,
                "t.name, " + fields.sql() + ", t.position",
                row -> row.represent(fields),
                database,
                dependencies);
        this.stories = stories;
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
    @Responds(308)
    @Operation(
            operationId = "getCategory",
            summary = "Get a category",
            description = "Includes its name, position and number of live stories. A former slug returns 308.")
    public CategoryRepresentation get(@PathParam("category") String category) {
        return categories.get(category);
    }

    @GET
    @Path("{category}/stories")
    @PermitAll
    @Responds(308)
    @Operation(
            operationId = "listCategoryStories",
            summary = "List stories of a category",
            description = "The category's live stories. Equivalent to `/v1/stories` with `category`, and with the"
                    + " same other parameters.")
    public Page<StoryRepresentation> stories(@PathParam("category") String category, @Context StoriesParameters query) {
        return stories.page(TaxonomyKind.CATEGORY, category, query);
    }
}

package org.broadsheet.content.tag;

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

/** The delivery API of tags. */
@Path("/v1/tags")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagResource {

    @RequestScoped
    static class StoriesParameters extends RequestQuery {
        StoriesParameters() {
            super(StoryListParameters.without(TaxonomyKind.TAG));
        }
    }

    private final TaxonomyQuery<TagRepresentation.Row, TagRepresentation> tags;
    private final StoriesOfEntry stories;

    TagResource(Session database, Dependencies dependencies, StoriesOfEntry stories, ObjectMapper json) {
        FieldsColumn<DescriptiveFields> fields = new FieldsColumn<>(DescriptiveFields.class, json);
        this.tags = new TaxonomyQuery<>(
                TaxonomyKind.TAG,
                TagRepresentation.Row.class,
                "t.name, t.name_key, " + fields.sql(),
                row -> row.represent(fields),
                database,
                dependencies);
        this.stories = stories;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listTags",
            summary = "List tags, by name",
            description = "Ordered by name. Each has its number of live stories.")
    public Page<TagRepresentation> list(@Context PageParameters query) {
        return tags.page(PageRequest.from(query));
    }

    @GET
    @Path("{tag}")
    @PermitAll
    @Responds(308)
    @Operation(
            operationId = "getTag",
            summary = "Get a tag",
            description = "Includes its name and number of live stories. A former slug returns 308.")
    public TagRepresentation get(@PathParam("tag") String tag) {
        return tags.get(tag);
    }

    @GET
    @Path("{tag}/stories")
    @PermitAll
    @Responds(308)
    @Operation(
            operationId = "listTagStories",
            summary = "List stories of a tag",
            description = "The tag's live stories. Equivalent to `/v1/stories` with `tag`, and with the same other"
                    + " parameters.")
    public Page<StoryRepresentation> stories(@PathParam("tag") String tag, @Context StoriesParameters query) {
        return stories.page(TaxonomyKind.TAG, tag, query);
    }
}

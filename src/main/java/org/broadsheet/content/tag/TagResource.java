package org.broadsheet.content.tag;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.content.taxonomy.TaxonomyQuery;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.paging.Page;
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

    private final TaxonomyQuery<TagRepresentation.Row, TagRepresentation> tags;

    TagResource(Session database, Dependencies dependencies) {
        this.tags = new TaxonomyQuery<>(
                TaxonomyKind.TAG,
                TagRepresentation.Row.class,
                "t.name, t.name_key",
                TagRepresentation.Row::represent,
                database,
                dependencies);
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listTags",
            summary = "List tags, by name",
            description = "Ordered by name. Each has its number of live stories.")
    public Page<TagRepresentation> list(@Context UriInfo uri) {
        return tags.page(PageRequest.from(RequestQuery.read(uri, PageRequest.PARAMETERS)));
    }

    @GET
    @Path("{tag}")
    @PermitAll
    @Operation(
            operationId = "getTag",
            summary = "Get a tag",
            description = "Includes its name and number of live stories.")
    public TagRepresentation get(@PathParam("tag") String tag, @Context UriInfo uri) {
        RequestQuery.read(uri, List.of());
        return tags.get(tag);
    }
}

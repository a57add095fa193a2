package org.broadsheet.tag;

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

/** Delivery of tags. */
@Path("/v1/tags")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagResource {

    /** What {@link #list} accepts. */
    public static final List<Parameter<?>> LIST_PARAMETERS =
            List.of(PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL);

    private final TagQuery tags;

    TagResource(TagQuery tags) {
        this.tags = tags;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listTags",
            summary = "All tags, by name",
            description = "In the order of their names. Each says how many live stories it has.")
    public Page<TagRepresentation> list(@Context UriInfo uri) {
        return tags.page(PageRequest.from(Query.read(uri, LIST_PARAMETERS)));
    }

    @GET
    @Path("{tag}")
    @PermitAll
    @Operation(
            operationId = "getTag",
            summary = "One tag, by slug or id",
            description = "With its name, and how many live stories it has.")
    public TagRepresentation get(@PathParam("tag") String tag, @Context UriInfo uri) {
        Query.read(uri, List.of());
        return tags.find(Slug.orId("tag", tag))
                .orElseThrow(() -> ProblemException.notFound("There is no tag " + tag + "."));
    }
}

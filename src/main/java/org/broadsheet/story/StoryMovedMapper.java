package org.broadsheet.story;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A former slug answers 308 to the same request under the current one. */
public class StoryMovedMapper {

    @ServerExceptionMapper
    public Response redirect(StoryMovedException moved, UriInfo uri) {
        String path = uri.getRequestUri().getRawPath().replace("/stories/" + moved.from(), "/stories/" + moved.to());
        String query = uri.getRequestUri().getRawQuery();
        return Response.status(Response.Status.PERMANENT_REDIRECT)
                .header(HttpHeaders.LOCATION, query == null ? path : path + "?" + query)
                .build();
    }
}

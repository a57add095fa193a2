package org.broadsheet.identity.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.broadsheet.platform.http.Surface;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Forbids every cache to store editorial responses. */
public class EditorialResponseFilter {

    @ServerResponseFilter
    public void keepOutOfCaches(ContainerRequestContext request, ContainerResponseContext response) {
        if (Surface.of(request.getUriInfo().getPath()) == Surface.EDITORIAL) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}

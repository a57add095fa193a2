package org.broadsheet.platform.operation;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.broadsheet.platform.problem.AllowedMethods;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Makes {@code OPTIONS} name the methods of its own path, where the framework names those of all paths with the same
 * beginning.
 */
public class AllowHeader {

    private final AllowedMethods allowed;

    AllowHeader(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerResponseFilter
    public void allow(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)
                && response.getHeaders().containsKey(HttpHeaders.ALLOW)) {
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.ALLOW,
                            String.join(", ", allowed.at(request.getUriInfo().getPath())));
        }
    }
}

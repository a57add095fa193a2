package org.broadsheet.paging;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says in a {@code Link} header (RFC 8288) where the next page is; relative, so that it holds behind any proxy. */
public class PageLinks {

    /** Response filters run from the highest priority down: before the page becomes bytes. */
    @ServerResponseFilter(priority = Priorities.USER + 1_000)
    public void link(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Page<?> page && page.page().next() != null) {
            URI next = request.getUriInfo()
                    .getRequestUriBuilder()
                    .replaceQueryParam(PageRequest.CURSOR.name(), page.page().next())
                    .build();
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.LINK, "<%s?%s>; rel=\"next\"".formatted(next.getRawPath(), next.getRawQuery()));
        }
    }
}

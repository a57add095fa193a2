package org.broadsheet.platform.paging;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.operation.CanonicalRequest;
import org.broadsheet.platform.operation.Operations;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Adds a {@code Link} header (RFC 8288) to the next page; without a host, so that it is correct behind any proxy. In
 * delivery, the link is the canonical request, since equivalent requests share a response.
 */
public class PageLinks {

    private final CurrentVertxRequest current;
    private final Operations operations;

    PageLinks(CurrentVertxRequest current, Operations operations) {
        this.current = current;
        this.operations = operations;
    }

    /** Before the page is serialised: response filters run from the highest priority down. */
    @ServerResponseFilter(priority = Priorities.USER + 1_000)
    public void link(ContainerResponseContext response) {
        if (response.getEntity() instanceof Paged page && page.page().next() != null) {
            HttpServerRequest request = current.getCurrent().request();
            String given = CanonicalRequest.of(request.uri(), operations)
                    .map(CanonicalRequest::query)
                    .orElse(Objects.requireNonNullElse(request.query(), ""));
            String cursor = PageRequest.CURSOR.name() + "=";
            String query = Stream.concat(
                            Stream.of(given.split("&"))
                                    .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith(cursor)),
                            Stream.of(cursor + page.page().next()))
                    .collect(Collectors.joining("&"));
            String path = PublicUrl.configured().pathOf(request.path());
            response.getHeaders().putSingle(HttpHeaders.LINK, "<%s?%s>; rel=\"next\"".formatted(path, query));
        }
    }
}

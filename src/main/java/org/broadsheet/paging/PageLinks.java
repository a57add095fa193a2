package org.broadsheet.paging;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.address.PublicUrl;
import org.broadsheet.http.CanonicalRequest;
import org.broadsheet.http.DeliveryOperations;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Says in a {@code Link} header (RFC 8288) where the next page is; without a host, so that it holds behind any proxy. Of
 * delivery it is the canonical request, since requests that mean the same share a response.
 */
public class PageLinks {

    private final CurrentVertxRequest current;
    private final DeliveryOperations operations;

    PageLinks(CurrentVertxRequest current, DeliveryOperations operations) {
        this.current = current;
        this.operations = operations;
    }

    /** Response filters run from the highest priority down: before the page becomes bytes. */
    @ServerResponseFilter(priority = Priorities.USER + 1_000)
    public void link(ContainerResponseContext response) {
        if (response.getEntity() instanceof Paged page && page.page().next() != null) {
            HttpServerRequest asked = current.getCurrent().request();
            String given = CanonicalRequest.of(asked.uri(), operations)
                    .map(CanonicalRequest::query)
                    .orElse(Objects.requireNonNullElse(asked.query(), ""));
            String cursor = PageRequest.CURSOR.name() + "=";
            String query = Stream.concat(
                            Stream.of(given.split("&"))
                                    .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith(cursor)),
                            Stream.of(cursor + page.page().next()))
                    .collect(Collectors.joining("&"));
            String path = PublicUrl.configured().pathOf(asked.path());
            response.getHeaders().putSingle(HttpHeaders.LINK, "<%s?%s>; rel=\"next\"".formatted(path, query));
        }
    }
}

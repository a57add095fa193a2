package org.broadsheet.platform.paging;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.operation.CanonicalRequest;
import org.broadsheet.platform.operation.Operations;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Adds a {@code Link} header (RFC 8288) to the next and the previous page; without a host, so that it is correct
 * behind any proxy. In delivery, the link is the canonical request, since equivalent requests share a response.
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
        if (response.getEntity() instanceof Paged page) {
            String links = Stream.of(
                            link(page.page().next(), "next"), link(page.page().previous(), "prev"))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", "));
            if (!links.isEmpty()) {
                response.getHeaders().putSingle(HttpHeaders.LINK, links);
            }
        }
    }

    /** @param cursor of the page; null if there is none */
    private Optional<String> link(String cursor, String relation) {
        if (cursor == null) {
            return Optional.empty();
        }
        HttpServerRequest request = current.getCurrent().request();
        String given = CanonicalRequest.of(request.uri(), operations)
                .map(CanonicalRequest::query)
                .orElse(Objects.requireNonNullElse(request.query(), ""));
        String parameter = PageRequest.CURSOR.name() + "=";
        String query = Stream.concat(
                        Stream.of(given.split("&")).filter(other -> !other.isEmpty() && !other.startsWith(parameter)),
                        Stream.of(parameter + cursor))
                .collect(Collectors.joining("&"));
        return Optional.of(
                "<%s?%s>; rel=\"%s\"".formatted(PublicUrl.configured().pathOf(request.path()), query, relation));
    }
}

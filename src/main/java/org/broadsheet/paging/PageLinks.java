package org.broadsheet.paging;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says in a {@code Link} header (RFC 8288) where the next page is; relative, so that it holds behind any proxy. */
public class PageLinks {

    private final CurrentVertxRequest current;

    PageLinks(CurrentVertxRequest current) {
        this.current = current;
    }

    /** Response filters run from the highest priority down: before the page becomes bytes. */
    @ServerResponseFilter(priority = Priorities.USER + 1_000)
    public void link(ContainerResponseContext response) {
        if (response.getEntity() instanceof Paged page && page.page().next() != null) {
            HttpServerRequest asked = current.getCurrent().request();
            String cursor = PageRequest.CURSOR.name() + "=";
            String query = Stream.concat(
                            Stream.of(Objects.requireNonNullElse(asked.query(), "")
                                            .split("&"))
                                    .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith(cursor)),
                            Stream.of(cursor + page.page().next()))
                    .collect(Collectors.joining("&"));
            response.getHeaders().putSingle(HttpHeaders.LINK, "<%s?%s>; rel=\"next\"".formatted(asked.path(), query));
        }
    }
}

package org.broadsheet.delivery.cors;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.monitoring.RequestId;
import org.broadsheet.platform.operation.ConditionalHeader;

/**
 * Allows pages of other origins to read delivery, and nothing else. Quarkus's own CORS filter covers the whole server.
 * It also responds to a wildcard with the caller's origin, which would split every shared cache by origin.
 */
@ApplicationScoped
class DeliveryCors {

    /** The header as a browser sends it; Vert.x rejects anything else with 400. */
    private static final Pattern ORIGIN = Pattern.compile(DeliveryConfig.Cors.ORIGIN);

    private static final List<String> ALLOWED = Stream.concat(
                    Arrays.stream(ConditionalHeader.values()).map(ConditionalHeader::header),
                    Stream.of("Accept", "Accept-Encoding", "Cache-Control", "Last-Event-ID", RequestId.HEADER))
            .toList();

    private static final List<String> EXPOSED =
            List.of("Age", "Cache-Status", "ETag", "Last-Modified", "Link", "Retry-After", RequestId.HEADER);

    private final DeliveryConfig config;

    DeliveryCors(DeliveryConfig config) {
        this.config = config;
    }

    void register(@Observes Router router) {
        config.cors().origins().ifPresent(configured -> {
            Set<String> origins = configured.stream().map(String::strip).collect(Collectors.toSet());
            CorsHandler cors = CorsHandler.create()
                    .allowedMethods(ordered(List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)))
                    .allowedHeaders(ordered(ALLOWED))
                    .exposedHeaders(ordered(EXPOSED))
                    .maxAgeSeconds((int) config.cors().maxAge().toSeconds());
            boolean any = origins.contains("*");
            if (!any) {
                origins.forEach(cors::addOrigin);
            }
            RequestHandlerOrder.CORS.route(router).handler(context -> {
                String origin = context.request().getHeader(HttpHeaders.ORIGIN);
                if (!Surface.of(context.normalizedPath()).isReadOnlyApi()) {
                    context.next();
                } else if (any && origin == null) {
                    // A shared cache may store the response for a page of another origin.
                    context.response()
                            .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                            .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(",", EXPOSED));
                    context.next();
                } else if (any ? ORIGIN.matcher(origin).matches() : origins.contains(origin)) {
                    if (origins.size() == 1 && !any) {
                        context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
                    }
                    cors.handle(context);
                } else {
                    // Vert.x would reject the request; without the headers, the browser rejects the response.
                    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
                    context.next();
                }
            });
        });
    }

    /** The order is the same on all nodes; the order of {@code Set.of} is not. */
    private static <T> Set<T> ordered(List<T> elements) {
        return new LinkedHashSet<>(elements);
    }
}

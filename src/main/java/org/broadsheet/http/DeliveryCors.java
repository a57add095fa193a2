package org.broadsheet.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets pages of other sites read delivery, and delivery only. Quarkus's own CORS filter covers the whole server and
 * answers a wildcard with the caller's origin, which would split every shared cache by origin.
 */
@ApplicationScoped
class DeliveryCors {

    /** Before the cache, whose answers are for the pages of other sites too. */
    private static final int FIRST = -1_700;

    /** What a browser sends; Vert.x answers anything else with 400. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s]+");

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
                    .allowedHeaders(ordered(List.of(
                            "Accept",
                            "Accept-Encoding",
                            "Cache-Control",
                            "If-Modified-Since",
                            "If-None-Match",
                            "Last-Event-ID",
                            RequestId.HEADER)))
                    .exposedHeaders(ordered(EXPOSED))
                    .maxAgeSeconds((int) config.cors().maxAge().toSeconds());
            boolean any = origins.contains("*");
            if (!any) {
                origins.forEach(cors::addOrigin);
            }
            router.route("/v1/*").order(FIRST).handler(context -> {
                String origin = context.request().getHeader(HttpHeaders.ORIGIN);
                if (context.request().path().startsWith("/v1/admin/")) {
                    context.next();
                } else if (any && origin == null) {
                    // A shared cache may keep the response for a page of another site.
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
                    // Vert.x would refuse the request; to withhold the headers is enough, and the browser refuses.
                    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
                    context.next();
                }
            });
        });
    }

    /** In one order on all nodes, in which the platform's own sets differ. */
    private static <T> Set<T> ordered(List<T> elements) {
        return new LinkedHashSet<>(elements);
    }
}

package org.broadsheet.platform.monitoring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.arc.All;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.http.Surface;

/**
 * Bounds the labels of request timings. Quarkus labels a request without a route with its own path and method: a client
 * could create labels until the registry is full, and a mistyped preview URL would show its token.
 */
class RequestMetrics {

    private static final String TIMINGS = "http.server.requests";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** Routes of Quarkus, and its labels for requests without a route. */
    private static final Set<String> OF_QUARKUS = Set.of(
            Surface.METRICS,
            Surface.HEALTH,
            Surface.HEALTH + "/live",
            Surface.HEALTH + "/ready",
            Surface.HEALTH + "/started",
            "NOT_FOUND",
            "REDIRECTION");

    private static final int NOT_FOUND = 404;

    void register(@Observes Router router) {
        RequestHandlerOrder.METRICS_PATHS
                .place(router.routeWithRegex(Surface.METRICS + "/.*"))
                .handler(context -> context.fail(NOT_FOUND));
    }

    @Produces
    @Singleton
    MeterFilter boundedLabels(@All List<RouteTemplates> routes) {
        return new BoundedLabels(routes);
    }

    private static final class BoundedLabels implements MeterFilter {

        private final List<RouteTemplates> routes;
        private Set<String> known;

        BoundedLabels(List<RouteTemplates> routes) {
            this.routes = routes;
        }

        @Override
        public Meter.Id map(Meter.Id id) {
            if (!id.getName().equals(TIMINGS)) {
                return id;
            }
            String method = id.getTag("method");
            Meter.Id bounded = id.withTag(Tag.of("method", METHODS.contains(method) ? method : other(method)));
            return bounded.withTag(Tag.of("uri", route(method, id.getTag("status"), id.getTag("uri"))));
        }

        private static String other(String method) {
            return "OPTIONS".equals(method) ? method : "OTHER";
        }

        private String route(String method, String status, String route) {
            if ("OPTIONS".equals(method)) {
                return method;
            }
            if ("405".equals(status) || !METHODS.contains(method)) {
                return "METHOD_NOT_ALLOWED";
            }
            return known().contains(route) ? route : "UNMATCHED";
        }

        /** Not computed before the first request, because it reads the contract. */
        private synchronized Set<String> known() {
            if (known == null) {
                known = Stream.concat(
                                OF_QUARKUS.stream(), routes.stream().flatMap(source -> source.templates().stream()))
                        .collect(Collectors.toUnmodifiableSet());
            }
            return known;
        }
    }
}

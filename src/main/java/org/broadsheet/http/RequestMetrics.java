package org.broadsheet.http;

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

/**
 * Bounds the labels of request timings. Quarkus labels a request that no route took with its own path and method: a client
 * could make up labels until the registry takes no more, and a mistyped address of a preview would show its token.
 */
class RequestMetrics {

    private static final String TIMINGS = "http.server.requests";
    private static final Set<String> TAKEN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** Routes of Quarkus, and what it calls requests that it could not attribute. */
    private static final Set<String> OF_QUARKUS = Set.of(
            "/metrics", "/health", "/health/live", "/health/ready", "/health/started", "NOT_FOUND", "REDIRECTION");

    private static final int NOT_FOUND = 404;

    /** Before Quarkus, whose route takes whatever follows. */
    private static final int FIRST = -1_000;

    void register(@Observes Router router) {
        router.routeWithRegex("/metrics/.*").order(FIRST).handler(context -> context.fail(NOT_FOUND));
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
            Meter.Id bounded = id.withTag(Tag.of("method", TAKEN.contains(method) ? method : other(method)));
            return bounded.withTag(Tag.of("uri", route(method, id.getTag("status"), id.getTag("uri"))));
        }

        private static String other(String method) {
            return "OPTIONS".equals(method) ? method : "OTHER";
        }

        private String route(String method, String status, String route) {
            if ("OPTIONS".equals(method)) {
                return method;
            }
            if ("405".equals(status) || !TAKEN.contains(method)) {
                return "METHOD_NOT_ALLOWED";
            }
            return known().contains(route) ? route : "UNMATCHED";
        }

        /** Not before the first request: the contract is read for it. */
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

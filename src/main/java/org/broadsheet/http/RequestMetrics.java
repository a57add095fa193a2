package org.broadsheet.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Bounds the labels of request timings. A request that no route took is labelled with its own address and method, and
 * a client could make up labels until the registry takes no more.
 */
class RequestMetrics {

    private static final String TIMINGS = "http.server.requests";
    private static final Set<String> TAKEN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    @Produces
    @Singleton
    MeterFilter boundedLabels() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (!id.getName().equals(TIMINGS)) {
                    return id;
                }
                String method = id.getTag("method");
                if ("OPTIONS".equals(method)) {
                    return id.replaceTags(with(id, "uri", "OPTIONS"));
                }
                if ("405".equals(id.getTag("status")) || !TAKEN.contains(method)) {
                    return id.replaceTags(with(id, "uri", "METHOD_NOT_ALLOWED"))
                            .withTag(Tag.of("method", TAKEN.contains(method) ? method : "OTHER"));
                }
                return id;
            }
        };
    }

    private static Iterable<Tag> with(Meter.Id id, String key, String value) {
        return id.withTag(Tag.of(key, value)).getTags();
    }
}

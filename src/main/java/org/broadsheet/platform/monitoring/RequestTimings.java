package org.broadsheet.platform.monitoring;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.micrometer.runtime.binder.HttpCommonTags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Times the requests that are served outside of Quarkus, under the names that Quarkus gives to all others. */
@Singleton
public class RequestTimings {

    private record Kind(String template, int status) {}

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Integer, DistributionSummary> written = new ConcurrentHashMap<>();

    RequestTimings(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Adds a request.
     *
     * @param template the path with its parameters in braces
     * @param port that the request was sent to
     */
    public void add(LoggedRequest exchange, String template, int port) {
        Kind kind = new Kind(template, exchange.status());
        timers.computeIfAbsent(kind, missing -> timer(exchange, template))
                .record(exchange.nanoseconds(), TimeUnit.NANOSECONDS);
        written.computeIfAbsent(port, this::summary).record(exchange.bytes());
    }

    private Timer timer(LoggedRequest exchange, String template) {
        List<Tag> tags = List.of(
                HttpCommonTags.method(exchange.method()),
                HttpCommonTags.uri(template, exchange.path(), exchange.status(), false),
                HttpCommonTags.outcome(exchange.status()),
                HttpCommonTags.status(exchange.status()));
        return registry.timer("http.server.requests", tags);
    }

    private DistributionSummary summary(int port) {
        return registry.summary("http.server.bytes.written", Tags.of("server.port", String.valueOf(port)));
    }
}

package org.broadsheet.delivery.cache;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness of this node. A node that has lost the database is ready as long as it may send cached responses; otherwise
 * an outage of the database would also stop delivery.
 *
 * <p>The check reads one number from memory. It runs on the event loop, because a synchronous check would wait for a worker
 * thread while slow requests use all of them.
 */
@Readiness
@ApplicationScoped
class DatabaseHealthCheck implements AsyncHealthCheck {

    /** The log is read twice a second. */
    private static final Duration LOST = Duration.ofSeconds(5);

    private final CacheConfig config;
    private final Invalidation invalidation;

    DatabaseHealthCheck(CacheConfig config, Invalidation invalidation) {
        this.config = config;
        this.invalidation = invalidation;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named("Database");
        long nanos = invalidation.behind();
        if (nanos == Long.MAX_VALUE) {
            return check.down().withData("database", "not seen yet").build();
        }
        Duration behind = Duration.ofNanos(nanos);
        boolean lost = behind.compareTo(LOST) > 0;
        Duration most = config.enabled() && config.maxBehind().compareTo(LOST) > 0 ? config.maxBehind() : LOST;
        return check.status(behind.compareTo(most) <= 0)
                .withData("database", lost ? "unreachable" : "reachable")
                .withData("secondsBehind", behind.toSeconds())
                .build();
    }
}

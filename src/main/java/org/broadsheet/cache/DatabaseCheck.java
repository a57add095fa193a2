package org.broadsheet.cache;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether this node is of use. One that has lost the database is, as long as it may answer from its cache: to take it out
 * of service would take delivery down with the database.
 */
@Readiness
@ApplicationScoped
class DatabaseCheck implements HealthCheck {

    /** The log is looked at twice a second. */
    private static final Duration LOST = Duration.ofSeconds(5);

    private final CacheConfig config;
    private final Invalidation invalidation;

    DatabaseCheck(CacheConfig config, Invalidation invalidation) {
        this.config = config;
        this.invalidation = invalidation;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named("Database");
        Optional<Duration> behind = invalidation.behind().map(Duration::ofNanos);
        if (behind.isEmpty()) {
            return check.down().withData("database", "not seen yet").build();
        }
        boolean lost = behind.get().compareTo(LOST) > 0;
        Duration most = config.enabled() && config.maxBehind().compareTo(LOST) > 0 ? config.maxBehind() : LOST;
        return check.status(behind.get().compareTo(most) <= 0)
                .withData("database", lost ? "unreachable" : "reachable")
                .withData("secondsBehind", behind.get().toSeconds())
                .build();
    }
}

package org.broadsheet.delivery.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The response cache of a node. */
@ConfigMapping(prefix = "broadsheet.cache")
public interface CacheConfig {

    @WithDefault("true")
    boolean enabled();

    /**
     * The maximum bytes of cached responses, with their headers, in all encodings. The default is 64 MiB, or a sixth of the
     * heap if that is less.
     */
    Optional<MemorySize> size();

    /** How long a node caches a 404 or 410. */
    @WithDefault("10S")
    @DurationMin
    Duration missing();

    /** How long a node sends cached responses while it cannot read the change log. */
    @WithDefault("10M")
    @DurationMin
    Duration maxBehind();
}

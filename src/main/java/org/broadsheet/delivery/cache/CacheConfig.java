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
     * The most bytes that cached responses take, with their headers, in all encodings; 64 MiB unless given, or a sixth of the
     * heap where that is less.
     */
    Optional<MemorySize> size();

    /** How long it is remembered that there is nothing, or nothing any more. */
    @WithDefault("10S")
    @DurationMin
    Duration missing();

    /** For how long this node sends cached responses while it cannot see what changes. */
    @WithDefault("10M")
    @DurationMin
    Duration maxBehind();
}

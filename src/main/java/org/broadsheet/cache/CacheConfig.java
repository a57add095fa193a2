package org.broadsheet.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What this node keeps of its delivery answers. */
@ConfigMapping(prefix = "broadsheet.cache")
public interface CacheConfig {

    @WithDefault("true")
    boolean enabled();

    /**
     * The most bytes that are kept, headers and all forms of the content included; 64 MiB unless given, or a sixth of the
     * heap where that is less.
     */
    Optional<MemorySize> size();

    /** How long it is remembered that there is nothing, or nothing any more. */
    @WithDefault("10S")
    Duration missing();

    /** For how long this node may answer with what it has when it cannot see what changes. */
    @WithDefault("10M")
    Duration maxBehind();
}

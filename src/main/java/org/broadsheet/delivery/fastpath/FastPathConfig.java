package org.broadsheet.delivery.fastpath;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the fast path for cached responses. */
@ConfigMapping(prefix = "broadsheet.fast-path")
public interface FastPathConfig {

    @WithDefault("true")
    boolean enabled();

    /** The memory for known requests, in bytes. */
    @WithDefault("4M")
    MemorySize size();
}

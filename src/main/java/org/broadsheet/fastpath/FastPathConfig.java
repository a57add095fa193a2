package org.broadsheet.fastpath;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The fast path for cached responses. */
@ConfigMapping(prefix = "broadsheet.fast-path")
public interface FastPathConfig {

    @WithDefault("true")
    boolean enabled();

    /** The most bytes that the requests take that the node knows. */
    @WithDefault("4M")
    MemorySize size();
}

package org.broadsheet.identity.requestbody;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits on the content of requests. */
@ConfigMapping(prefix = "broadsheet.body")
public interface BodyConfig {

    /** The longest pause while content arrives; a request that pauses longer is rejected. */
    @WithDefault("10S")
    Duration stall();

    /** The longest time until all content has arrived; a request that needs longer is rejected. */
    @WithDefault("60S")
    Duration total();

    /** The largest number of requests of one caller that may be sending their content at the same time. */
    @WithDefault("32")
    int concurrent();

    /**
     * The largest number of bytes of content that a node holds, of which one caller may send half; an eighth of the
     * heap by default. Content of unknown length counts as the largest that is accepted.
     */
    Optional<MemorySize> memory();
}

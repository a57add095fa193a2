package org.broadsheet.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the content of requests is read. */
@ConfigMapping(prefix = "broadsheet.body")
public interface BodyConfig {

    /** A request is rejected when nothing of its content has arrived for so long. */
    @WithDefault("10S")
    Duration stall();

    /** A request is rejected when its content has not arrived as a whole after so long. */
    @WithDefault("60S")
    Duration total();

    /** So many requests of one caller may be sending their content at the same time. */
    @WithDefault("32")
    int concurrent();

    /**
     * The most bytes of content that a node holds, of which one caller may send a half; an eighth of the heap unless
     * given. Content of unknown length counts as the largest that is taken.
     */
    Optional<MemorySize> memory();
}

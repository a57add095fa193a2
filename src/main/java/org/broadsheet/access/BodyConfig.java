package org.broadsheet.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
}

package org.broadsheet.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many may listen, and how patiently they are served. */
@ConfigMapping(prefix = "broadsheet.stream")
public interface StreamConfig {

    /** The most listeners on one node, with the requests that wait for changes; any more get 503. */
    @WithDefault("10000")
    int maxListeners();

    /** The most of these from one address; any more get 429. */
    @WithDefault("500")
    int maxPerClient();

    /** How often something is sent, so that nobody in between takes the connection for dead. */
    @WithDefault("15S")
    Duration heartbeat();

    /** For how long a listener may take nothing while there is something for it, before it is dropped. */
    @WithDefault("30S")
    Duration dropAfter();
}

package org.broadsheet.integration.changefeed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits and timeouts of change streams. */
@ConfigMapping(prefix = "broadsheet.stream")
public interface StreamConfig {

    /** Maximum number of streams and waiting requests on one node; more get 503. */
    @WithDefault("10000")
    @Min(1)
    int maxConsumers();

    /** Maximum number of these from one address; more get 429. */
    @WithDefault("500")
    @Min(1)
    int maxPerClient();

    /** Interval at which something is sent, so that proxies do not close an idle connection. */
    @WithDefault("15S")
    @DurationMin(millis = 1)
    Duration heartbeat();

    /** Time after which a consumer that does not read pending events is dropped. */
    @WithDefault("30S")
    @DurationMin(millis = 1)
    Duration dropAfter();
}

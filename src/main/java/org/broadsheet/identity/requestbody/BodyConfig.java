package org.broadsheet.identity.requestbody;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits on the content of requests. */
@ConfigMapping(prefix = "broadsheet.body")
public interface BodyConfig {

    /** The longest pause while content arrives; a request that pauses longer is rejected. */
    @WithDefault("10S")
    @DurationMin(millis = 1)
    Duration stall();

    /** The longest time until all content has arrived; a request that needs longer is rejected. */
    @WithDefault("60S")
    @DurationMin(millis = 1)
    Duration total();

    /** The largest number of requests of one caller that may be sending their content at the same time. */
    @WithDefault("32")
    @Min(1)
    int concurrent();

    /**
     * The largest number of bytes of content that a node holds, of which one caller may send half; an eighth of the
     * heap by default. Content of unknown length counts as the largest that is accepted.
     */
    Optional<MemorySize> memory();
}

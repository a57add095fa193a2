package org.broadsheet.integration.webhook;

import inet.ipaddr.IPAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of webhooks: timeouts, retries and allowed targets. */
@ConfigMapping(prefix = "broadsheet.webhook")
public interface WebhookConfig {

    /** Timeout of a request. */
    @WithDefault("15S")
    @DurationMin(millis = 1)
    Duration timeout();

    /** The pauses after each failed attempt; after the last one, the delivery has failed. About three days in total. */
    @WithDefault("5S,1M,5M,30M,2H,5H,10H,14H,18H,24H")
    List<Duration> retryPauses();

    /** Time without a success after which a webhook is disabled. */
    @WithDefault("3D")
    @DurationMin
    Duration disableAfter();

    /** Time for which events are also signed with the former secret after a rotation. */
    @WithDefault("24H")
    @DurationMin
    Duration rotation();

    /** Time for which deliveries are stored, so that they can be listed and replayed unchanged. */
    @WithDefault("30D")
    @DurationMin
    Duration keep();

    /** Maximum number of concurrent requests from one node to one webhook. */
    @WithDefault("8")
    @Min(1)
    int concurrency();

    /**
     * Networks in CIDR notation to which events may be sent although they are private, loopback, link-local or
     * otherwise not on the public Internet.
     */
    Optional<List<@WithConverter(NetworkConverter.class) IPAddress>> allowedNetworks();
}

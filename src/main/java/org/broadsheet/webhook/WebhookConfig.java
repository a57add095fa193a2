package org.broadsheet.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How patiently events are delivered, and where to. */
@ConfigMapping(prefix = "broadsheet.webhook")
public interface WebhookConfig {

    /** For how long an endpoint may take to answer. */
    @WithDefault("15S")
    Duration timeout();

    /** The pauses after each failed attempt; when they are used up, an event has failed. About three days. */
    @WithDefault("5S,1M,5M,30M,2H,5H,10H,14H,18H,24H")
    List<Duration> retryPauses();

    /** After what time without a single success a webhook is disabled. */
    @WithDefault("3D")
    Duration disableAfter();

    /** For how long the former secret is signed with as well after a rotation. */
    @WithDefault("24H")
    Duration rotation();

    /** For how long deliveries are listed, and can be replayed as they were. */
    @WithDefault("30D")
    Duration keep();

    /** The most requests at a time from one node to one webhook. */
    @WithDefault("8")
    int concurrency();

    /**
     * Networks in CIDR notation to which events may be sent although they are private, loopback, link-local or
     * otherwise not of the public Internet.
     */
    Optional<List<String>> allowedNetworks();
}

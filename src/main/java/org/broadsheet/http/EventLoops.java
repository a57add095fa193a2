package org.broadsheet.http;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * How many event loops there are, unless {@code quarkus.vertx.event-loops-pool-size} says it: one for every two processors.
 * Vert.x would have two for each. What is answered from memory keeps a loop busy and never waits, so more loops than
 * processors take turns, and an answer waits for a turn where it would have waited for a few others: one loop on two
 * processors is as fast as four, and its slowest answers take half the time. The other processors are for what the loops
 * do not do: the work of a request that has no answer in memory, and the database.
 */
public final class EventLoops implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        builder.withDefaultValue("quarkus.vertx.event-loops-pool-size", String.valueOf(loops));
    }
}

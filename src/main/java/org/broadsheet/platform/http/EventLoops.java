package org.broadsheet.platform.http;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * The number of event loops, unless {@code quarkus.vertx.event-loops-pool-size} sets it: one for every two processors,
 * where Vert.x would have two for each. A response from memory keeps a loop busy and never waits, so additional loops
 * only compete for processors: one loop on two processors is as fast as four, and its slowest responses take half the
 * time. The other processors are for work outside of the loops: requests that have no response in memory, and the
 * database.
 */
public final class EventLoops implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        builder.withDefaultValue("quarkus.vertx.event-loops-pool-size", String.valueOf(loops));
    }
}

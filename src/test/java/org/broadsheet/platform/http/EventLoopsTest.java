package org.broadsheet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    private static final String SETTING = "quarkus.vertx.event-loops-pool-size";

    private static int loops(Map<String, String> settings) {
        SmallRyeConfigBuilder config =
                new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(settings, "settings", 100));
        new EventLoops().configBuilder(config);
        return config.build().getValue(SETTING, Integer.class);
    }

    @Test
    void thereIsALoopForEveryTwoProcessors() {
        assertThat(loops(Map.of())).isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Test
    void aSettingComesFirst() {
        assertThat(loops(Map.of(SETTING, "7"))).isEqualTo(7);
    }
}

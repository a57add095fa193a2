package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestTimingsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestTimings timings = new RequestTimings(registry);

    private void add(String path, int status, long bytes, long milliseconds) {
        timings.add(
                new LoggedRequest("127.0.0.1", "GET", path, "HTTP/1.1", status, bytes, milliseconds * 1_000_000, "id"),
                "/v1/tags/{tag}",
                8080);
    }

    private Timer timer(int status) {
        return registry.get("http.server.requests")
                .tags("method", "GET", "uri", "/v1/tags/{tag}", "status", String.valueOf(status))
                .timer();
    }

    @Test
    void requestsAreTimedByTheirTemplateAndStatus() {
        add("/v1/tags/memory", 200, 1_000, 3);
        add("/v1/tags/power", 200, 500, 5);
        add("/v1/tags/power", 304, 0, 1);

        assertThat(timer(200).count()).isEqualTo(2);
        assertThat(timer(200).totalTime(TimeUnit.MILLISECONDS)).isEqualTo(8);
        assertThat(timer(200).getId().getTag("outcome")).isEqualTo("SUCCESS");
        assertThat(timer(304).count()).isOne();
        assertThat(registry.get("http.server.bytes.written")
                        .tag("server.port", "8080")
                        .summary()
                        .totalAmount())
                .isEqualTo(1_500);
    }
}

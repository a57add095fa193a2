package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMetricsTest {

    private final MeterFilter labels =
            new RequestMetrics().boundedLabels(List.of(() -> Set.of("/v1/stories/{story}", "/v1/tags")));

    private Meter.Id label(String name, String method, int status, String uri) {
        return labels.map(new Meter.Id(
                name,
                Tags.of("method", method, "status", String.valueOf(status), "uri", uri),
                null,
                null,
                Meter.Type.TIMER));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, /v1/stories/{story}, GET, /v1/stories/{story}",
        "GET, 404, /v1/stories/{story}, GET, /v1/stories/{story}",
        "GET, 200, /health/live, GET, /health/live",
        "GET, 404, NOT_FOUND, GET, NOT_FOUND",
        "GET, 404, /v1/preview/a-token-that-is-a-secret, GET, UNMATCHED",
        "GET, 404, /any/path/of/a/client, GET, UNMATCHED",
        "POST, 405, /v1/tags, POST, METHOD_NOT_ALLOWED",
        "bs_a-key-in-the-wrong-place, 405, /v1/tags, OTHER, METHOD_NOT_ALLOWED",
        "TRACE, 200, /v1/tags, OTHER, METHOD_NOT_ALLOWED",
        "OPTIONS, 200, /any/path, OPTIONS, OPTIONS"
    })
    void aClientCannotChooseALabel(String method, int status, String uri, String methodLabel, String uriLabel) {
        Meter.Id id = label("http.server.requests", method, status, uri);

        assertThat(id.getTag("method")).isEqualTo(methodLabel);
        assertThat(id.getTag("uri")).isEqualTo(uriLabel);
    }

    @Test
    void otherMetricsKeepTheirLabels() {
        assertThat(label("http.client.requests", "ANY", 200, "/hooks").getTag("uri"))
                .isEqualTo("/hooks");
    }
}

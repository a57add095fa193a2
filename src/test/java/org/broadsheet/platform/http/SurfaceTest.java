package org.broadsheet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/stories, DELIVERY",
        "/v1/changes/stream, DELIVERY",
        "/v1/administrators, DELIVERY",
        "/v1/preview/token, PREVIEW",
        "/v1/admin/stories, EDITORIAL",
        "/health/ready, PAGES",
        "/metrics, PAGES",
        "/, PAGES",
        "/docs, PAGES",
        "*, PAGES",
        "'', PAGES"
    })
    void aPathBelongsToOneSurface(String path, Surface surface) {
        assertThat(Surface.of(path)).isEqualTo(surface);
    }
}

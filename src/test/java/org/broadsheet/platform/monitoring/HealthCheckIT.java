package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health check of the image, against the packaged program. */
class HealthCheckIT {

    @TempDir
    private Path folder;

    @Test
    void itConnectsToTheHostAndPortOnWhichTheProgramListens() throws Exception {
        Map<String, String> elsewhere = Map.of("QUARKUS_HTTP_HOST", "127.0.0.2");
        try (Program program = Program.start(folder.resolve("data"), elsewhere)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> program.log().contains("Listening on"));
            String port = String.valueOf(program.port());
            Map<String, String> settings = Map.of("QUARKUS_HTTP_HOST", "127.0.0.2", "QUARKUS_HTTP_PORT", port);
            Awaitility.await().until(() -> HealthCheck.isHealthy(settings));
            assertThat(HealthCheck.isHealthy(Map.of("QUARKUS_HTTP_PORT", port)))
                    .as("whether it is healthy where nothing listens")
                    .isFalse();
        }
        try (Program program = Program.start(folder.resolve("data")).ready()) {
            assertThat(HealthCheck.isHealthy(Map.of("QUARKUS_HTTP_PORT", String.valueOf(program.port()))))
                    .isTrue();
        }
    }
}

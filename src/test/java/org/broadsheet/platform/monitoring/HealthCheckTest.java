package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The health check of the image, against a program that was built with a management port. */
@QuarkusTest
@TestProfile(HealthCheckTest.WithManagementPort.class)
@Tag("profile")
class HealthCheckTest {

    /** Builds the program with a management port. */
    public static class WithManagementPort implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.management.enabled",
                    "true",
                    "quarkus.management.test-port",
                    "0",
                    "broadsheet.header-timeout",
                    "1S");
        }
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URI management;

    @TestHTTPResource("/health/ready")
    URI open;

    @Test
    void itFindsTheManagementPort() throws Exception {
        assertThat(HealthCheck.isHealthy(Map.of(
                        "QUARKUS_MANAGEMENT_PORT", String.valueOf(management.getPort()), "QUARKUS_HTTP_PORT", "1")))
                .isTrue();
        assertThat(HealthCheck.isHealthy(Map.of(
                        "QUARKUS_MANAGEMENT_PORT", String.valueOf(unusedPort()),
                        "QUARKUS_HTTP_PORT", String.valueOf(open.getPort()))))
                .as("what the public port says that has no /health")
                .isFalse();
    }

    @Test
    void itsConnectionOutlivesTheDeadlineOfPublicOnes() throws Exception {
        try (Socket probe = new Socket(management.getHost(), management.getPort());
                Socket silent = new Socket(open.getHost(), open.getPort())) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            probe.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(probe.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

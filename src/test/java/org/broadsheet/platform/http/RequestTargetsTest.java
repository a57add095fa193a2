package org.broadsheet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.broadsheet.platform.connection.RawConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(RequestTargetsTest.WithoutProxies.class)
@Tag("profile")
class RequestTargetsTest {

    /** Where Quarkus trusts a proxy, it puts a host of its own in the place of one that cannot be parsed. */
    public static class WithoutProxies implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.proxy.proxy-address-forwarding", "false");
        }
    }

    private static final String TARGET = "/v1/authors?limit=1";

    private static int status(String target, String version, String host) throws IOException {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            String request = "GET " + target + " HTTP/" + version + "\r\n" + host + "Connection: close\r\n\r\n";
            String octets = new String(request.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return connection.send(octets).status();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "[::1]:80",
                "[::ffff:10.0.0.1]",
                "news.example",
                "a_b.example",
                "10.0.0.1:1",
                "a:65535",
                "a,b",
                ""
            })
    void aHostWithOrWithoutAPortIsAccepted(String host) throws IOException {
        for (String version : List.of("1.0", "1.1")) {
            assertThat(status(TARGET, version, "Host: " + host + "\r\n"))
                    .as(version)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[::1",
                "[zz]",
                "[:::]",
                "é",
                "a b",
                "a/b",
                "a?b",
                "a@b",
                "a#b",
                "a\\b",
                "%",
                "a:b:c",
                "a:b",
                "a:99999",
                "a:123456"
            })
    void whatIsNoHostIsRejected(String host) throws IOException {
        for (String version : List.of("1.0", "1.1")) {
            assertThat(status(TARGET, version, "Host: " + host + "\r\n"))
                    .as(version)
                    .isEqualTo(400);
        }
    }

    @Test
    void theApiNeedsAHostAndAProbeOfHealthDoesNot() throws IOException {
        assertThat(status(TARGET, "1.0", "")).isEqualTo(400);
        assertThat(status("/health/live", "1.0", "")).isEqualTo(200);
        assertThat(status(TARGET, "1.1", "")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP://news.example/v1/authors", "ftp://news.example/v1/authors"})
    void whatIsNoTargetIsRejected(String target) throws IOException {
        assertThat(status(target, "1.1", "Host: localhost\r\n")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "http/1.1", "HTTP/9.9"})
    void anotherVersionIsRejectedAndEndsTheConnection(String version) throws IOException {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            for (int number = 0; number < 2; number++) {
                assertThat(connection
                                .send("GET " + TARGET + " " + version + "\r\nHost: localhost\r\n\r\n")
                                .status())
                        .isEqualTo(400);
            }
            assertThat(connection
                            .send("GET " + TARGET + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }
}

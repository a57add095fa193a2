package org.broadsheet.delivery.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.delivery.cache.Hold;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection that is kept alive gets for the same bytes, and for others that are made to look like them. */
@QuarkusTest
class FastPathTest {

    private static final String KNOWN = "/v1/categories/industry";

    @Inject
    FastPath path;

    @BeforeEach
    void ask() throws IOException {
        known(request(KNOWN));
    }

    /** Has the fast path know the bytes. */
    private void known(String request) throws IOException {
        try (Connection connection = new Connection()) {
            connection.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").response();
        }
        try (Connection connection = new Connection()) {
            // What is worked out of earlier changes may evict the response in between.
            Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
                connection.send(request).response();
                return isKnown(request);
            });
        }
    }

    private boolean isKnown(String request) {
        return path.knows(Unpooled.wrappedBuffer(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String request(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + String.join("", List.of(headers)) + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Accept-Encoding: gzip, br\r\n",
                "If-None-Match: *\r\n",
                "Origin: https://site.example\r\n",
                "User-Agent: curl\r\nAccept: */*\r\nConnection: keep-alive\r\n"
            })
    void theSameBytesAreSentAsBefore(String headers) throws IOException {
        String request = request("/v1/stories/memory-makers-bet-on-the-inference-boom", headers);
        known(request);
        try (Connection connection = new Connection()) {
            // Two requests at once are read as requests, on this connection for good.
            connection.send(request + request);
            Answer read = connection.response();
            connection.response();
            try (Connection other = new Connection()) {
                Answer remembered = other.send(request).response();
                assertThat(remembered.head()).isEqualTo(read.head());
                assertThat(remembered.content()).isEqualTo(read.content());
                assertThat(remembered.id()).isNotEqualTo(read.id());
                assertThat(remembered.lines()).anyMatch(line -> line.startsWith("date: "));
            }
        }
    }

    @Test
    void aChangeIsSeenByTheSameBytes() throws IOException {
        Response category = Editor.post("/v1/admin/categories", Map.of("name", Newsroom.unique("Before")));
        String request = request("/v1/categories/" + category.path("slug"));
        String path = "/v1/admin/categories/" + category.path("id");
        known(request);
        try (Connection connection = new Connection()) {
            for (int number = 0; number < 20; number++) {
                String name = Newsroom.unique("After");
                Editor.patch(path, Map.of("name", name)).then().statusCode(200);
                assertThat(connection.send(request).response().content()).contains(name);
                assertThat(connection.send(request).response().content()).contains(name);
                assertThat(connection.send(request).response().content()).contains(name);
            }
        }
    }

    @Test
    void aPreconditionIsEvaluatedForTheSameBytesToo() throws IOException {
        Response category = Editor.post("/v1/admin/categories", Map.of("name", Newsroom.unique("Before")));
        String path = "/v1/categories/" + category.path("slug");
        String request = request(path, "If-Match: " + Api.get(path).header("ETag") + "\r\n");
        try (Connection connection = new Connection()) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .until(() -> connection.send(request).response().lines().contains("Cache-Status: Broadsheet; hit"));
            assertThat(connection.send(request).response().lines()).first().isEqualTo("HTTP/1.1 200 OK");

            Editor.patch("/v1/admin/categories/" + category.path("id"), Map.of("name", Newsroom.unique("After")))
                    .then()
                    .statusCode(200);
            Api.get(path).then().statusCode(200);
            assertThat(connection.send(request).response().lines())
                    .first()
                    .isEqualTo("HTTP/1.1 412 Precondition Failed");
        }
    }

    @Test
    void noAnswerOvertakesAnother() throws Exception {
        Hold.prepare();
        try (Connection connection = new Connection()) {
            connection.send(request("/v1/tags?limit=7", Hold.HEADER + ": 1\r\n"));
            Hold.awaitReached();
            connection.send(request(KNOWN));
            Awaitility.await().during(Duration.ofMillis(200)).until(connection::isSilent);
            Hold.release();
            assertThat(connection.response().content()).contains("\"items\"");
            assertThat(connection.response().content()).contains("\"industry\"");
            assertThat(connection.send(request(KNOWN)).response().content()).contains("\"industry\"");
        } finally {
            Hold.release();
        }
    }

    @Test
    void contentThatLooksLikeARequestIsContent() throws Exception {
        String content = request(KNOWN);
        try (Connection connection = new Connection()) {
            connection.send(request("/v1/authors", "Content-Length: " + content.length() + "\r\n"));
            connection.sendLater(content);
            assertThat(connection.response().content()).contains("\"items\"");
            assertThat(connection.send(request("/v1/tags/memory")).response().content())
                    .contains("\"memory\"");
        }
    }

    @Test
    void theRestOfARequestThatLooksLikeARequestIsNone() throws Exception {
        try (Connection connection = new Connection()) {
            connection.send("GET /v1/tags/memory HTTP/1.1\r\nHost: x\r\nX-Rest: ");
            connection.sendLater(request(KNOWN));
            assertThat(connection.response().content()).contains("\"memory\"");
            assertThat(connection.send(request("/v1/tags/inference")).response().content())
                    .contains("\"inference\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/tags/memory HTTP/1.1\r\nHost: x\r\n\r\n",
                "HEAD /v1/tags/memory HTTP/1.1\r\nHost: x\r\n\r\n",
                "OPTIONS /v1/tags/memory HTTP/1.1\r\nHost: x\r\n\r\n",
                "\r\nGET /v1/tags/memory HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void severalRequestsAtOnceAreAnsweredInTheirOrder(String first) throws IOException {
        try (Connection connection = new Connection()) {
            connection.send(first + request(KNOWN));
            connection.isHead = first.startsWith("HEAD");
            Answer response = connection.response();
            connection.isHead = false;
            assertThat(response.content()).doesNotContain("\"industry\"");
            assertThat(connection.response().content()).contains("\"industry\"");
            assertThat(connection.send(request("/v1/tags/memory")).response().content())
                    .contains("\"memory\"");
        }
    }

    @Test
    void whatIsSaidOfTheConnectionHoldsEachTime() throws IOException {
        String request = request(KNOWN, "Connection: close\r\n");
        for (int number = 0; number < 3; number++) {
            try (Connection connection = new Connection()) {
                connection.send(request).response();
                assertThat(connection.hasEnded()).isTrue();
            }
        }
        assertThat(isKnown(request)).isFalse();
    }

    @Test
    void anIdThatTheClientGivesIsGivenBackEachTime() throws IOException {
        String request = request(KNOWN, "X-Request-Id: mine\r\n");
        try (Connection connection = new Connection()) {
            for (int number = 0; number < 3; number++) {
                assertThat(connection.send(request).response().id()).isEqualTo("X-Request-Id: mine");
            }
        }
    }

    @Test
    void whoeverDoesNotTakeAnswersGetsAllOfThemInTheEnd() throws Exception {
        String request = request("/v1/stories?limit=50");
        known(request);
        int many = 1_000;
        try (Connection connection = new Connection()) {
            Thread asking = new Thread(() -> {
                for (int number = 0; number < many; number++) {
                    connection.send(request);
                }
            });
            asking.start();
            // A slow client: the server's buffers are full when it begins to read.
            Thread.sleep(500);
            int length = connection.response().content().length();
            for (int number = 1; number < many; number++) {
                assertThat(connection.response().content()).hasSize(length);
            }
            asking.join();
        }
    }

    @Test
    void eachRequestIsCounted() throws IOException {
        double before = count();
        try (Connection connection = new Connection()) {
            for (int number = 0; number < 20; number++) {
                connection.send(request(KNOWN)).response();
            }
        }
        assertThat(count()).isEqualTo(before + 20);
    }

    private static double count() {
        String series = "http_server_requests_seconds_count{method=\"GET\",outcome=\"SUCCESS\",status=\"200\","
                + "uri=\"/v1/categories/{category}\"}";
        return Api.get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private record Answer(List<String> lines, String content) {

        /** Without what is each response's own. */
        List<String> head() {
            return lines.stream()
                    .filter(line -> !line.startsWith("X-Request-Id") && !line.startsWith("date"))
                    .toList();
        }

        String id() {
            return lines.stream()
                    .filter(line -> line.startsWith("X-Request-Id"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A connection that sends bytes as they are. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket = new Socket("localhost", RestAssured.port);
        private final InputStream in;
        private boolean isHead;

        Connection() throws IOException {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        Connection send(String bytes) {
            try {
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Sends like a slow client, so that the server receives the bytes separately from those before. */
        void sendLater(String bytes) throws InterruptedException {
            Thread.sleep(100);
            send(bytes);
        }

        Answer response() throws IOException {
            List<String> lines = new ArrayList<>();
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                lines.add(line);
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ") && !isHead) {
                    length = Integer.parseInt(line.substring("content-length: ".length()));
                }
            }
            return new Answer(lines, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                assertThat(octet).as("within a line").isGreaterThanOrEqualTo(0);
                if (octet != '\r') {
                    line.append((char) octet);
                }
            }
            return line.toString();
        }

        boolean isSilent() throws IOException {
            return in.available() == 0;
        }

        boolean hasEnded() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

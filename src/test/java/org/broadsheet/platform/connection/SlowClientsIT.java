package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send or read slowly, on purpose, take nothing that others need. */
@Tag("endurance")
class SlowClientsIT {

    private static final int CLIENTS = 250;

    private static final Duration BURST = Duration.ofSeconds(10);

    /** A request that need not wait for a thread takes a few milliseconds. */
    private static final Duration QUICK = Duration.ofMillis(500);

    /** The heap of the container image. */
    private static final Map<String, String> SMALL_HEAP =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -Xmx112m -XX:+ExitOnOutOfMemoryError");

    private final List<Socket> sockets = new ArrayList<>();
    private int requests;

    @TempDir
    private Path folder;

    @AfterEach
    void disconnect() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket send(Program program, String text) throws IOException {
        Socket socket = new Socket("localhost", program.port());
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static int status(Socket socket) throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
        return line == null ? 0 : Integer.parseInt(line.split(" ")[1]);
    }

    /** Once a burst of requests is over, which takes a few seconds on a slow machine. */
    private void assertOthersAreServed(Program program) {
        Awaitility.await().atMost(BURST).untilAsserted(() -> {
            for (int number = 0; number < 5; number++) {
                assertQuick(program, "/v1/stories?limit=" + (1 + ++requests % 100));
                assertQuick(program, "/health/ready");
            }
        });
    }

    private static void assertQuick(Program program, String path) throws Exception {
        long began = System.nanoTime();
        assertThat(program.get(path).statusCode()).as(path).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as(path).isLessThan(QUICK);
    }

    @Test
    void unfinishedContentTakesNoThreadAndIsGivenUpOn() throws Exception {
        Map<String, String> settings = Map.of("BROADSHEET_BODY_STALL", "20S");
        try (Program program = Program.start(folder.resolve("data"), settings).ready()) {
            String unfinished = "POST /v1/admin/stories HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + Editor.KEY + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"title\": ";
            List<Socket> slow = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                slow.add(send(program, unfinished));
            }
            assertOthersAreServed(program);
            List<Integer> statuses = new ArrayList<>();
            for (Socket socket : slow) {
                statuses.add(status(socket));
            }
            assertThat(statuses).containsOnly(408, 429);
            assertThat(statuses.stream().filter(status -> status == 408)).hasSize(32);

            // Who has given up on many sends the next one as usual.
            assertThat(status(send(program, unfinished + " ".repeat(82) + "\"A\"}    ")))
                    .isEqualTo(201);
            assertThat(program.failures()).isEmpty();
        }
    }

    @Test
    void contentThatTricklesIsGivenUpOnToo() throws Exception {
        try (Program program = Program.start(folder.resolve("data"), Map.of("BROADSHEET_BODY_TOTAL", "5S"))
                .ready()) {
            Socket socket = send(
                    program,
                    "POST /v1/admin/stories HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Editor.KEY
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            trickle(socket, "1\r\n \r\n", Duration.ofSeconds(20));
            assertThat(status(socket)).isEqualTo(408);
            assertThat(program.failures()).isEmpty();
        }
    }

    /** Sends the text again and again until the server has closed the connection, or responded. */
    private static void trickle(Socket socket, String text, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollInterval(500, TimeUnit.MILLISECONDS)
                .until(() -> {
                    try {
                        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                        return socket.getInputStream().available() > 0;
                    } catch (IOException closed) {
                        return true;
                    }
                });
    }

    @Test
    void headersThatTrickleAreGivenUpOn() throws Exception {
        try (Program program = Program.start(folder.resolve("data")).ready()) {
            Socket slow = send(program, "GET /v1/stories HTTP/1.1\r\nHost: localhost\r\n");
            Socket whole = send(program, "GET /v1/stories?limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(status(whole)).isEqualTo(200);
            trickle(slow, "X-A: b\r\n", Duration.ofSeconds(20));

            // The other connection has no request under way, and may wait for its next one.
            whole.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> whole.getInputStream().available() > 0);
        }
    }

    @Test
    void whoConnectsAndSendsNothingIsGivenUpOn() throws Exception {
        try (Program program = Program.start(folder.resolve("data"), SMALL_HEAP).ready()) {
            Socket used = send(program, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(status(used)).isEqualTo(200);
            List<Socket> silent = new ArrayList<>();
            for (int number = 0; number < 2_000; number++) {
                silent.add(send(program, ""));
            }
            assertOthersAreServed(program);
            for (Socket socket : silent) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            used.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(used.getInputStream().read()).isNotEqualTo(-1);
            assertThat(program.failures()).isEmpty();
        }
    }

    @Test
    void theFirstConnectionOfAllHasADeadline() throws Exception {
        try (Program program = Program.start(folder.resolve("data"), Map.of("BROADSHEET_HEADER_TIMEOUT", "2S"))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> program.log().contains("Listening on"));
            trickle(send(program, "GET /v1/stories HTTP/1.1\r\n"), "X-A: b\r\n", Duration.ofSeconds(10));
        }
    }

    @Test
    void whoDoesNotReadLargeResponsesTakesNoThread() throws Exception {
        try (Program program = Program.start(folder.resolve("data")).ready()) {
            for (int number = 0; number < CLIENTS; number++) {
                send(
                        program,
                        ("GET /v1/stories?include=body,related&body=html,blocks,markdown,text&limit="
                                        + (50 + number % 50) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .repeat(5));
            }
            assertOthersAreServed(program);
        }
    }

    /** Where a list of these was made as a whole, one of them took more than the heap. */
    @Test
    void longStoriesAreReadInASmallHeap() throws Exception {
        try (Program program = Program.start(folder.resolve("data"), SMALL_HEAP).ready()) {
            for (int number = 0; number < 50; number++) {
                publish(program, number + " " + "word & ".repeat(40_000));
            }
            List<String> targets = List.of(
                    "/v1/stories?include=body&body=html,blocks,markdown,text&limit=100&exclude=no-",
                    "/v1/search?q=word&include=body&body=html,blocks,markdown,text&limit=100&exclude=no-",
                    "/v1/changes?body=html,blocks,markdown,text&limit=100&language=en&language=xx-");
            for (int number = 0; number < 50; number++) {
                StringBuilder requests = new StringBuilder();
                for (int each = 0; each < 9; each++) {
                    requests.append("GET ")
                            .append(targets.get(each % targets.size()))
                            .append(number * 10 + each)
                            .append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
                }
                send(program, requests.toString());
            }
            // Each of these takes long to make, and others come after them.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(8))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertOthersAreServed(program));
            // A request is rejected as long as others wait for the memory that long stories take.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(program.get("/v1/stories?include=body&limit=100")
                                    .statusCode())
                            .isEqualTo(200));
            assertThat(program.failures()).isEmpty();
        }
    }

    private static void publish(Program program, String body) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> story = Editor.whole("Long " + body.substring(0, 2));
        story.put("body", Editor.markdown(body));
        HttpResponse<String> saved = program.send(program.request("/v1/admin/stories")
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(story))));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        String address = saved.headers().firstValue("Location").orElseThrow();
        assertThat(program.send(program.request(address.substring(address.indexOf("/v1/")) + "/publish")
                                .header("Authorization", "Bearer " + Editor.KEY)
                                .header("If-Match", "*")
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoWaitsForChangesTakesNoThread() throws Exception {
        try (Program program = Program.start(folder.resolve("data")).ready()) {
            String since = new ObjectMapper()
                    .readTree(program.get("/v1/changes?limit=100").body())
                    .at("/page/since")
                    .asText();
            for (int number = 0; number < CLIENTS; number++) {
                send(
                        program,
                        "GET /v1/changes?limit=100&wait=30&since=" + since + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                send(program, "GET /v1/changes/stream?since=" + since + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            assertOthersAreServed(program);
        }
    }

    @Test
    void readinessAndCachedResponsesNeedNoThread() throws Exception {
        Map<String, String> settings = Map.of("QUARKUS_THREAD_POOL_MAX_THREADS", "4");
        try (Program program = Program.start(folder.resolve("data"), settings).ready()) {
            Awaitility.await().until(() -> program.hasCached("/v1/categories"));
            List<Socket> waiting = new ArrayList<>();
            try (Connection database = program.connectToDatabase();
                    Statement statement = database.createStatement()) {
                database.setAutoCommit(false);
                statement.execute("LOCK TABLE tag IN ACCESS EXCLUSIVE MODE");
                for (int limit = 2; limit < 52; limit++) {
                    waiting.add(send(program, "GET /v1/tags?limit=" + limit + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                }
                for (int number = 0; number < 20; number++) {
                    assertQuick(program, "/health/ready");
                    assertQuick(program, "/v1/categories");
                }
                database.rollback();
            }
            for (Socket socket : waiting) {
                assertThat(status(socket)).isEqualTo(200);
            }
        }
    }
}

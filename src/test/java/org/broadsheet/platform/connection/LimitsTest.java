package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.identity.access.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one client, and all together, can take of a node. */
@Tag("profile")
@QuarkusTest
@TestProfile(LimitsTest.Tight.class)
class LimitsTest {

    /** Limits that a few requests reach. */
    public static class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "broadsheet.header-timeout", "2S",
                    "broadsheet.max-silent-connections", "5",
                    "broadsheet.stream.max-consumers", "5",
                    "broadsheet.stream.max-per-client", "3",
                    "broadsheet.body.memory", "200000",
                    "broadsheet.list.page-size", "100000");
        }
    }

    private static final int LENGTH = 40_000;

    @Inject
    Newsroom newsroom;

    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void disconnect() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private RawConnection send(String request) throws IOException {
        RawConnection connection = new RawConnection(RestAssured.port);
        connections.add(connection);
        connection.sendOnly(request);
        return connection;
    }

    @Test
    void whoConnectsAndSendsNothingIsDisconnected() throws IOException {
        Api.get("/health/live").then().statusCode(200);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void theOldestConnectionWithoutARequestIsClosedForAnother() throws IOException {
        Api.get("/health/live").then().statusCode(200);
        List<Socket> silent = new ArrayList<>();
        RawConnection used = new RawConnection(RestAssured.port);
        connections.add(used);
        String request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        assertThat(used.send(request).status()).isEqualTo(200);
        for (int number = 0; number < 10; number++) {
            silent.add(new Socket("localhost", RestAssured.port));
        }
        silent.get(0).setSoTimeout(1_500);
        assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
        silent.get(9).getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(silent.get(9).getInputStream().read()).isEqualTo('H');
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void aConnectionWhoseRequestsAreKnownStaysOpen() throws IOException {
        String request = "GET /v1/tags?limit=9 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int number = 0; number < 5; number++) {
            try (RawConnection connection = new RawConnection(RestAssured.port)) {
                assertThat(connection.send(request).status()).isEqualTo(200);
            }
        }
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            // Longer than headers may take.
            socket.setSoTimeout(3_000);
            assertThatThrownBy(() -> readToTheEnd(socket))
                    .as("nothing more comes, and the connection is not closed")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        while (socket.getInputStream().read() != -1) {
            // Only the end matters.
        }
    }

    // --- Requests that wait for changes --------------------------------------------------------------------------

    private RawConnection held(String path, String address) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + address + "\r\n\r\n");
    }

    private static void assertRejected(String path, String address, int status) {
        Api.request()
                .header("X-Forwarded-For", address)
                .get(path)
                .then()
                .statusCode(status)
                .header("Retry-After", "5");
    }

    @Test
    void oneClientHoldsSoManyRequestsAndOthersTheirs() throws IOException {
        String since = end();
        String poll = "/v1/changes?wait=60&since=" + since;
        List<RawConnection> streams = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            streams.add(held("/v1/changes/stream", "192.0.2.1"));
            assertThat(streams.get(number).status()).isEqualTo(200);
        }
        assertRejected("/v1/changes/stream", "192.0.2.1", 429);
        assertRejected(poll, "192.0.2.1", 429);
        Api.request()
                .header("X-Forwarded-For", "192.0.2.1")
                .get("/v1/changes?since=" + since)
                .then()
                .statusCode(200);

        RawConnection other = held("/v1/changes/stream", "2001:db8::1");
        assertThat(other.status()).isEqualTo(200);
        held(poll, "2001:db8::2");
        Awaitility.await().untilAsserted(() -> assertRejected("/v1/changes/stream", "192.0.2.3", 503));

        streams.get(0).close();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(held("/v1/changes/stream", "192.0.2.1").status())
                                .isEqualTo(200));
    }

    // --- Content --------------------------------------------------------------------------------------------------

    private static String post(String key, int length) {
        return "POST /v1/admin/stories HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void clientsThatLeaveBeforeTheirStreamBeginsHoldNothing() throws IOException {
        for (int number = 0; number < 100; number++) {
            held("/v1/changes/stream", "192.0.2.9").close();
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(held("/v1/changes/stream", "192.0.2.9").status())
                                .isEqualTo(200));
    }

    @Test
    void theContentOfWhoLacksTheScopeIsNotAwaited() throws IOException {
        String key = Editor.key(Scope.STORIES_READ);
        long began = System.nanoTime();
        assertThat(send(post(key, 1_000) + "{").status()).isEqualTo(403);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aNodeHoldsSoManyBytesOfContentAndOneCallerAHalf() throws IOException {
        String first = Editor.key(Scope.STORIES_WRITE);
        String second = Editor.key(Scope.STORIES_WRITE);
        String third = Editor.key(Scope.STORIES_WRITE);
        RawConnection one = send(post(first, 90_000));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(send(post(first, 20_000)).status()).isEqualTo(429));
        send(post(second, 95_000));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(send(post(third, 20_000)).status()).isEqualTo(503));
        assertThat(send(post(third, 2) + "{}").status()).isEqualTo(201);

        one.close();
        Awaitility.await()
                .untilAsserted(() -> assertThat(send(post(third, 20_000) + "{}" + " ".repeat(19_998))
                                .status())
                        .isEqualTo(201));
    }

    // --- Pages ----------------------------------------------------------------------------------------------------

    private static List<String> walk(String list, int mostOnAPage) {
        return walk(list, mostOnAPage, "items.id");
    }

    /** Walks through a list, and checks what its pages hold. */
    private static List<String> walk(String list, int mostOnAPage, String id) {
        List<String> ids = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = Api.json(list + (next.isEmpty() ? "" : "&cursor=" + next));
            List<String> items = page.getList(id);
            assertThat(items).hasSizeBetween(1, mostOnAPage);
            ids.addAll(items);
            next = page.getString("page.next");
        }
        return ids;
    }

    @Test
    void aPageHasSoManyBytesAndTheRestFollows() {
        String category = newsroom.category();
        String word = "zq" + Newsroom.unique("").replaceAll("[^a-z0-9]", "");
        List<String> stories = new ArrayList<>();
        String before = end();
        for (int number = 0; number < 5; number++) {
            stories.add(newsroom.story(category)
                    .saying(word + " " + "word ".repeat(LENGTH / 5))
                    .published()
                    .toString());
        }
        newsroom.untilIndexed();
        Api.awaitIndexes();

        assertThat(walk("/v1/stories?category=" + category + "&limit=50&sort=publishedAt&fields=id,body", 2))
                .containsExactlyElementsOf(stories);
        assertThat(walk("/v1/categories/" + category + "/stories?limit=50&fields=id,body&body=html,text", 1))
                .containsExactlyInAnyOrderElementsOf(stories);
        assertThat(walk("/v1/stories?category=" + category + "&limit=50&fields=id,title", 5))
                .containsExactlyInAnyOrderElementsOf(stories);
        // The text is read for what is highlighted.
        Awaitility.await()
                .untilAsserted(() -> assertThat(walk("/v1/search?limit=50&fields=id&q=" + word, 2, "items.story.id"))
                        .containsExactlyInAnyOrderElementsOf(stories));
        Awaitility.await()
                .untilAsserted(() -> assertThat(changes(before, category)).isEqualTo(stories));
        assertThat(changes("", category)).containsExactlyInAnyOrderElementsOf(stories);
    }

    private static String end() {
        JsonPath page = Api.json("/v1/changes?fields=id");
        while (page.getBoolean("page.more")) {
            page = Api.json("/v1/changes?fields=id&since=" + page.getString("page.since"));
        }
        return page.getString("page.since");
    }

    /** The stories of the category that come in pages of two. */
    private static List<String> changes(String since, String category) {
        List<String> known =
                Api.json("/v1/stories?limit=50&fields=id&category=" + category).getList("items.id");
        List<String> ids = new ArrayList<>();
        String cursor = since.isEmpty() ? "" : "&since=" + since;
        boolean more = true;
        while (more) {
            JsonPath page = Api.json("/v1/changes?limit=50" + cursor);
            List<String> large = new ArrayList<>(page.getList("items.id"));
            large.retainAll(known);
            assertThat(large).hasSizeLessThanOrEqualTo(2);
            ids.addAll(large);
            more = page.getBoolean("page.more");
            cursor = "&since=" + page.getString("page.since");
        }
        return ids;
    }

    @Test
    void aStoryThatIsLargerThanAPageIsAPage() {
        String category = newsroom.category();
        String id = newsroom.story(category)
                .saying("word ".repeat(50_000))
                .published()
                .toString();
        newsroom.story(category).published();
        assertThat(walk("/v1/stories?category=" + category + "&fields=id,body", 1))
                .hasSize(2);
        assertThat(Api.json("/v1/stories/" + id).getString("body.html")).hasSizeGreaterThan(200_000);
    }
}

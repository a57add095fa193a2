package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who listens is told. */
@QuarkusTest
class StreamTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource
    URL server;

    @Inject
    DataSource database;

    private static String id(String story) {
        return story.substring(story.lastIndexOf('/') + 1);
    }

    /** A connection on which events come in. */
    private final class Ear implements AutoCloseable {

        private final InputStream stream;
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        Ear(String query, String lastEventId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "v1/changes/stream" + query));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            stream = response.body();
            Thread reader = new Thread(() -> {
                EventReader.read(stream, this::take);
                ended = true;
            });
            reader.setDaemon(true);
            reader.start();
            Awaitility.await().until(() -> !ids.isEmpty());
        }

        private void take(String id, String data) {
            try {
                if (data != null) {
                    var change = JSON.readTree(data);
                    told.add(change.path("type").asText() + " "
                            + change.path("id").asText());
                }
                ids.add(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void hears(String... changes) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(told).containsExactly(changes));
        }

        String lastId() {
            return ids.get(ids.size() - 1);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Test
    void changesAreSentAsTheyHappen() throws Exception {
        try (Ear ear = new Ear("", null)) {
            String story = Editor.live(Editor.whole("Told " + Newsroom.unique("s")));
            ear.hears("story " + id(story));
            Editor.act(story + "/unpublish");
            ear.hears("story " + id(story), "tombstone " + id(story));
        }
    }

    @Test
    void onlySubscribedEventsAreSent() throws Exception {
        try (Ear ear = new Ear("?category=culture&fields=title", null)) {
            Map<String, Object> content = Editor.whole("Culture " + Newsroom.unique("s"));
            content.put("category", "culture");
            String culture = Editor.live(content);
            Editor.live(Editor.whole("Industry " + Newsroom.unique("s")));
            Editor.patch(culture, Map.of("category", "industry"));
            Editor.act(culture + "/publish");
            ear.hears("story " + id(culture), "tombstone " + id(culture));
        }
    }

    @Test
    void aConsumerThatReconnectsGetsTheChangesItMissed() throws Exception {
        Ear ear = new Ear("", null);
        String first = Editor.live(Editor.whole("Heard " + Newsroom.unique("s")));
        ear.hears("story " + id(first));
        String last = ear.lastId();
        ear.close();
        String second = Editor.live(Editor.whole("Missed " + Newsroom.unique("s")));
        try (Ear again = new Ear("", last)) {
            again.hears("story " + id(second));
        }
        try (Ear again = new Ear("?since=" + last, null)) {
            again.hears("story " + id(second));
        }
    }

    @Test
    void aPageOfChangesAndTheStreamGoOnFromEachOther() throws Exception {
        Mirror mirror = new Mirror();
        while (mirror.takePage(
                Api.get("/v1/changes?limit=100" + (mirror.since() == null ? "" : "&since=" + mirror.since()))
                        .asString())) {}
        String story = Editor.live(Editor.whole("After the copy " + Newsroom.unique("s")));
        try (Ear ear = new Ear("?since=" + mirror.since(), null)) {
            ear.hears("story " + id(story));
            assertThat(mirror.takePage(
                            Api.get("/v1/changes?since=" + ear.lastId()).asString()))
                    .isFalse();
            assertThat(mirror.stories()).doesNotContainKey(id(story));
        }
    }

    @Test
    void aTransactionThatCommitsLateIsNotSkipped() throws Exception {
        try (Ear ear = new Ear("", null);
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            String late = Editor.live(Editor.whole("Late " + Newsroom.unique("s")));
            String early = Editor.live(Editor.whole("Early " + Newsroom.unique("s")));
            Awaitility.await()
                    .until(() -> ear.told.contains("story " + id(late)) && ear.told.contains("story " + id(early)));
            ear.told.clear();
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO change (type, subject_id) VALUES ('story.updated', '" + id(late) + "')");
            Editor.act(early + "/unpublish");
            Awaitility.await().during(Duration.ofSeconds(2)).until(ear.told::isEmpty);
            connection.commit();
            connection.setAutoCommit(true);
            ear.hears("story " + id(late), "tombstone " + id(early));
        }
    }

    @Test
    void silenceIsBroken() throws Exception {
        try (Socket socket = listen("")) {
            socket.setSoTimeout(5_000);
            StringBuilder got = new StringBuilder();
            while (!got.toString().contains("\n:\n")) {
                got.append((char) socket.getInputStream().read());
            }
            assertThat(got.toString()).contains("retry: 1000\n", "id: ");
        }
    }

    private Socket listen(String query) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream()
                .write(("GET /v1/changes/stream" + query + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Tag("endurance")
    @Test
    void aConsumerThatDoesNotReadIsDroppedAndDelaysNoOther() throws Exception {
        Map<String, Object> large = Editor.whole("Large " + Newsroom.unique("s"));
        large.put("body", Editor.markdown("Many words. ".repeat(20_000)));
        List<String> stories = new ArrayList<>();
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new java.net.InetSocketAddress(server.getHost(), server.getPort()));
            deaf.getOutputStream()
                    .write("GET /v1/changes/stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            deaf.getInputStream().read();
            try (Ear ear = new Ear("", null)) {
                for (int number = 0; number < 30; number++) {
                    large.put("title", "Large " + Newsroom.unique("s"));
                    stories.add("story " + id(Editor.live(large)));
                }
                ear.hears(stories.toArray(String[]::new));
            }
            // A slow client: it reads nothing for longer than the server waits.
            Thread.sleep(4_000);
            assertThat(bytesUntilTheEndOf(deaf)).isLessThan(30 * 200_000);
        }
    }

    /** Fails if it does not end. */
    private static long bytesUntilTheEndOf(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        long bytes = 0;
        byte[] buffer = new byte[65_536];
        try {
            int read;
            while ((read = socket.getInputStream().read(buffer)) >= 0) {
                bytes += read;
            }
        } catch (java.net.SocketException e) {
            // Reset is an end, too.
        }
        return bytes;
    }

    @Test
    void whatIsWrongIsNamed() {
        Api.get("/v1/changes/stream?since=a%20b").then().statusCode(400).body("errors[0].parameter", equalTo("since"));
        Api.request()
                .header("Last-Event-ID", "a b")
                .get("/v1/changes/stream")
                .then()
                .statusCode(410);
        Api.get("/v1/changes/stream?limit=3").then().statusCode(400).body("errors[0].parameter", equalTo("limit"));
        Api.request().head("/v1/changes/stream").then().statusCode(200);
    }
}

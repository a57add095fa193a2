package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.integration.webhook.Receiver;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, and none when something is due. */
@Tag("endurance")
class NodesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void chooseFolder() {
        data = folder.resolve("data");
    }

    private static HttpResponse<String> send(Program node, String key, String method, String path, String content)
            throws IOException {
        HttpRequest.Builder request = node.request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .header("Idempotency-Key", path + content.hashCode())
                .method(method, BodyPublishers.ofString(content));
        return node.send(request);
    }

    private static JsonNode post(Program node, String path, String content) throws IOException {
        HttpResponse<String> response = send(node, Editor.KEY, "POST", path, content);
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return JSON.readTree(response.body());
    }

    private static String scheduled(Program node, String title, Instant at) throws IOException {
        String id = post(node, Editor.STORIES, """
                {"title": "%s", "excerpt": "E", "category": "industry", "authors": ["zoe-lindqvist"],
                 "body": {"format": "markdown", "source": "Text"}}""".formatted(title)).path("id").asText();
        post(node, Editor.STORIES + "/" + id + "/publish", "{\"at\": \"%s\"}".formatted(at));
        return id;
    }

    @Test
    void bothPublishWhatIsDueOnceAndShareKeysPreviewsAndRetries() throws Exception {
        try (Program first = Program.start(data).ready();
                Program second =
                        Program.start(data, first.asDatabaseOfAnotherNode()).ready()) {
            Instant at = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.MILLIS);
            List<String> stories = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                stories.add(scheduled(number % 2 == 0 ? first : second, "Due " + number, at));
            }
            assertThat(Instant.now()).isBefore(at);
            for (String story : stories) {
                String path = "/v1/stories/" + story + "?fields=publishedAt";
                Awaitility.await().until(() -> second.get(path).statusCode() == 200);
                assertThat(second.get(path).body()).contains(at.toString());
            }
            try (Connection database = first.connectToDatabase();
                    var rows = database.createStatement()
                            .executeQuery("SELECT count(*) FROM change WHERE type = 'story.published'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(40 + stories.size());
            }

            String draft = "{\"title\": \"Once\"}";
            assertThat(post(first, Editor.STORIES, draft)).isEqualTo(post(second, Editor.STORIES, draft));
            JsonNode preview = post(first, Editor.STORIES + "/" + stories.get(0) + "/preview-tokens", "{}");
            assertThat(second.get(preview.path("url").asText()).statusCode()).isEqualTo(200);

            JsonNode key = post(first, "/v1/admin/keys", "{\"name\": \"Short\", \"scopes\": [\"stories:read\"]}");
            String secret = key.path("key").asText();
            assertThat(send(second, secret, "GET", Editor.STORIES, "").statusCode())
                    .isEqualTo(200);
            assertThat(send(
                                    first,
                                    Editor.KEY,
                                    "DELETE",
                                    "/v1/admin/keys/" + key.path("id").asText(),
                                    "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(second, secret, "GET", Editor.STORIES, "").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void eachNodeReportsChangesOfTheOtherAndEventsAreSentOnce() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("BROADSHEET_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8"));
        try (Receiver receiver = new Receiver(Receiver.answering(204));
                Program first = Program.start(data, settings).ready()) {
            settings.putAll(first.asDatabaseOfAnotherNode());
            try (Program second = Program.start(data, settings).ready()) {
                post(first, "/v1/admin/webhooks", "{\"url\": \"%s\"}".formatted(receiver.url()));
                String end = since(second, "");
                while (JSON.readTree(
                                second.get("/v1/changes?fields=id&since=" + end).body())
                        .at("/page/more")
                        .asBoolean()) {
                    end = since(second, "&since=" + end);
                }
                String place = end;
                CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(
                        () -> second.get("/v1/changes?wait=15&fields=title&since=" + place));
                Awaitility.await().during(Duration.ofMillis(500)).until(() -> !waiting.isDone());
                for (int number = 0; number < 15; number++) {
                    Program node = number % 2 == 0 ? first : second;
                    String id = post(node, Editor.STORIES, """
                            {"title": "Told %d", "excerpt": "E", "category": "industry", "authors": ["zoe-lindqvist"],
                             "body": {"format": "markdown", "source": "Text"}}""".formatted(number))
                            .path("id")
                            .asText();
                    post(node, Editor.STORIES + "/" + id + "/publish", "{}");
                }
                assertThat(waiting.get(10, TimeUnit.SECONDS).body()).contains("Told 0");
                Awaitility.await().until(() -> receiver.received().size() >= 15);
                Awaitility.await()
                        .during(Duration.ofSeconds(1))
                        .until(() -> receiver.received().size() == 15);
            }
        }
    }

    private static String since(Program node, String from) throws IOException {
        return JSON.readTree(node.get("/v1/changes?fields=id" + from).body())
                .at("/page/since")
                .asText();
    }

    @Test
    void aStoryThatCameDueDuringAnOutageGoesLiveAtTheNextStart() throws Exception {
        Instant at;
        String story;
        try (Program program = Program.start(data).ready()) {
            at = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
            story = scheduled(program, "While we slept", at);
            program.kill();
        }
        Awaitility.await().until(() -> Instant.now().isAfter(at.plusMillis(500)));
        try (Program program = Program.start(data).ready()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> program.get("/v1/stories/" + story).statusCode() == 200);
            assertThat(program.get("/v1/stories/" + story).body()).contains("\"publishedAt\":\"" + at + "\"");
        }
    }
}

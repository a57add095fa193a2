package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver fails in every way, the program is killed in the middle, and every event arrives all the same. */
@Tag("endurance")
class WebhookCrashIT {

    private static final int REPLAYED = 2_000;
    private static final int KILLS = 2;
    private static final int STORIES_BETWEEN_KILLS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> SETTINGS = Map.of(
            "BROADSHEET_WEBHOOK_ALLOWED_NETWORKS",
            "127.0.0.0/8",
            "BROADSHEET_WEBHOOK_TIMEOUT",
            "1S",
            "BROADSHEET_WEBHOOK_RETRY_PAUSES",
            String.join(",", java.util.Collections.nCopies(50, "300ms")));

    @TempDir
    Path folder;

    @Test
    void everyEventArrivesAndInOrder() throws Exception {
        Random random = new Random(5);
        Set<String> acknowledged = new HashSet<>();
        try (Receiver receiver = new Receiver((exchange, number) -> {
            switch (random.nextInt(10)) {
                case 0 -> exchange.sendResponseHeaders(500, -1);
                case 1 -> Receiver.stall(Duration.ofMillis(1_500));
                case 2 -> exchange.close();
                case 3 -> {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
                    exchange.sendResponseHeaders(302, -1);
                }
                default -> exchange.sendResponseHeaders(204, -1);
            }
        })) {
            Program program = start();
            String secret = JSON.readTree(write(program, "POST", "/v1/admin/webhooks", Map.of("url", receiver.url()))
                            .body())
                    .path("secret")
                    .asText();
            for (int kill = 0; kill < KILLS; kill++) {
                for (int story = 0; story < STORIES_BETWEEN_KILLS; story++) {
                    publish(program, acknowledged);
                }
                program.kill();
                program = start();
            }
            try (Program last = program) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(statuses(last).keySet()).isEqualTo(Set.of("delivered")));
                List<Receiver.Received> received = List.copyOf(receiver.received());
                for (Receiver.Received one : received) {
                    one.verify(secret);
                }
                assertThat(received.stream().map(Receiver.Received::id)).containsAll(messages(last));
                assertThat(inOrderOfArrival(received).keySet()).containsAll(acknowledged);
                inOrderOfArrival(received)
                        .forEach((story, types) ->
                                assertThat(types).as(story).isEqualTo(List.of("story.published", "story.unpublished")));
                assertThat(received.size()).isGreaterThan(acknowledged.size() * 2);
                System.out.printf(
                        "%d events of %d stories arrived by %d requests over %d kills%n",
                        messages(last).size(), acknowledged.size(), received.size(), KILLS);
            }
        }
    }

    @Test
    void aReplayGoesOnAfterItsNodeWasKilled() throws Exception {
        Program program = start();
        String webhook = write(
                        program,
                        "POST",
                        "/v1/admin/webhooks",
                        Map.of("url", "http://127.0.0.1/", "enabled", false, "types", List.of("tag.changed")))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Instant since = Instant.now();
        try (Connection connection = program.connectToDatabase();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO change (type, subject_id) SELECT 'tag.changed', gen_random_uuid()"
                    + " FROM generate_series(1, " + REPLAYED + ")");
            Awaitility.await().until(() -> {
                try (ResultSet row = statement.executeQuery("SELECT " + Outbox.IS_BEHIND)) {
                    return row.next() && !row.getBoolean(1);
                }
            });
        }
        write(program, "POST", webhook + "/replay", Map.of("since", since.toString()));
        program.kill();
        try (Program next = start()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(statuses(next)).isEqualTo(Map.of("pending", REPLAYED)));
        }
    }

    private Program start() throws IOException {
        return Program.start(folder.resolve("data"), SETTINGS).ready();
    }

    private static void publish(Program program, Set<String> acknowledged) throws IOException {
        String id = JSON.readTree(
                        write(program, "POST", "/v1/admin/stories", Editor.whole("Killed " + Newsroom.unique("k")))
                                .body())
                .path("id")
                .asText();
        write(program, "POST", "/v1/admin/stories/" + id + "/publish", null);
        write(program, "POST", "/v1/admin/stories/" + id + "/unpublish", null);
        acknowledged.add(id);
    }

    private static HttpResponse<String> write(Program program, String method, String path, Object content)
            throws IOException {
        HttpRequest.Builder request = program.request(path)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        content == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(content)));
        HttpResponse<String> answer = program.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer;
    }

    private static Map<String, Integer> statuses(Program program) throws SQLException, IOException {
        Map<String, Integer> statuses = new HashMap<>();
        try (Connection connection = program.connectToDatabase();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT status, count(*) FROM webhook_delivery GROUP BY status")) {
            while (rows.next()) {
                statuses.put(rows.getString(1), rows.getInt(2));
            }
        }
        return statuses;
    }

    /** An id for each row that the log has had since the webhook was made. */
    private static List<String> messages(Program program) throws SQLException, IOException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = program.connectToDatabase();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT d.message_id FROM change c"
                        + " LEFT JOIN webhook_delivery d ON d.sequence = c.sequence"
                        + " WHERE c.at > (SELECT created_at FROM webhook)")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
        return ids;
    }

    /** By story, the types of its events in the order in which each came first. */
    private static Map<String, List<String>> inOrderOfArrival(List<Receiver.Received> received) throws IOException {
        Map<String, List<String>> types = new HashMap<>();
        Map<String, String> payloads = new HashMap<>();
        for (Receiver.Received one : received) {
            JsonNode event = JSON.readTree(one.payload());
            String before = payloads.putIfAbsent(one.id(), one.payload());
            if (before == null) {
                types.computeIfAbsent(event.at("/data/id").asText(), story -> new ArrayList<>())
                        .add(event.path("type").asText());
            } else {
                assertThat(one.payload()).isEqualTo(before);
            }
        }
        return types;
    }
}

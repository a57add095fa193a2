package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.integration.webhook.Receiver;
import org.broadsheet.platform.postgres.Backup;
import org.junit.jupiter.api.Test;

/** The database is restored to a backup under a node that runs on: nobody keeps what was lost. */
@QuarkusTest
class RestoreTest {

    private static final String CHANGES = "/v1/changes?limit=100";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource
    URL server;

    @Inject
    DataSource database;

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String publish(String title) {
        return Editor.live(Editor.whole(title + " " + Newsroom.unique("r")));
    }

    private static void republish(String story, Map<String, Object> change) {
        Editor.patch(story, change).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
    }

    private static String walk(Mirror mirror) {
        boolean more = true;
        while (more) {
            String since = mirror.since() == null ? "" : "&since=" + mirror.since();
            Response page = Api.get(CHANGES + since);
            page.then().statusCode(200);
            more = mirror.takePage(page.asString());
        }
        return mirror.since();
    }

    /** Follows until a story is there, or is not any more. */
    private static String follow(Mirror mirror, String story, boolean isThere) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            walk(mirror);
            return mirror.stories().containsKey(id(story)) == isThere;
        });
        return mirror.since();
    }

    private static void assertExpired(String cursor) {
        Api.get(CHANGES + "&since=" + cursor).then().statusCode(410).body("type", equalTo("/problems/cursor-expired"));
        Api.get("/v1/changes/stream?since=" + cursor).then().statusCode(410);
        Api.request()
                .header("Last-Event-ID", cursor)
                .get("/v1/changes/stream")
                .then()
                .statusCode(410)
                .body("type", equalTo("/problems/cursor-expired"));
        Api.request()
                .header("Last-Event-ID", cursor)
                .head("/v1/changes/stream")
                .then()
                .statusCode(410);
    }

    @Test
    void aConsumerThatHasWhatWasLostStartsAfreshAndOneThatHasNotGoesOn() throws Exception {
        String kept = publish("Kept");
        Mirror ahead = new Mirror();
        Mirror inTime = new Mirror();
        follow(ahead, kept, true);
        follow(inTime, kept, true);
        Backup backup = Backup.of(database);
        String lost = publish("Lost");
        String old = follow(ahead, lost, true);

        backup.restore();
        assertExpired(old);
        String another = publish("Another");
        follow(inTime, another, true);
        assertExpired(old);

        Mirror fresh = new Mirror();
        follow(fresh, another, true);
        assertThat(fresh.stories()).containsKey(id(kept)).doesNotContainKey(id(lost));
        assertThat(inTime.stories()).isEqualTo(fresh.stories());
        assertThat(ahead.stories()).isNotEqualTo(fresh.stories());
    }

    @Test
    void aCopyThatIsBeingMadeStartsAfreshOnceItHasWhatWasLost() throws Exception {
        publish("Kept");
        JsonPath first = Api.json("/v1/changes?limit=1");
        Backup backup = Backup.of(database);
        String lost = publish("Lost");
        Mirror mirror = new Mirror();
        mirror.goOnFrom(first.getString("page.since"));
        String midway = mirror.since();
        while (!mirror.stories().containsKey(id(lost))) {
            mirror.takePage(Api.get(CHANGES + "&since=" + mirror.since()).asString());
        }

        backup.restore();
        Api.get(CHANGES + "&since=" + midway).then().statusCode(200);
        assertExpired(mirror.since());
    }

    /** A story is sent as it is, which may be ahead of the row that says to look at it. */
    @Test
    void aConsumerThatHasAStoryAsItIsNoMoreStartsAfresh() throws Exception {
        String story = publish("Changing");
        Mirror mirror = new Mirror();
        String cursor = follow(mirror, story, true);
        republish(story, Map.of("excerpt", "First"));
        awaitChange(cursor);
        Backup backup = Backup.of(database);
        String ahead;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO audit_entry SELECT gen_random_uuid(), at, actor_kind, actor_id, actor_name,"
                    + " address, request_id, action, subject_kind, subject_id, before, after FROM audit_entry LIMIT 1");
            republish(story, Map.of("excerpt", "Second"));
            JsonPath page = Api.json(CHANGES + "&fields=excerpt&since=" + cursor);
            assertThat(page.getList("items.story.excerpt")).containsExactly("Second");
            ahead = page.getString("page.since");
            assertThat(Api.json(CHANGES + "&since=" + ahead).getList("items")).isEmpty();
            connection.rollback();
            connection.setAutoCommit(true);
        }

        backup.restore();
        assertExpired(ahead);
        Awaitility.await()
                .untilAsserted(() -> Api.get("/v1/stories/" + id(story)).then().body("excerpt", equalTo("First")));
        assertThat(Api.json(CHANGES + "&fields=excerpt&since=" + cursor).getList("items.story.excerpt"))
                .containsExactly("First");
    }

    private static void awaitChange(String cursor) {
        Awaitility.await()
                .until(() ->
                        !Api.json(CHANGES + "&since=" + cursor).getList("items").isEmpty());
    }

    @Test
    void anOpenStreamEndsAndAWaitingRequestGetsAResponse() throws Exception {
        Mirror mirror = new Mirror();
        follow(mirror, publish("Kept"), true);
        Backup backup = Backup.of(database);
        List<String> ids = new CopyOnWriteArrayList<>();
        List<String> told = new CopyOnWriteArrayList<>();
        HttpResponse<InputStream> stream = HTTP.send(
                HttpRequest.newBuilder(URI.create(server + "v1/changes/stream")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> EventReader.read(stream.body(), (id, data) -> {
            ids.add(id);
            if (data != null) {
                told.add(data);
            }
        }));
        Awaitility.await().until(() -> !ids.isEmpty());
        String lost = publish("Lost");
        Awaitility.await().until(() -> told.stream().anyMatch(data -> data.contains(id(lost))));
        String cursor = follow(mirror, lost, true);
        CompletableFuture<Response> held =
                CompletableFuture.supplyAsync(() -> Api.get(CHANGES + "&wait=60&since=" + cursor));
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> !held.isDone() && !ended.isDone());

        backup.restore();
        ended.get(10, TimeUnit.SECONDS);
        held.get(10, TimeUnit.SECONDS).then().statusCode(410);
        assertExpired(ids.get(ids.size() - 1));
    }

    @Test
    void aLaterWaitEndsAtOnce() throws Exception {
        Mirror mirror = new Mirror();
        String cursor = follow(mirror, publish("Kept"), true);
        Backup backup = Backup.of(database);
        for (int number = 0; number < 3; number++) {
            publish("Lost");
        }
        Awaitility.await()
                .until(() ->
                        Api.json(CHANGES + "&since=" + cursor).getList("items").size() == 3);

        backup.restore();
        CompletableFuture<Response> held =
                CompletableFuture.supplyAsync(() -> Api.get(CHANGES + "&wait=60&since=" + cursor));
        Awaitility.await().during(Duration.ofMillis(1_000)).until(() -> !held.isDone());
        String another = publish("Another");
        Response page = held.get(5, TimeUnit.SECONDS);
        page.then().statusCode(200).body("items.id", equalTo(List.of(id(another))));
    }

    @Test
    void responsesOfWhatWasLostAreEvicted() throws Exception {
        String story = publish("Cached");
        String path = "/v1/stories/" + id(story);
        republish(story, Map.of("excerpt", "First"));
        Backup backup = Backup.of(database);
        republish(story, Map.of("excerpt", "Second"));
        String lost = publish("Lost");
        Response second = Awaitility.await()
                .until(
                        () -> {
                            Api.get("/v1/stories/" + id(lost)).then().statusCode(200);
                            return Api.get(path);
                        },
                        response -> response.header("Cache-Status").equals("Broadsheet; hit"));
        assertThat(second.jsonPath().getString("excerpt")).isEqualTo("Second");

        backup.restore();
        Awaitility.await().untilAsserted(() -> {
            Api.get(path).then().statusCode(200).body("excerpt", equalTo("First"));
            Api.get("/v1/stories/" + id(lost)).then().statusCode(404);
            assertThat(Api.get("/v1/stories?limit=5&fields=id").asString()).doesNotContain(id(lost));
        });
        // A date says nothing of a story that is now an earlier one.
        Api.request()
                .header("If-Modified-Since", second.header("Last-Modified"))
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void aSubscriberChecksByTheCursorOfAnEvent() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            String webhook = Editor.post("/v1/admin/webhooks", Map.of("url", receiver.url()))
                    .header("Location");
            String kept = publish("Kept");
            Receiver.Received before = eventOf(receiver, kept);
            Backup backup = Backup.of(database);
            String lost = publish("Lost");
            Receiver.Received lostEvent = eventOf(receiver, lost);
            String cursor = cursor(lostEvent);
            assertThat(Api.json(CHANGES + "&since=" + cursor(before)).getList("items.id"))
                    .containsExactly(id(lost));
            assertThat(Api.json(CHANGES + "&since=" + cursor).getList("items")).isEmpty();
            long number = number(lost);

            backup.restore();
            assertExpired(cursor);
            String another = publish("Another");
            assertThat(number(another)).isEqualTo(number);
            Receiver.Received anotherEvent = eventOf(receiver, another);
            assertThat(anotherEvent.id()).isNotEqualTo(lostEvent.id());
            assertExpired(cursor);
            assertThat(Api.json(CHANGES + "&since=" + cursor(before)).getList("items.id"))
                    .containsExactly(id(another));
            assertThat(Api.json(CHANGES + "&since=" + cursor(anotherEvent)).getList("items"))
                    .isEmpty();
            Editor.delete(webhook).then().statusCode(204);
        }
    }

    private static Receiver.Received eventOf(Receiver receiver, String story) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> receiver.received().stream()
                                .filter(one ->
                                        event(one).at("/data/id").asText().equals(id(story)))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static String cursor(Receiver.Received received) {
        return event(received).path("cursor").asText();
    }

    private static JsonNode event(Receiver.Received received) {
        try {
            return JSON.readTree(received.payload());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long number(String story) throws Exception {
        try (Connection connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT max(sequence) FROM change WHERE subject_id = '" + id(story) + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void anotherRowInTheSamePositionIsAnotherRow() throws Exception {
        Mirror mirror = new Mirror();
        String cursor = follow(mirror, publish("Replaced"), true);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE change SET id = gen_random_uuid() WHERE sequence = (SELECT max(sequence) FROM change)");
        }
        assertExpired(cursor);
    }
}

package org.broadsheet.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.platform.connection.RawConnection;
import org.broadsheet.platform.connection.RawConnection.RawResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type of the closed list is the response to some request. */
@QuarkusTest
@TestProfile(ProblemTypesTest.Tight.class)
@Tag("profile")
class ProblemTypesTest {

    /** Limits that a few requests reach, and a database of its own, which one test breaks. */
    public static class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "broadsheet.data-dir", "target/test-data/problem-types",
                    "broadsheet.body.stall", "0.3S",
                    "broadsheet.stream.max-consumers", "1",
                    "broadsheet.stream.max-per-client", "1");
        }
    }

    private static final String STREAM = "/v1/changes/stream";

    @Inject
    DataSource database;

    private record Answer(int status, String mediaType, String content) {

        static Answer of(Response response) {
            return new Answer(response.statusCode(), response.contentType(), response.asString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTypeIsReturnedAndDocumented(ProblemType type) throws Exception {
        Answer response = response(type);

        assertThat(response.status()).isEqualTo(type.status());
        assertThat(response.mediaType()).startsWith("application/problem+json");
        JsonPath problem = new JsonPath(response.content());
        assertThat(problem.getString("type")).isEqualTo("/problems/" + type.slug());
        assertThat(problem.getString("title")).isEqualTo(type.title());
        assertThat(problem.getInt("status")).isEqualTo(type.status());
        assertThat(Api.get(problem.getString("type"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("<h2>" + type.slug() + "</h2>", "Status " + type.status());
    }

    private Answer response(ProblemType type) throws Exception {
        return switch (type) {
            case INVALID_PARAMETER -> Answer.of(Api.get("/v1/stories?limit=0"));
            case MALFORMED_REQUEST -> Answer.of(Editor.post(Editor.STORIES, "{"));
            case UNAUTHENTICATED -> Answer.of(Api.get(Editor.STORIES));
            case FORBIDDEN ->
                Answer.of(Editor.request(Editor.key(Scope.STORIES_READ)).get("/v1/admin/keys"));
            case NOT_FOUND -> Answer.of(Api.get("/v1/stories/no-such-story"));
            case METHOD_NOT_ALLOWED -> Answer.of(Api.request().delete("/v1/stories"));
            case NOT_ACCEPTABLE ->
                Answer.of(Api.request().accept(ContentType.XML).get("/v1/stories"));
            case REQUEST_TIMEOUT -> contentThatEndsEarly();
            case CONFLICT -> Answer.of(Editor.post("/v1/admin/tags", Map.of("name", "memory")));
            case IN_USE -> Answer.of(Editor.delete("/v1/admin/categories/industry"));
            case REQUEST_IN_PROGRESS -> twoAttemptsAtOnce();
            case GONE -> withdrawn();
            case CURSOR_EXPIRED -> Answer.of(Api.get("/v1/changes?since=AAAA"));
            case PRECONDITION_FAILED ->
                Answer.of(Editor.request()
                        .contentType("application/merge-patch+json")
                        .header("If-Match", "\"999\"")
                        .body("{}")
                        .patch("/v1/admin/categories/industry"));
            case CONTENT_TOO_LARGE -> Answer.of(Editor.post(Editor.STORIES, " ".repeat(2_000_000)));
            case URI_TOO_LONG -> Answer.of(Api.get("/v1/stories?category=" + "a".repeat(9_000)));
            case UNSUPPORTED_MEDIA_TYPE ->
                Answer.of(
                        Editor.request().contentType("text/plain").body("text").post(Editor.STORIES));
            case INVALID_CONTENT -> Answer.of(Editor.post(Editor.STORIES, Map.of("colour", "red")));
            case INCOMPLETE_STORY -> Answer.of(Editor.act(Editor.draft(Map.of("title", "No body")) + "/publish"));
            case KEY_REUSED -> twoContentsWithOneKey();
            case PRECONDITION_REQUIRED ->
                Answer.of(Editor.request()
                        .contentType("application/merge-patch+json")
                        .body("{}")
                        .patch("/v1/admin/categories/industry"));
            case TOO_MANY_REQUESTS -> whileOneListens("192.0.2.1");
            case UNAVAILABLE -> whileOneListens("192.0.2.2");
            case INTERNAL_ERROR -> whileATableIsMissing();
        };
    }

    private static Answer contentThatEndsEarly() throws Exception {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            RawResponse response = connection.send("POST " + Editor.STORIES + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + Editor.KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            return new Answer(response.status(), response.headers().get("content-type"), response.content());
        }
    }

    /** The first attempt waits for a lock on the story; the other one has the response. */
    private Answer twoAttemptsAtOnce() throws Exception {
        String story = Editor.draft(Editor.whole(Newsroom.unique("Attempted")));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "SELECT 1 FROM story WHERE id = '" + story.substring(story.lastIndexOf('/') + 1) + "' FOR UPDATE");
            CompletableFuture<Response> one = publishing(story);
            CompletableFuture<Response> other = publishing(story);
            Response first = (Response) CompletableFuture.anyOf(one, other).get();
            connection.rollback();
            connection.setAutoCommit(true);
            assertThat(one.get().statusCode() + other.get().statusCode()).isEqualTo(200 + 409);
            return Answer.of(first);
        }
    }

    private static CompletableFuture<Response> publishing(String story) {
        return CompletableFuture.supplyAsync(() -> Editor.request()
                .header("If-Match", "*")
                .header("Idempotency-Key", "two-attempts")
                .post(story + "/publish"));
    }

    private static Answer withdrawn() {
        String story = Editor.live(Editor.whole(Newsroom.unique("Withdrawn")));
        String slug = Editor.slug(story);
        Editor.act(story + "/unpublish").then().statusCode(200);
        return Answer.of(Api.get("/v1/stories/" + slug));
    }

    private static Answer twoContentsWithOneKey() {
        Response last = null;
        for (String title : new String[] {"One", "Another"}) {
            last = Editor.request()
                    .contentType(ContentType.JSON)
                    .header("Idempotency-Key", "two-contents")
                    .body(Map.of("title", title))
                    .post(Editor.STORIES);
        }
        return Answer.of(last);
    }

    /** One client listens, which is as many as one client and the node may have. */
    private static Answer whileOneListens(String address) throws Exception {
        RawConnection listener = Awaitility.await().until(ProblemTypesTest::listener, Objects::nonNull);
        try {
            return Answer.of(Api.request().header("X-Forwarded-For", address).get(STREAM));
        } finally {
            listener.close();
        }
    }

    /** Returns null while the listener before has not left. */
    private static RawConnection listener() throws IOException {
        RawConnection listener = new RawConnection(RestAssured.port);
        listener.sendOnly("GET " + STREAM + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
        if (listener.status() == 200) {
            return listener;
        }
        listener.close();
        return null;
    }

    private Answer whileATableIsMissing() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE tag RENAME TO missing_tag");
            try {
                return Answer.of(RestAssured.get("/v1/tags?limit=77"));
            } finally {
                statement.execute("ALTER TABLE missing_tag RENAME TO tag");
            }
        }
    }
}

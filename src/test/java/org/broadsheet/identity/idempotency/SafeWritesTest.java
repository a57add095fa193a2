package org.broadsheet.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody overwrites what he has not seen, and nothing is done twice. */
@QuarkusTest
class SafeWritesTest {

    private static final int CLIENTS = 16;

    @Inject
    EntityManager database;

    @Inject
    UserTransaction transaction;

    private final String title = "Story " + Newsroom.unique("safe");

    private static List<Response> atOnce(int clients, Callable<Response> request) throws Exception {
        return atOnce(IntStream.range(0, clients).mapToObj(client -> request).toList());
    }

    private static List<Response> atOnce(List<Callable<Response>> requests) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(requests.size());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Response>> responses = new ArrayList<>();
        for (Callable<Response> request : requests) {
            responses.add(clients.submit(() -> {
                start.await();
                return request.call();
            }));
        }
        start.countDown();
        List<Response> done = new ArrayList<>();
        for (Future<Response> response : responses) {
            done.add(response.get());
        }
        clients.shutdown();
        return done;
    }

    private static List<Integer> statuses(List<Response> responses) {
        return responses.stream().map(Response::statusCode).toList();
    }

    @Test
    void aChangeWithoutIfMatchOrOfAnotherVersionIsRejected() {
        String story = Editor.live(Editor.whole(title));
        String tag = Editor.etag(story);
        for (String[] change : new String[][] {
            {"PATCH", story},
            {"DELETE", story},
            {"POST", story + "/publish"},
            {"POST", story + "/unpublish"},
            {"POST", story + "/revisions/1/restore"},
            {"DELETE", story + "/schedule"}
        }) {
            var content = Editor.request().contentType("application/json").body("{}");
            content.request(change[0], change[1])
                    .then()
                    .statusCode(428)
                    .body("type", equalTo("/problems/precondition-required"));
            Editor.request()
                    .contentType("application/json")
                    .body("{}")
                    .header("If-Match", "\"0\"")
                    .request(change[0], change[1])
                    .then()
                    .statusCode(412)
                    .header("ETag", tag)
                    .body("type", equalTo("/problems/precondition-failed"));
            assertThat(Editor.etag(story)).isEqualTo(tag);
        }
    }

    @Test
    void everyChangeMovesTheTag() {
        String story = Editor.draft(Editor.whole(title));
        List<String> tags = new ArrayList<>(List.of(Editor.etag(story)));
        Editor.patch(story, Map.of("excerpt", "Second"));
        tags.add(Editor.etag(story));
        for (String action : List.of("/publish", "/unpublish", "/revisions/1/restore", "/publish")) {
            Response response = Editor.act(story + action);
            response.then().statusCode(200);
            tags.add(Editor.etag(story));
            assertThat(response.header("ETag")).isEqualTo(Editor.etag(story));
        }
        assertThat(tags).doesNotHaveDuplicates();
    }

    @Test
    void oneOfSeveralTagsIsEnough() {
        String story = Editor.draft(Editor.whole(title));
        Editor.request()
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"77\", " + Editor.etag(story))
                .body(Map.of("excerpt", "X"))
                .patch(story)
                .then()
                .statusCode(200);
    }

    @Test
    void ofManyEditorsOfOneVersionOneWinsAndNoUpdateIsLost() throws Exception {
        String story = Editor.draft(Map.of("title", title));
        List<String> won = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            String tag = Editor.etag(story);
            int now = round;
            List<Response> responses = atOnce(IntStream.range(0, CLIENTS)
                    .<Callable<Response>>mapToObj(client -> () -> Editor.request()
                            .contentType("application/merge-patch+json")
                            .header("If-Match", tag)
                            .body(Map.of("excerpt", "Round %d, client %d".formatted(now, client)))
                            .patch(story))
                    .toList());
            assertThat(statuses(responses)).containsOnly(200, 412);
            List<Response> winners = responses.stream()
                    .filter(response -> response.statusCode() == 200)
                    .toList();
            assertThat(winners).hasSize(1);
            won.add(winners.get(0).jsonPath().getString("excerpt"));
        }
        for (int round = 0; round < won.size(); round++) {
            Editor.get(story + "/revisions/" + (round + 2)).then().body("excerpt", equalTo(won.get(round)));
        }
        Editor.get(story).then().body("revision", equalTo(6)).body("excerpt", equalTo(won.get(4)));
    }

    @Test
    void whoTriesAgainAfterLosingGetsHisChangeIn() throws Exception {
        String story = Editor.draft(Map.of("title", title, "tags", List.of()));
        List<Response> responses = atOnce(IntStream.range(0, CLIENTS)
                .<Callable<Response>>mapToObj(client -> () -> {
                    while (true) {
                        Response read = Editor.get(story);
                        List<String> tags = new ArrayList<>(read.jsonPath().getList("tags"));
                        tags.add("safe-" + client);
                        Response saved = Editor.request()
                                .contentType("application/merge-patch+json")
                                .header("If-Match", read.header("ETag"))
                                .body(Map.of("tags", tags))
                                .patch(story);
                        if (saved.statusCode() != 412) {
                            return saved;
                        }
                    }
                })
                .toList());
        assertThat(statuses(responses)).containsOnly(200);
        assertThat(Editor.get(story).jsonPath().getList("tags")).hasSize(CLIENTS);
        Editor.get(story).then().body("revision", equalTo(CLIENTS + 1));
    }

    private static Response create(String key, Object content) {
        return Editor.request()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(content)
                .post(Editor.STORIES);
    }

    @Test
    void theSameKeyAndContentGetTheFirstResponseAgain() {
        String key = UUID.randomUUID().toString();
        Response first = create(key, Map.of("title", title));
        Response second = create(key, Map.of("title", title));

        first.then().statusCode(201);
        second.then().statusCode(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(stories()).isEqualTo(1);
    }

    private int stories() {
        return Editor.get(Editor.STORIES + "?total=exact&q=" + title.replace(" ", "%20"))
                .jsonPath()
                .getInt("page.total.count");
    }

    @Test
    void theSameKeyWithOtherContentIsRejected() {
        String key = UUID.randomUUID().toString();
        create(key, Map.of("title", title)).then().statusCode(201);
        create(key, Map.of("title", title + " other"))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/key-reused"));
        Editor.request()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("name", title))
                .post("/v1/admin/tags")
                .then()
                .statusCode(422);
    }

    @Test
    void theSameKeyOfAnotherActorIsAnotherKey() {
        String key = UUID.randomUUID().toString();
        create(key, Map.of("title", title)).then().statusCode(201);
        Editor.request(Editor.key("stories:write"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("title", title))
                .post(Editor.STORIES)
                .then()
                .statusCode(201);
        assertThat(stories()).isEqualTo(2);
    }

    @Test
    void aRejectionIsNotStored() {
        String key = UUID.randomUUID().toString();
        String story = Editor.draft(Map.of("title", title));
        for (int status : new int[] {422, 200}) {
            Editor.request()
                    .header("Idempotency-Key", key)
                    .header("If-Match", "*")
                    .post(story + "/publish")
                    .then()
                    .statusCode(status);
            Editor.patch(story, Editor.whole(title));
        }
    }

    @Test
    void manyRetriesAtOnceMakeOneStory() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = UUID.randomUUID().toString();
            String name = title + " " + round;
            List<Response> responses = atOnce(CLIENTS, () -> create(key, Map.of("title", name)));

            assertThat(statuses(responses)).containsOnly(201, 409).contains(201);
            responses.stream()
                    .filter(response -> response.statusCode() == 409)
                    .forEach(response -> response.then()
                            .body("type", equalTo("/problems/request-in-progress"))
                            .header("Retry-After", "1"));
            Set<String> made = responses.stream()
                    .filter(response -> response.statusCode() == 201)
                    .map(response -> response.jsonPath().getString("id"))
                    .collect(Collectors.toSet());
            assertThat(made).hasSize(1);
        }
        assertThat(stories()).isEqualTo(5);
    }

    @Test
    void aSecretIsReturnedAgainButNotStored() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> content = Map.of("name", title, "scopes", List.of("stories:read"));
        String first = null;
        for (int time = 0; time < 2; time++) {
            String secret = Editor.request()
                    .contentType(ContentType.JSON)
                    .header("Idempotency-Key", key)
                    .body(content)
                    .post("/v1/admin/keys")
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath()
                    .getString("key");
            assertThat(secret).isEqualTo(first == null ? secret : first);
            first = secret;
        }
        Number found = (Number) database.createNativeQuery(
                        "SELECT count(*) FROM idempotent_request WHERE position(:secret IN answer) > 0")
                .setParameter("secret", first.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .getSingleResult();
        assertThat(found.longValue()).isZero();
    }

    @Test
    void aRequestThatIsStillRunningIsNamedAsSuch() throws Exception {
        String key = UUID.randomUUID().toString();
        IdempotencyKey kept = IdempotencyKey.of(key, actor());
        transaction.begin();
        database.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:key)")
                .setParameter("key", ByteBuffer.wrap(kept.handle()).getLong())
                .getResultList();
        create(key, Map.of("title", title)).then().statusCode(409);
        transaction.rollback();
        create(key, Map.of("title", title)).then().statusCode(201);
    }

    private static String actor() {
        String story = Editor.draft(Map.of());
        return Editor.get(story + "/revisions/1").jsonPath().getString("savedBy.id");
    }

    @Test
    @Transactional
    void aResponseIsDeletedAfterADay() throws Exception {
        String key = UUID.randomUUID().toString();
        create(key, Map.of("title", title)).then().statusCode(201);
        io.quarkus.narayana.jta.QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "UPDATE idempotent_request SET at = at - interval '25 hours' WHERE handle = :handle")
                        .setParameter("handle", IdempotencyKey.of(key, actor()).handle())
                        .executeUpdate());
        create(key, Map.of("title", title + " other")).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "\u00e9"})
    void aMalformedKeyIsRejected(String key) {
        create(key, Map.of("title", title)).then().statusCode(400);
    }

    /** Clients made for Go send null where no content is given. */
    @Test
    void nullIsTheSameAsAnOptionalBodyThatIsAbsent() {
        for (String content : List.of("null", " null\n", "")) {
            String story = Editor.draft(Editor.whole("Of a client that sends " + content.strip()));
            List.of("/publish", "/unpublish", "/revisions/1/restore", "/preview-tokens")
                    .forEach(action -> Editor.act(story + action, content)
                            .then()
                            .statusCode(action.equals("/preview-tokens") ? 201 : 200));
            List.of("[]", "5", "\"null\"", "nul", "null null")
                    .forEach(other ->
                            Editor.act(story + "/publish", other).then().statusCode(400));
        }
        Editor.post(Editor.STORIES, "null").then().statusCode(400);
        Editor.patch(Editor.draft(Editor.whole("Patched by null")), "null")
                .then()
                .statusCode(400);
    }
}

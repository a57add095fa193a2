package org.broadsheet.identity.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyTest {

    private static final String KEYS = "/v1/admin/keys";

    @Inject
    EntityManager database;

    private static Response make(String name, String... scopes) {
        return Editor.post(KEYS, Map.of("name", name, "scopes", List.of(scopes)));
    }

    @Test
    void aKeyIsShownOnceAndOnlyItsHashIsStored() {
        String name = Newsroom.unique("key");
        Response made = make(name, "stories:read");
        made.then().statusCode(201).body("name", equalTo(name)).body("scopes", contains("stories:read"));
        String secret = made.jsonPath().getString("key");
        assertThat(secret).matches("bs_[A-Za-z0-9_-]{43}");

        Editor.get(made.header("Location"))
                .then()
                .statusCode(200)
                .body("key", nullValue())
                .body("lastUsedAt", nullValue());
        Editor.get(KEYS + "?limit=5")
                .then()
                .statusCode(200)
                .body("items.name", hasItem(name))
                .body("items.key", everyItem(nullValue()));
        for (String table : List.of("api_key", "audit_entry", "idempotent_request")) {
            Number found = (Number) database.createNativeQuery(
                            "SELECT count(*) FROM " + table + " t WHERE position(:secret IN CAST(t AS text)) > 0")
                    .setParameter("secret", secret.substring("bs_".length()))
                    .getSingleResult();
            assertThat(found.intValue()).as(table).isZero();
        }
    }

    @Test
    void aKeyThatIsUsedSaysSo() {
        Response made = make(Newsroom.unique("key"), "stories:read");
        Editor.request(made.jsonPath().getString("key"))
                .get(Editor.STORIES)
                .then()
                .statusCode(200);
        Editor.get(made.header("Location")).then().body("lastUsedAt", notNullValue());
    }

    @Test
    void aRevokedKeyIsRejectedAtOnceAndStaysInTheList() {
        Response made = make(Newsroom.unique("key"), "stories:read");
        String key = made.jsonPath().getString("key");
        Editor.request(key).get(Editor.STORIES).then().statusCode(200);
        Editor.request().delete(made.header("Location")).then().statusCode(200).body("key.revokedAt", notNullValue());
        Editor.request(key)
                .header("X-Forwarded-For", "192.0.2.77")
                .get(Editor.STORIES)
                .then()
                .statusCode(401);
        Editor.request().delete(made.header("Location")).then().statusCode(200).body("created", hasSize(0));
        Editor.get(made.header("Location")).then().statusCode(200).body("revokedAt", notNullValue());
    }

    @Test
    void aKeyGivesNothingThatItLacks() {
        String keeper = Editor.key("keys:admin", "stories:read");
        Editor.request(keeper)
                .contentType("application/json")
                .body(Map.of("name", "Fine", "scopes", List.of("stories:read")))
                .post(KEYS)
                .then()
                .statusCode(201);
        Editor.request(keeper)
                .contentType("application/json")
                .body(Map.of("name", "Too much", "scopes", List.of("stories:read", "stories:publish")))
                .post(KEYS)
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", org.hamcrest.Matchers.containsString("scope=\"stories:publish\""));
    }

    @Test
    void whatIsNoKeyIsNamedPlaceByPlace() {
        Editor.post(KEYS, Map.of())
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/name"))
                .body("errors.pointer", hasItem("/scopes"));
        Editor.post(KEYS, Map.of("name", "x", "scopes", List.of("stories:read", "everything")))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/scopes/1"));
        Editor.post(KEYS, Map.of("name", "x", "scopes", List.of("stories:read"), "expiresAt", "2001-01-01T00:00:00Z"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/expiresAt"));
        Editor.post(KEYS, Map.of("name", "x", "scopes", List.of("stories:read"), "expiresAt", "tomorrow"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/expiresAt"));
        Editor.get(KEYS + "/" + java.util.UUID.randomUUID()).then().statusCode(404);
        Editor.get(KEYS + "/no-id").then().statusCode(400);
    }

    @Test
    void whoMayOnlyWriteCannotTakeAStoryFromReaders() {
        String writer = Editor.key("stories:write");
        String live = Editor.live(Editor.whole("Live " + Newsroom.unique("key")));
        Editor.request(writer)
                .header("If-Match", "*")
                .delete(live)
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", org.hamcrest.Matchers.containsString("scope=\"stories:publish\""));
        String draft = Editor.draft(Map.of());
        Editor.request(writer).header("If-Match", "*").delete(draft).then().statusCode(204);
    }

    @Test
    void noKeyIsInAMetricOrAResponse() {
        String wrong = Secret.generate().text();
        String response = Editor.request(wrong)
                .header("X-Forwarded-For", "192.0.2.78")
                .get(Editor.STORIES)
                .asString();
        assertThat(response).doesNotContain(wrong);
        Editor.get(Editor.STORIES).then().statusCode(200);
        Api.request().get("/metrics").then().body(not(org.hamcrest.Matchers.containsString("bs_")));
    }

    @Test
    void aKeyDoesNotPrintItself() {
        assertThat(Secret.generate().toString()).isEqualTo("bs_…");
    }

    private static Response makeBy(String maker, Map<String, Object> key) {
        return Editor.request(maker).contentType("application/json").body(key).post(KEYS);
    }

    private static Map<String, Object> reading(String expiresAt) {
        Map<String, Object> key =
                new HashMap<>(Map.of("name", Newsroom.unique("key"), "scopes", List.of("keys:admin")));
        if (expiresAt != null) {
            key.put("expiresAt", expiresAt);
        }
        return key;
    }

    @Test
    void aKeyThatExpiresMakesNoneThatOutlivesIt() {
        String expiry = "2099-01-01T00:00:00Z";
        String maker = Editor.post(KEYS, reading(expiry))
                .then()
                .statusCode(201)
                .extract()
                .path("key");

        makeBy(maker, reading("2099-01-01T00:00:01Z"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/expiresAt"));
        makeBy(maker, reading(null)).then().statusCode(201).body("expiresAt", equalTo(expiry));
        makeBy(maker, reading("2098-01-01T00:00:00Z"))
                .then()
                .statusCode(201)
                .body("expiresAt", equalTo("2098-01-01T00:00:00Z"));
    }

    @Test
    void theResponseToARevocationListsTheKeysThatTheKeyHasCreated() {
        Response first = Editor.post(KEYS, reading(null));
        Response second = makeBy(first.path("key"), reading(null));
        Response third = makeBy(second.path("key"), reading(null));
        Response other = Editor.post(KEYS, reading(null));
        second.then().body("createdBy", equalTo(first.path("id")));

        Editor.request()
                .delete(first.header("Location"))
                .then()
                .statusCode(200)
                .body("key.id", equalTo(first.path("id")))
                .body("created.id", containsInAnyOrder(second.<String>path("id"), third.<String>path("id")))
                .body("created.revokedAt", everyItem(nullValue()));
        Editor.request(third.<String>path("key")).get(KEYS).then().statusCode(200);

        Editor.request()
                .delete(first.header("Location") + "?cascade=true")
                .then()
                .statusCode(200)
                .body("created.revokedAt", everyItem(notNullValue()));
        for (Response revoked : List.of(first, second, third)) {
            Editor.request(revoked.<String>path("key"))
                    .header("X-Forwarded-For", "192.0.2.79")
                    .get(KEYS)
                    .then()
                    .statusCode(401);
        }
        Editor.request(other.<String>path("key")).get(KEYS).then().statusCode(200);
        Editor.request()
                .delete(first.header("Location") + "?cascade=yes")
                .then()
                .statusCode(400);
    }

    @Test
    void noKeyOutlivesACascadeByBeingMadeMeanwhile() throws Exception {
        for (int round = 0; round < 5; round++) {
            Response first = Editor.post(KEYS, reading(null));
            String second = makeBy(first.path("key"), reading(null)).path("key");
            ExecutorService makers = Executors.newFixedThreadPool(4);
            List<Future<Response>> made = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String maker = i % 2 == 0 ? first.path("key") : second;
                made.add(makers.submit(() -> makeBy(maker, reading(null))));
            }
            Editor.request()
                    .delete(first.header("Location") + "?cascade=true")
                    .then()
                    .statusCode(200);
            for (Future<Response> key : made) {
                Response response = key.get();
                assertThat(response.statusCode()).isIn(201, 401, 403);
                if (response.statusCode() == 201) {
                    Editor.get(response.header("Location")).then().body("revokedAt", notNullValue());
                }
            }
            makers.shutdown();
        }
    }
}

package org.broadsheet.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.contract.ContractValidation;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.platform.http.Surface;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation of the contract, with every scope, without a key and with every key that is none. */
@QuarkusTest
class AuthorisationTest {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final Map<String, String> KEYS = new HashMap<>();

    @Inject
    EntityManager database;

    private record Operation(String id, String method, String path, List<String> scopes) {

        /**
         * With something in the place of each parameter, which need not be there, and with content that is not to be
         * looked at before the key is.
         */
        Response call(RequestSpecification request) {
            String address = path.replaceAll(
                            "\\{(?:id|story|category|author|tag|collection)}",
                            UUID.randomUUID().toString())
                    .replace("{revision}", "1")
                    .replace("{delivery}", UUID.randomUUID().toString())
                    .replace("{token}", "no-token");
            request.header("If-Match", "*");
            return method.equals("POST") || method.equals("PATCH")
                    ? request.contentType("application/json").body("{").request(method, address)
                    : request.request(method, address);
        }
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        ContractValidation.served()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                scopes(method.getValue())))));
        return operations;
    }

    private static List<String> scopes(JsonNode operation) {
        List<String> scopes = new ArrayList<>();
        operation.path("x-required-scopes").forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }

    private static List<Operation> editorial() {
        return operations().stream()
                .filter(operation -> Surface.of(operation.path()) == Surface.EDITORIAL)
                .toList();
    }

    /** From an address of its own, so that what fails here is not held against other tests. */
    private static RequestSpecification from() {
        int number = ADDRESSES.incrementAndGet();
        return Api.request().header("X-Forwarded-For", "198.51.%d.%d".formatted(number / 250, number % 250 + 1));
    }

    @BeforeEach
    void makeAKeyForEachScope() {
        Scope.ALL.forEach(scope -> KEYS.computeIfAbsent(scope, Editor::key));
    }

    @Test
    void everyOperationOfEditingTakesOneScopeAndNoneOfDeliveryDoes() {
        assertThat(editorial()).hasSizeGreaterThan(35);
        editorial().forEach(operation -> {
            assertThat(operation.scopes()).as(operation.id()).hasSize(1);
            assertThat(Scope.ALL).as(operation.id()).containsAll(operation.scopes());
        });
        operations().stream()
                .filter(operation -> Surface.of(operation.path()) != Surface.EDITORIAL)
                .forEach(operation ->
                        assertThat(operation.scopes()).as(operation.id()).isEmpty());
    }

    @Test
    void everyOperationRejectsEveryScopeButItsOwn() {
        for (Operation operation : editorial()) {
            KEYS.forEach((scope, key) -> {
                Response response = operation.call(Editor.request(key));
                String what = operation + " with " + scope;
                if (operation.scopes().contains(scope)) {
                    assertThat(response.statusCode()).as(what).isNotIn(401, 403, 429, 500);
                } else {
                    assertThat(response.statusCode()).as(what).isEqualTo(403);
                    assertThat(response.jsonPath().getString("type")).isEqualTo("/problems/forbidden");
                    assertThat(response.header("WWW-Authenticate"))
                            .startsWith("Bearer ")
                            .contains("error=\"insufficient_scope\"")
                            .contains("scope=\"" + operation.scopes().get(0) + "\"");
                }
                assertThat(response.header("Cache-Control")).as(what).isEqualTo("no-store");
            });
        }
    }

    @Test
    void everyOperationRejectsRequestsWithoutAValidKey() {
        String expired = expired(Editor.key(Scope.ALL.toArray(String[]::new)));
        String revoked = revoked();
        Map<String, String> headers = new HashMap<>();
        headers.put("expired", "Bearer " + expired);
        headers.put("revoked", "Bearer " + revoked);
        headers.put("made up", "Bearer " + Secret.generate().text());
        headers.put("too short", "Bearer bs_short");
        headers.put("too long", "Bearer bs_" + "x".repeat(500));
        headers.put("of strange characters", "Bearer bs_'; DROP TABLE story; --0123456789012345678901234567890");
        headers.put("of another kind", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwic2NvcGUiOiJzdG9yaWVzOnJlYWQifQ.");
        headers.put("of another scheme", "Basic " + Editor.KEY);
        headers.put("without a scheme", Editor.KEY);
        headers.put("of nothing", "Bearer ");
        headers.put("almost right", "Bearer " + Editor.KEY + "x");
        for (Operation operation : editorial()) {
            assertRejected(operation, "no key", operation.call(from()));
            headers.forEach((what, header) ->
                    assertRejected(operation, what, operation.call(from().header("Authorization", header))));
        }
    }

    private static void assertRejected(Operation operation, String what, Response response) {
        assertThat(response.statusCode())
                .as("%s with a key %s", operation, what)
                .isEqualTo(401);
        assertThat(response.jsonPath().getString("type")).isEqualTo("/problems/unauthenticated");
        assertThat(response.header("WWW-Authenticate"))
                .as("%s %s", operation, what)
                .startsWith("Bearer realm=");
    }

    private static String revoked() {
        Response made = Editor.post("/v1/admin/keys", Map.of("name", "Revoked", "scopes", Scope.ALL));
        Editor.request().delete(made.header("Location")).then().statusCode(200);
        return made.jsonPath().getString("key");
    }

    private String expired(String key) {
        io.quarkus.narayana.jta.QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "UPDATE api_key SET expires_at = now() - interval '1 second' WHERE hash = :hash")
                        .setParameter("hash", new Secret(key).hash())
                        .executeUpdate());
        return key;
    }

    @Test
    void deliveryNeedsNoCredentials() {
        for (String header :
                List.of("Bearer bs_made-up-0123456789-0123456789-0123456789", "Basic eDp5", "Bearer x.y.z")) {
            Api.request()
                    .header("Authorization", header)
                    .get("/v1/stories?limit=1")
                    .then()
                    .statusCode(200);
        }
    }

    private static Response guess(String address) {
        return Api.request()
                .header("X-Forwarded-For", address)
                .header("Authorization", "Bearer " + Secret.generate().text())
                .get(Editor.STORIES);
    }

    /** Until the address has no failed attempt left. */
    private static Response exhaust(String address) {
        int tries = 0;
        Response response;
        do {
            response = guess(address);
            tries++;
            assertThat(response.statusCode()).isIn(401, 429);
        } while (response.statusCode() == 401 && tries < 50);
        assertThat(tries).isBetween(FailedAttempts.ALLOWED, FailedAttempts.ALLOWED + 2);
        return response;
    }

    @Test
    void failedAttemptsAreLimitedAndValidKeysAreNot() {
        String guesser = "203.0.113.7";
        Response response = exhaust(guesser);
        assertThat(response.jsonPath().getString("type")).isEqualTo("/problems/too-many-requests");
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 7);
        for (String invalid : List.of("bs_short", expired(Editor.key("stories:read")), revoked())) {
            Api.request()
                    .header("X-Forwarded-For", guesser)
                    .header("Authorization", "Bearer " + invalid)
                    .get(Editor.STORIES)
                    .then()
                    .statusCode(429);
        }
        Editor.request()
                .header("X-Forwarded-For", guesser)
                .get(Editor.STORIES)
                .then()
                .statusCode(200);
        Editor.request(Editor.key("stories:read"))
                .header("X-Forwarded-For", guesser)
                .get(Editor.STORIES)
                .then()
                .statusCode(200);
        assertThat(guess(guesser).statusCode()).isEqualTo(429);
        assertThat(guess("203.0.113.8").statusCode()).isEqualTo(401);
        Api.request()
                .header("X-Forwarded-For", guesser)
                .get("/v1/stories?limit=1")
                .then()
                .statusCode(200);
    }

    @Test
    void aValidKeyPassesOnEveryOperationWhileOthersGuessFromItsAddress() throws Exception {
        String guesser = "203.0.113.9";
        exhaust(guesser);
        long failures = 0;
        List<Callable<Response>> requests = new ArrayList<>();
        List<String> valid = new ArrayList<>();
        for (Operation operation : editorial()) {
            String key = Editor.key(operation.scopes().get(0));
            requests.add(() -> operation.call(Editor.request(key).header("X-Forwarded-For", guesser)));
            valid.add(operation.id());
            for (int number = 0; number < 5; number++) {
                requests.add(() -> operation.call(Api.request()
                        .header("X-Forwarded-For", guesser)
                        .header("Authorization", "Bearer " + Secret.generate().text())));
            }
        }
        var clients = Executors.newFixedThreadPool(24);
        List<Response> responses = new ArrayList<>();
        for (var response : clients.invokeAll(requests)) {
            responses.add(response.get());
        }
        clients.shutdown();
        for (int number = 0; number < responses.size(); number++) {
            int status = responses.get(number).statusCode();
            if (number % 6 == 0) {
                assertThat(status).as(valid.get(number / 6)).isNotIn(401, 403, 429, 500, 503);
            } else {
                assertThat(status).isIn(401, 429);
                failures += status == 401 ? 1 : 0;
            }
        }
        // One attempt comes back every six seconds, and those that begin together with it are looked at together.
        assertThat(failures).isLessThan(60);
    }
}

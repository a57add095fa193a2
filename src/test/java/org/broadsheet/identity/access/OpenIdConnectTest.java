package org.broadsheet.identity.access;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.broadsheet.Editor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Access tokens of an issuer take the place of keys, with the same scopes. */
@QuarkusTest
@TestProfile(OpenIdConnectTest.WithIssuer.class)
@Tag("profile")
class OpenIdConnectTest {

    private static final Issuer ISSUER = Issuer.running();

    public static class WithIssuer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.oidc.issuer", Issuer.running().address());
        }
    }

    private static Response list(String token) {
        return Editor.request(token).get(Editor.STORIES);
    }

    @Test
    void aTokenMayDoWhatItsScopesSayAndItsSubjectIsInTheHistory() {
        String token = ISSUER.sign(ISSUER.claims("openid stories:read stories:write"));
        list(token).then().statusCode(200);
        Response made = Editor.request(token)
                .contentType("application/json")
                .body(Map.of("title", "By a person"))
                .post(Editor.STORIES);
        made.then().statusCode(201);
        Editor.get(made.header("Location") + "/revisions/1")
                .then()
                .body("savedBy.kind", equalTo("subject"))
                .body("savedBy.id", equalTo("subject-7"))
                .body("savedBy.name", equalTo("anna@news.example"));
        Editor.get("/v1/admin/audit?actor=subject-7")
                .then()
                .body("items.subject.id", hasItem(made.jsonPath().getString("id")));
        Editor.request(token)
                .header("If-Match", "*")
                .post(made.header("Location") + "/publish")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"stories:publish\""));
    }

    @Test
    void aTokenForAnotherAudienceOrAnInvalidOneIsRejected() {
        String unsigned = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes()) + "."
                + ISSUER.sign(ISSUER.claims("stories:read")).split("\\.")[1] + ".";
        for (String token : List.of(
                ISSUER.sign(ISSUER.claims("stories:read").audience("somebody-else")),
                ISSUER.sign(ISSUER.claims("stories:read").issuer("https://other.example")),
                ISSUER.sign(ISSUER.claims("stories:read")
                        .issuedAt(Instant.now().minus(Duration.ofHours(2)))
                        .expiresAt(Instant.now().minus(Duration.ofHours(1)))),
                ISSUER.sign(ISSUER.claims("stories:read"), Issuer.generate().getPrivate()),
                unsigned,
                "x.y.z",
                "x")) {
            list(token)
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("/problems/unauthenticated"))
                    .header("WWW-Authenticate", containsString("Bearer"));
        }
        list(ISSUER.sign(ISSUER.claims("stories:readable openid"))).then().statusCode(403);
    }

    @Test
    void keysGoOnWorkingBesideIt() {
        list(Editor.KEY).then().statusCode(200);
    }
}

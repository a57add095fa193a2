package org.broadsheet.platform.monitoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationTest {

    @Test
    void healthSaysWhetherTheDatabaseIsThere() {
        given().get("/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", org.hamcrest.Matchers.hasItem(containsString("Database")));
    }

    @Test
    void metricsAreThereForPrometheus() {
        given().get("/v1/categories");

        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("http_server_requests_seconds_count"))
                .body(containsString("uri=\"/v1/categories\""));
    }

    @Test
    void noClientCanMakeUpLabelsOfMetrics() {
        given().request("GETT", "/v1/stories/made-up-1");
        given().delete("/v1/stories/made-up-2");
        given().options("/v1/stories/made-up-3");
        given().get("/v1/made-up-4");
        for (String path : List.of(
                "//v1/made-up-5",
                "/made-up-6//",
                "/metrics/made-up-7",
                "/v1//made-up-8",
                "/V1/made-up-9",
                "/./made-up",
                "/health/made-up",
                "/docs/made-up",
                "/reader/made-up/made-up",
                "/sample/images/made-up",
                "//v1/preview/made-up-token",
                "/%6dade-up",
                "/v1/stories/%2fmade-up/made-up",
                "/v1/preview/made-up")) {
            given().urlEncodingEnabled(false).get(path);
        }

        String metrics = given().get("/metrics").asString();
        assertThat(metrics).doesNotContain("made-up", "GETT").contains("uri=\"METHOD_NOT_ALLOWED\"");
    }

    @Test
    void thereIsNothingBelowMetrics() {
        given().get("/metrics/zz").then().statusCode(404).contentType("application/problem+json");
        given().get("/metrics/").then().statusCode(404);
    }

    @Test
    void theContractIsServedAndShown() {
        given().get("/openapi").then().statusCode(200).body(containsString("openapi: 3.1.0"));
        given().get("/openapi.yaml").then().statusCode(200).body(containsString("openapi: 3.1.0"));
        String tag = given().get("/openapi.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("openapi", equalTo("3.1.0"))
                .extract()
                .header("ETag");
        given().header("If-None-Match", tag).get("/openapi.json").then().statusCode(304);
        given().post("/openapi").then().statusCode(404).contentType("application/problem+json");
        given().accept("application/json").get("/openapi").then().body("openapi", equalTo("3.1.0"));
        given().get("/docs").then().statusCode(200).contentType(containsString("text/html"));
        // Broadsheet reads its public URL when it starts, before the port of a test is known.
        JsonPath shown = given().get("/docs/openapi.json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(shown.getString("info.description"))
                .contains("curl '" + shown.getString("servers[0].url") + "/v1/stories");
    }

    @Test
    void thePathOfADocumentMayEndWithASlash() {
        for (String path : List.of("/docs", "/openapi")) {
            given().redirects()
                    .follow(false)
                    .get(path + "/")
                    .then()
                    .statusCode(308)
                    .header("Location", path);
        }
    }

    @Test
    void everyResponseNamesItsRequest() {
        String own = given().get("/v1/categories").header("X-Request-Id");
        assertThat(own).isNotEqualTo(given().get("/v1/categories").header("X-Request-Id"));
        given().header("X-Request-Id", "mobile-42").get("/v1/nope").then().header("X-Request-Id", "mobile-42");
        given().header("X-Request-Id", "not sane\tat all")
                .get("/v1/nope")
                .then()
                .header("X-Request-Id", org.hamcrest.Matchers.not(containsString("sane")));
    }

    @Test
    void sampleImagesAreServed() {
        given().get("/sample/images/memory-makers-bet-on-the-inference-boom.jpg")
                .then()
                .statusCode(200)
                .contentType("image/jpeg")
                .header("Cache-Control", "public, max-age=86400");
    }

    @Test
    void aRequestWithoutAHostGetsAResponse() throws Exception {
        try (var socket = new java.net.Socket("localhost", io.restassured.RestAssured.port)) {
            socket.getOutputStream().write("GET /v1/stories?limit=1 HTTP/1.0\r\n\r\n".getBytes());
            String response = new String(socket.getInputStream().readAllBytes());
            assertThat(response).startsWith("HTTP/1.0 200").containsIgnoringCase("link: </v1/stories?limit=1&cursor=");
        }
    }
}

package org.broadsheet.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.platform.connection.RawConnection;
import org.broadsheet.platform.connection.RawConnection.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the response is a problem of the right type that names what is wrong. */
@QuarkusTest
class BadInputTest {

    private static final String STORY = "/v1/stories/memory-makers-bet-on-the-inference-boom";
    private static final String NO_CURSOR = "AAAAAAAAAAAxHzE";

    record Case(String path, String parameter) {}

    static Stream<Case> malformedParameters() {
        List<Case> cases = new ArrayList<>();
        List<String> lists = List.of(
                "/v1/stories",
                "/v1/categories/industry/stories",
                "/v1/authors/zoe-lindqvist/stories",
                "/v1/tags/memory/stories",
                "/v1/categories",
                "/v1/authors",
                "/v1/tags",
                "/v1/collections",
                "/v1/collections/front-page/stories");
        for (String list : lists) {
            for (String limit : List.of("0", "101", "-1", "1.5", "ten", "", "99999999999999999999", "+5", "%201")) {
                cases.add(new Case(list + "?limit=" + limit, "limit"));
            }
            cases.add(new Case(list + "?limit=1&limit=2", "limit"));
            for (String cursor : List.of("", "x", "!!", NO_CURSOR, "a".repeat(3_000), "%00", "..%2F..")) {
                cases.add(new Case(list + "?cursor=" + cursor, "cursor"));
            }
            cases.add(new Case(list + "?total=maybe", "total"));
            cases.add(new Case(list + "?page=2", "page"));
            cases.add(new Case(list + "?Limit=5", "Limit"));
            cases.add(new Case(list + "?%20limit=5", " limit"));
        }
        for (String list : lists.subList(0, 4)) {
            for (String time : List.of(
                    "yesterday",
                    "2026-11-01T00:00Z",
                    "2026-11-01",
                    "2026-13-01T00:00:00Z",
                    "2026-11-01T00:00:00",
                    "1700000000",
                    "",
                    "0000-01-01T00:00:00Z",
                    "%2B999999-01-01T00:00:00Z",
                    "9999-12-31T23:59:59-10:00")) {
                cases.add(new Case(list + "?publishedAfter=" + time, "publishedAfter"));
                cases.add(new Case(list + "?publishedBefore=" + time, "publishedBefore"));
            }
            for (String sort : List.of("newest", "-title", "publishedat", "position", "", "title,publishedAt")) {
                cases.add(new Case(list + "?sort=" + sort, "sort"));
            }
            for (String language : List.of("english!", "e", "en_GB", "", "en-1", "en%27--", "a".repeat(40))) {
                cases.add(new Case(list + "?language=" + language, "language"));
            }
            cases.add(new Case(list + "?id=17", "id"));
            cases.add(new Case(list + "?id=", "id"));
            cases.add(new Case(list + "?id=01a20e3d-fccd-72b2-aeea-64f8d1e16ccg", "id"));
            cases.add(new Case(list + "?exclude=A%20B", "exclude"));
            cases.add(new Case(list + "?fields=title,nonsense", "fields"));
            cases.add(new Case(list + "?fields=", "fields"));
            cases.add(new Case(list + "?fields=title,", "fields"));
            cases.add(new Case(list + "?include=related", "include"));
            cases.add(new Case(list + "?body=pdf", "body"));
            cases.add(new Case(list + "?relatedLimit=3", "relatedLimit"));
        }
        for (String slug : List.of(
                "Industry", "a--b", "-a", "a_b", "a%00b", "%27%3B%20DROP%20TABLE%20story", "", "caf%C3%A9", "a,b")) {
            cases.add(new Case("/v1/stories?category=" + slug, "category"));
            cases.add(new Case("/v1/stories?tag=" + slug, "tag"));
            cases.add(new Case("/v1/stories?author=" + slug, "author"));
        }
        cases.add(new Case("/v1/stories?" + "tag=a&".repeat(51), "tag"));
        cases.add(new Case("/v1/stories?" + "exclude=a&".repeat(101), "exclude"));
        cases.add(new Case("/v1/categories/industry/stories?category=industry", "category"));
        cases.add(new Case("/v1/tags/memory/stories?tag=memory", "tag"));
        cases.add(new Case("/v1/authors/zoe-lindqvist/stories?author=zoe-lindqvist", "author"));
        for (String story : List.of("Upper", "a_b", "a--b", "%00", "%E2%80%AE", "x".repeat(200), "a.json", "-")) {
            cases.add(new Case("/v1/stories/" + story, "story"));
            cases.add(new Case("/v1/stories/" + story + "/related", "story"));
        }
        cases.add(new Case("/v1/categories/A", "category"));
        cases.add(new Case("/v1/categories/A/stories", "category"));
        cases.add(new Case("/v1/authors/A", "author"));
        cases.add(new Case("/v1/authors/A/stories", "author"));
        cases.add(new Case("/v1/tags/A", "tag"));
        cases.add(new Case("/v1/tags/A/stories", "tag"));
        cases.add(new Case("/v1/collections/A", "collection"));
        cases.add(new Case("/v1/collections/A/stories", "collection"));
        for (String limit : List.of("0", "21", "x", "")) {
            cases.add(new Case(STORY + "?relatedLimit=" + limit, "relatedLimit"));
            cases.add(new Case(STORY + "/related?limit=" + limit, "limit"));
        }
        cases.add(new Case(STORY + "?include=everything", "include"));
        cases.add(new Case(STORY + "?fields=Title", "fields"));
        cases.add(new Case(STORY + "?body=HTML", "body"));
        cases.add(new Case(STORY + "?limit=3", "limit"));
        cases.add(new Case(STORY + "/related?exclude=no_slug", "exclude"));
        cases.add(new Case("/v1/stories?Tag=memory", "Tag"));
        cases.add(new Case("/v1/stories?tag=memory&TAG=power", "TAG"));
        cases.add(new Case("/v1/stories?limit=3;total=exact", "limit"));
        for (String text : List.of("%FF", "%C0%AF", "%ED%A0%80", "a%E2%82")) {
            cases.add(new Case("/v1/search?q=" + text, "q"));
            cases.add(new Case("/v1/search?q=memory&tag=" + text, "tag"));
        }
        cases.add(new Case("/v1/categories/industry?fields=name", "fields"));
        cases.add(new Case("/v1/collections/front-page?limit=5", "limit"));
        return cases.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "=1", "=limit", "limit=3&=", "=&="})
    void anEmptyParameterNameIsRejected(String query) throws IOException {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            RawResponse response = connection.send("GET /v1/stories?%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(query));
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.content()).contains("\"parameter\":\"\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedParameters")
    void aMalformedParameterIsNamedWithWhatItAccepts(Case malformed) {
        Api.get(malformed.path())
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/invalid-parameter"))
                .body("errors.parameter", hasItem(malformed.parameter()));
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        Api.get("/v1/stories?limit=0&colour=red&sort=age")
                .then()
                .statusCode(400)
                .body("errors.parameter", org.hamcrest.Matchers.containsInAnyOrder("limit", "colour", "sort"))
                .body("detail", containsString("from 1 to 100"));
    }

    @ParameterizedTest
    @MethodSource("thingsThatAreNotThere")
    void whatIsNotThereIsNotFound(String path) {
        assertProblem(Api.get(path), 404, "not-found");
    }

    static List<String> thingsThatAreNotThere() {
        return List.of(
                "/nope",
                "/v1",
                "/v2/stories",
                "/v1/story",
                "/v1/stories/",
                "/v1/stories;a=b",
                "/V1/stories",
                "/v1/stories/no-such-story",
                "/v1/stories/no-such-story/related",
                "/v1/stories/01a20e3d-fccd-72b2-aeea-64f8d1e16ccf/related/more",
                "/v1/categories/no-such-category",
                "/v1/categories/no-such-category/stories",
                "/v1/categories/00000000-0000-0000-0000-000000000000",
                "/v1/authors/no-such-author",
                "/v1/authors/no-such-author/stories",
                "/v1/tags/no-such-tag",
                "/v1/tags/no-such-tag/stories",
                "/v1/collections/no-such-collection",
                "/v1/collections/no-such-collection/stories",
                "/problems/no-such-problem");
    }

    @ParameterizedTest
    @MethodSource("addressesThatAreNoUris")
    void anAddressThatIsNoUriIsMalformed(String path) throws Exception {
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "/problems/malformed-request");
    }

    static List<String> addressesThatAreNoUris() {
        return List.of(
                "/v1/stories?limit=%zz",
                "/v1/stories/%zz",
                "/v1/admin/stories/%",
                "/v1/stories?q={a}",
                "/v1/stories/a|b",
                "/v1/stories?a=\"b\"",
                "/v1/<b>");
    }

    private static String raw(String request) throws Exception {
        try (java.net.Socket socket = new java.net.Socket("localhost", io.restassured.RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1//stories", "//v1/stories", "/v1/stories;a=b?limit=1"})
    void eachThingHasOneAddress(String path) throws Exception {
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 404").contains("application/problem+json", "/problems/not-found");
    }

    @Test
    void anAddressThatIsTooLongIsRejected() {
        assertProblem(Api.get("/v1/stories?category=" + "a".repeat(9_000)), 414, "uri-too-long");
    }

    @Test
    void otherMethodsAreRejectedWithTheAllowedOnes() {
        for (String path : List.of(
                "/v1/stories",
                STORY,
                "/v1/categories/industry",
                "/v1/tags",
                "/v1/tags/memory/stories",
                "/v1/collections/front-page")) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                Response response = Api.request().request(method, path);
                assertProblem(response, 405, "method-not-allowed");
                assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            }
        }
    }

    @Test
    void otherMediaTypesAreRejected() {
        for (String path : List.of("/v1/stories", STORY, "/v1/authors", "/v1/collections/front-page")) {
            assertProblem(Api.request().accept(ContentType.XML).get(path), 406, "not-acceptable");
        }
    }

    @Test
    void contentThatIsTooLargeIsRejectedUnread() {
        Response response = Api.request()
                .contentType(ContentType.JSON)
                .body(new byte[2_000_000])
                .post("/v1/stories");

        assertProblem(response, 413, "content-too-large");
    }

    private static void assertProblem(Response response, int status, String type) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/" + type))
                .body("status", org.hamcrest.Matchers.equalTo(status));
        assertThat(response.asString()).doesNotContain("Exception", "org.", "java.", "SELECT", "	at ");
    }

    @Test
    void everyTypeOfProblemHasItsPage() {
        for (ProblemType type : ProblemType.values()) {
            String page = Api.get(type.path()).then().statusCode(200).extract().asString();
            assertThat(page)
                    .contains("<h2>" + type.slug() + "</h2>", "Status " + type.status() + ".")
                    .doesNotContain("<ol");
            assertThat(Api.get("/problems").asString()).contains("<h2>" + type.slug() + "</h2>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "413, Content-Type: application/json, 99999999",
        "415, Content-Type: application/x-www-form-urlencoded, 100",
    })
    void aConnectionEndsAfterARequestThatIsNotReadToItsEnd(int status, String type, int length) {
        String request = "POST /v1/admin/stories HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Editor.KEY
                + "\r\n" + type + "\r\nContent-Length: " + length + "\r\n\r\n{";

        String response = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> raw(request));

        assertThat(response).startsWith("HTTP/1.1 " + status).containsIgnoringCase("connection: close");
    }
}

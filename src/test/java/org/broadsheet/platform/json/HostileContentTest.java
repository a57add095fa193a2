package org.broadsheet.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.platform.connection.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent is kept as it was meant, or refused with a problem that names what is wrong. */
@QuarkusTest
class HostileContentTest {

    private static Response send(String content) {
        return Editor.request().contentType("application/json").body(content).post(Editor.STORIES);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "{",
                "}",
                "{\"title\":}",
                "{\"title\":\"a\",}",
                "{'title':'a'}",
                "{\"title\":\"a\"} {\"title\":\"b\"}",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"image\":{\"url\":\"a\",\"url\":\"b\"}}",
                "{\"title\":NaN}",
                "{\"title\":\"\u0001\"}",
                "[]",
                "\"title\"",
                "null",
                "1",
                "// comment\n{}",
                "[".repeat(100_000),
                "{\"a\":".repeat(50_000),
                "{\"tags\":[" + "1,".repeat(200_000) + "1]}",
                "{\"" + "n".repeat(10_000) + "\":1}",
                "{\"image\":{\"width\":" + "9".repeat(100_000) + "}}");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource
    void malformed(String content) throws Exception {
        // Not by RestAssured, which prints each request prettily, whatever memory that takes.
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + Editor.STORIES))
                                .header("Authorization", "Bearer " + Editor.KEY)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(content))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"/problems/malformed-request\"")
                .doesNotContain("fasterxml", "StreamRead", "java");
    }

    record Wrong(String content, String pointer) {}

    static Stream<Wrong> wrong() {
        return Stream.of(
                new Wrong("{\"title\":1}", "/title"),
                new Wrong("{\"title\":true}", "/title"),
                new Wrong("{\"title\":[\"a\"]}", "/title"),
                new Wrong("{\"title\":{}}", "/title"),
                new Wrong("{\"title\":\"a\\nb\"}", "/title"),
                new Wrong("{\"title\":\"" + "x".repeat(301) + "\"}", "/title"),
                new Wrong("{\"excerpt\":\"" + "x".repeat(2001) + "\"}", "/excerpt"),
                new Wrong("{\"slug\":\"Not A Slug\"}", "/slug"),
                new Wrong("{\"slug\":\"" + "x".repeat(121) + "\"}", "/slug"),
                new Wrong("{\"slug\":\"018f0000-0000-7000-8000-000000000000\"}", "/slug"),
                new Wrong("{\"authors\":\"zoe-lindqvist\"}", "/authors"),
                new Wrong("{\"authors\":[1]}", "/authors/0"),
                new Wrong("{\"authors\":[null]}", "/authors/0"),
                new Wrong("{\"authors\":[\"zoe-lindqvist\",\"nobody\"]}", "/authors/1"),
                new Wrong("{\"tags\":[\"\"]}", "/tags/0"),
                new Wrong("{\"tags\":[\"\u200b\"]}", "/tags/0"),
                new Wrong("{\"title\":\"\\ud800\"}", "/title"),
                new Wrong("{\"tags\":[\"a\", \"\\u0000\"]}", "/tags/1"),
                new Wrong("{\"\\u0000\":{}}", "/\uFFFD"),
                new Wrong("{\"tags\":[\"" + "x".repeat(121) + "\"]}", "/tags/0"),
                new Wrong("{\"category\":\"nothing\"}", "/category"),
                new Wrong("{\"category\":\"' OR 1=1 --\"}", "/category"),
                new Wrong("{\"pinned\":[\"nothing\"]}", "/pinned/0"),
                new Wrong("{\"language\":\"not a language\"}", "/language"),
                new Wrong("{\"language\":\"und\"}", "/language"),
                new Wrong("{\"language\":\"en-1\"}", "/language"),
                new Wrong("{\"language\":\"zz-nope-1\"}", "/language"),
                new Wrong("{\"image\":{\"url\":\"javascript:alert(1)\",\"alt\":\"\"}}", "/image/url"),
                new Wrong("{\"image\":{\"url\":\"//evil.example/a\",\"alt\":\"\"}}", "/image/url"),
                new Wrong("{\"image\":{\"url\":\"https://a.example/a\"}}", "/image/alt"),
                new Wrong("{\"image\":{\"url\":\"https://a.example/a\",\"alt\":\"\",\"width\":0}}", "/image/width"),
                new Wrong("{\"image\":{\"url\":\"https://a.example/a\",\"alt\":\"\",\"width\":1.5}}", "/image/width"),
                new Wrong("{\"image\":{\"url\":\"https://a.example/a\",\"alt\":\"\",\"width\":\"1\"}}", "/image/width"),
                new Wrong(
                        "{\"image\":{\"url\":\"https://a.example/a\",\"alt\":\"\",\"width\":99999999999}}",
                        "/image/width"),
                new Wrong("{\"seo\":{\"canonicalUrl\":\"data:text/html,x\"}}", "/seo/canonicalUrl"),
                new Wrong("{\"seo\":{\"other\":1}}", "/seo/other"),
                new Wrong("{\"body\":\"text\"}", "/body"),
                new Wrong(
                        "{\"body\":{\"format\":\"html\",\"source\":\"" + "x".repeat(300_001) + "\"}}", "/body/source"),
                new Wrong("{\"body\":{}}", "/body/format"),
                new Wrong("{\"body\":{\"format\":\"word\",\"source\":\"\"}}", "/body/format"),
                new Wrong("{\"body\":{\"format\":0,\"source\":\"\"}}", "/body/format"),
                new Wrong("{\"body\":{\"format\":\"html\",\"source\":5}}", "/body/source"),
                new Wrong("{\"excerpt\":\"\\u0007 bell\"}", "/excerpt"),
                new Wrong("{\"image\":{\"url\":\"/\\\\evil.example/a\",\"alt\":\"\"}}", "/image/url"),
                new Wrong("{\"seo\":{\"canonicalUrl\":\"https://a\\\"><script>\"}}", "/seo/canonicalUrl"),
                new Wrong("{\"slug\":\"" + "a-".repeat(200_000) + "a\"}", "/slug"),
                new Wrong("{\"language\":\"" + "en-".repeat(200_000) + "en\"}", "/language"),
                new Wrong("{\"showInRelated\":\"yes\"}", "/showInRelated"),
                new Wrong("{\"showInRelated\":1}", "/showInRelated"),
                new Wrong("{\"id\":\"018f0000-0000-7000-8000-000000000000\"}", "/id"),
                new Wrong("{\"status\":\"published\"}", "/status"),
                new Wrong("{\"a/b\":1}", "/a~1b"),
                new Wrong("{\"__proto__\":{}}", "/__proto__"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource
    void wrong(Wrong wrong) {
        send(wrong.content())
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-content"))
                .body("errors.pointer", hasItem(wrong.pointer()))
                .body("detail", not(containsString("org.broadsheet")))
                .body("detail", not(containsString("java")));
        String story = Editor.draft(Map.of());
        Editor.request()
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(wrong.content())
                .patch(story)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem(wrong.pointer()));
        Editor.get(story).then().body("revision", equalTo(1));
    }

    @Test
    void allUnknownMembersAreNamedAtOnce() {
        send("{\"one\":1,\"two\":{\"x\":[1]},\"title\":\"T\",\"seo\":{\"three\":3}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/one", "/two", "/seo/three"))
                .body(
                        "errors.find { it.pointer == '/one' }.detail",
                        containsString("accepted: authors, body, category"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"titel\":null}", "{\"live\":null}", "{\"seo\":{\"foo\":null}}", "{\"body\":{\"foo\":null}}"})
    void anUnknownMemberIsRejectedEvenIfAPatchRemovesIt(String patch) {
        Editor.patch(Editor.draft(Editor.whole("Patched " + Newsroom.unique("p"))), patch)
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1900000000",
                "1e300",
                "-1",
                "\"1900000000\"",
                "\"2030-01-01\"",
                "\"-0001-01-01T00:00:00Z\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"+999999999-12-31T23:59:59Z\"",
                "\"2030-02-30T00:00:00Z\"",
                "\"2030-01-01T24:00:00Z\"",
                "true",
                "{}"
            })
    void aMalformedTimeIsRejected(String time) {
        Editor.act(Editor.draft(Editor.whole("Timed " + Newsroom.unique("t"))) + "/publish", "{\"at\":" + time + "}")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/at"));
    }

    @Test
    void contentThatIsMissingOrOfAnotherTypeIsRejected() {
        Editor.request()
                .contentType("application/json")
                .post(Editor.STORIES)
                .then()
                .statusCode(400);
        for (String type : List.of("text/plain", "application/xml", "text/html")) {
            Editor.request()
                    .header("Content-Type", type)
                    .body("{}")
                    .post(Editor.STORIES)
                    .then()
                    .statusCode(415);
            Editor.request()
                    .header("Content-Type", type)
                    .header("If-Match", "*")
                    .body("{}")
                    .post(Editor.draft(Map.of()) + "/publish")
                    .then()
                    .statusCode(415);
        }
    }

    @Test
    void notUtf8IsRefused() {
        Editor.request()
                .contentType("application/json")
                .body(new byte[] {'{', '"', 't', 'i', 't', 'l', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'})
                .post(Editor.STORIES)
                .then()
                .statusCode(400);
    }

    @Test
    void moreThanAMebibyteIsRejectedWithAndWithoutContentLength() throws Exception {
        send("{\"title\":\"" + "x".repeat(1 << 20) + "\"}").then().statusCode(413);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/admin/stories HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Editor.KEY
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                for (int number = 0; number < 40; number++) {
                    out.write(chunk);
                    out.flush();
                }
            } catch (java.io.IOException closedByTheServer) {
                // It has answered, and wants no more.
            }
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data; boundary=b", "Multipart/Form-Data", "application/x-www-form-urlencoded"})
    void aFormIsRejectedWhateverItContains(String type) throws Exception {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            String request = "POST /v1/admin/stories HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Editor.KEY
                    + "\r\nContent-Type: " + type + "\r\nContent-Length: 9\r\n\r\n--b{}\r\n\r\n";
            assertThat(connection.send(request).status()).isEqualTo(415);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "0\r\n\r\n", "GET /v1/stories HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void emptyContentOfUnknownLengthIsRejectedAtOnceWhateverFollows(String following) throws Exception {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            String request = "POST " + Editor.STORIES + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + Editor.KEY + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";

            assertThat(connection.send(request + following).status()).isEqualTo(400);
        }
    }

    @Test
    void aBodyThatIsNestedTooDeepIsRefusedWhenItIsSaved() {
        Editor.post(Editor.STORIES, Map.of("body", Editor.markdown("*a **b ".repeat(50_000))))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/body/source"));
    }

    @Test
    void aBodyWithVeryManyLinksIsPublishedInAFewStatements() {
        String story = Editor.live(Map.of(
                "title",
                "Links " + Newsroom.unique("l"),
                "excerpt",
                "E",
                "category",
                "industry",
                "authors",
                List.of("zoe-lindqvist"),
                "body",
                Editor.html("<p><a href='story:no-such-story'>x</a></p>".repeat(6_000))));
        Editor.get(story).then().body("status", equalTo("published"));
    }

    @Test
    void theLargestBodyThatIsAllowedIsKept() {
        String source = "word ".repeat(60_000);
        String story = Editor.draft(Map.of("title", "Large " + Newsroom.unique("l"), "body", Editor.markdown(source)));
        Editor.get(story).then().body("body.source", equalTo(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"quoted\" & <tagged> 'text'",
                "Ω≈ç√∫ 日本語 العربية עברית 😀 👩‍👩‍👧",
                "\u202Eright to left\u202C",
                "'; DROP TABLE story; --",
                "{{template}} ${expression} #{expression} %s %n",
                "back\\slash \u2028 line separator",
                "e\u0301 and \u00e9"
            })
    void textIsKeptToTheLetter(String text) {
        Map<String, Object> written = Editor.whole(text + Newsroom.unique(" k"));
        written.put("excerpt", text);
        written.put("image", Map.of("url", "https://a.example/a", "alt", text));
        String story = Editor.live(written);
        Editor.get(story).then().body("excerpt", equalTo(text)).body("image.alt", equalTo(text));
        org.broadsheet.Api.get("/v1/stories/" + Editor.slug(story))
                .then()
                .body("excerpt", equalTo(text))
                .body("title", equalTo(written.get("title")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "TRACE", "FOO"})
    void aMethodThatAnAddressDoesNotTakeIsNamedWithThoseThatItTakes(String method) {
        Editor.request()
                .request(method, Editor.draft(Map.of()))
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"))
                .header("Allow", containsString("PATCH"));
    }
}

package org.broadsheet.site.reader;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the page to read on is served. */
@QuarkusTest
class ReaderTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static Response page(String path) {
        return given().accept(BROWSER).get(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/search", "/stories/any", "/categories/any", "/authors/any", "/tags/any"})
    void eachAddressReturnsThePage(String path) {
        page(path)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("<main id=\"@main\""))
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff");
        given().accept(BROWSER).head(path).then().statusCode(200).body(equalTo(""));
    }

    @Test
    void nothingOnThePageRunsThatIsNotItsOwn() {
        page("/")
                .then()
                .header(
                        "Content-Security-Policy",
                        allOf(
                                containsString("default-src 'none'"),
                                containsString("script-src 'self';"),
                                containsString("style-src 'self';"),
                                containsString("connect-src 'self';"),
                                containsString("img-src 'self' http://localhost:8080 https:;"),
                                containsString("require-trusted-types-for 'script'"),
                                containsString("frame-ancestors 'none'"),
                                not(containsString("unsafe"))))
                .body(not(containsString("<script>")), not(containsString("style=")));
    }

    @Test
    void itsFilesAreCachedForeverAndThePageIsRevalidated() {
        Response page = page("/");
        given().accept(BROWSER)
                .header("If-None-Match", page.header("ETag"))
                .get("/")
                .then()
                .statusCode(304);

        Matcher files = Pattern.compile("\"(/reader/[^\"]+)\"").matcher(page.asString());
        int found = 0;
        while (files.find()) {
            given().get(files.group(1)).then().statusCode(200).header("Cache-Control", containsString("immutable"));
            found++;
        }
        assertThat(found).isGreaterThan(7);
        given().get("/reader/of-another-version/app.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", "no-cache");
    }

    @Test
    void filesAreCompressed() {
        Response plain = given().config(io.restassured.RestAssured.config()
                        .decoderConfig(io.restassured.config.DecoderConfig.decoderConfig()
                                .noContentDecoders()))
                .get("/reader/1/app.js");
        Response compressed = given().header("Accept-Encoding", "gzip").get("/reader/1/app.js");
        compressed.then().header("Content-Encoding", "gzip").header("Vary", containsString("ccept-encoding"));
        assertThat(compressed.asString()).isEqualTo(plain.asString());
        assertThat(compressed.header("ETag")).isNotEqualTo(plain.header("ETag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nope", "/stories", "/stories/a/b", "/reader/1/nope.js", "/reader/1/../app.js", "/index.html"})
    void whatIsNotAPageIsAProblem(String path) {
        page(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", containsString("not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/stories/any", "/search"})
    void aClientOfTheApiGetsAProblemAndNoPage(String path) {
        given().accept("application/json").get(path).then().statusCode(404).contentType("application/problem+json");
        given().accept(BROWSER).post(path).then().statusCode(404).contentType("application/problem+json");
    }
}

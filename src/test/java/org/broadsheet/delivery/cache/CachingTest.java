package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.request;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.endsWith;

import com.aayushatharva.brotli4j.decoder.Decoder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CachingTest {

    private static final String STORY = "/v1/stories/memory-makers-bet-on-the-inference-boom";

    @Inject
    DataSource database;

    @Inject
    Newsroom newsroom;

    static List<String> reads() {
        return List.of(
                STORY,
                STORY + "?include=related",
                STORY + "/related",
                "/v1/stories?category=industry",
                "/v1/categories",
                "/v1/categories/industry",
                "/v1/categories/industry/stories",
                "/v1/authors/zoe-lindqvist",
                "/v1/authors/zoe-lindqvist/stories",
                "/v1/tags/memory",
                "/v1/tags/memory/stories",
                "/v1/collections",
                "/v1/collections/front-page",
                "/v1/collections/front-page/stories");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadHasAMaxAgeAndIsNotSentTwice(String path) {
        Response first = get(path);
        first.then().statusCode(200);
        assertThat(first.header("Cache-Control"))
                .isEqualTo("public, max-age=10, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400");
        assertThat(first.header("ETag")).matches("\"[A-Za-z0-9_-]{16}(-gzip)?\"");
        assertThat(first.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(httpTime(first.header("Last-Modified"))).isBefore(Instant.now());

        for (String validator :
                List.of(first.header("ETag"), "\"other\", " + first.header("ETag"), "W/" + first.header("ETag"), "*")) {
            request()
                    .header("If-None-Match", validator)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", first.header("ETag"))
                    .header("Cache-Control", first.header("Cache-Control"))
                    .body(emptyOrNullString());
        }
        request()
                .header("If-None-Match", "\"other\"", first.header("ETag"))
                .get(path)
                .then()
                .statusCode(304);
        request().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void headIsTheSameWithoutContent(String path) {
        Response read = get(path);
        Response head = request().head(path);

        head.then().statusCode(200).body(emptyOrNullString());
        for (String header : List.of("ETag", "Cache-Control", "Content-Type", "Vary", "Link")) {
            assertThat(head.header(header)).as(header).isEqualTo(read.header(header));
        }
        request().header("If-None-Match", read.header("ETag")).head(path).then().statusCode(304);
    }

    @Test
    void aDateIsAValidatorOnceThingsHaveSettledAndNeverHidesAChange() {
        String category = newsroom.category();
        UUID story = newsroom.story(category).published();
        String list = "/v1/stories?fields=slug&category=" + category;
        Awaitility.await().untilAsserted(() -> {
            String date = get(list).header("Last-Modified");
            request().header("If-Modified-Since", date).get(list).then().statusCode(304);
        });
        String before = get(list).header("Last-Modified");

        newsroom.unpublish(story);

        request().header("If-Modified-Since", before).get(list).then().statusCode(200);
    }

    @Test
    void aDateThatWasGivenRightAfterAChangeDoesNotHideTheNextOne() {
        String category = newsroom.category();
        String list = "/v1/stories?fields=slug&category=" + category;
        for (int i = 0; i < 20; i++) {
            newsroom.story(category).published();
            String date = get(list).header("Last-Modified");
            newsroom.story(category).published();
            request().header("If-Modified-Since", date).get(list).then().statusCode(200);
        }
    }

    /** Waits until the date no longer moves with the clock, which it does each second. */
    private static String settledDate(String list) {
        AtomicReference<String> date = new AtomicReference<>();
        Awaitility.await().pollInterval(Duration.ofMillis(1_500)).until(() -> {
            String now = get(list).header("Last-Modified");
            return now.equals(date.getAndSet(now));
        });
        return date.get();
    }

    @Test
    void aChangeThatCommitsLateDoesNotHideTheOnesBefore() throws Exception {
        String category = newsroom.category();
        UUID story = newsroom.story(category).published();
        String list = "/v1/stories?fields=slug&category=" + category;
        String settled = settledDate(list);
        newsroom.story(category).published();
        get(list);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO change (type, subject_id, at) VALUES ('story.updated', '" + story
                    + "', clock_timestamp() - interval '1 hour')");
        }
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .until(() ->
                        request().header("If-Modified-Since", settled).get(list).statusCode() == 200);
    }

    @Test
    void aChangeThatCommitsLongAfterItWasWrittenIsDatedByItsCommit() throws Exception {
        String category = newsroom.category();
        UUID story = newsroom.story(category).published();
        String list = "/v1/stories?fields=slug&category=" + category;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO change (type, subject_id) VALUES ('story.updated', '" + story + "')");
            newsroom.story(category).published();
            Awaitility.await().untilAsserted(() -> {
                String date = get(list).header("Last-Modified");
                request().header("If-Modified-Since", date).get(list).then().statusCode(304);
            });
            String date = get(list).header("Last-Modified");

            connection.commit();
            connection.setAutoCommit(true);

            Awaitility.await()
                    .untilAsserted(() -> request()
                            .header("If-Modified-Since", date)
                            .get(list)
                            .then()
                            .statusCode(200));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 31 Dec 2037 00:00:00 GMT | 304",
                "Thursday, 31-Dec-37 00:00:00 GMT | 304",
                "Thu Dec 31 00:00:00 2037 | 304",
                "Sunday, 06-Nov-94 08:49:37 GMT | 200",
                "Sun Nov  6 08:49:37 1994 | 200",
            })
    void aDateMayHaveAnyFormatOfHttp(String date, int status) {
        request().header("If-Modified-Since", date).get(STORY).then().statusCode(status);
    }

    @Test
    void everyResponseHasItsDate() {
        for (String path : List.of(STORY, "/v1/stories/nope", "/v1/admin/stories", "/nowhere", "/health/ready")) {
            assertThat(httpTime(get(path).header("Date")))
                    .as(path)
                    .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {STORY, "/v1/categories", "/v1/changes?limit=1"})
    void whoRequiresAnotherResponseGetsA412(String path) {
        String tag = get(path).header("ETag");
        for (String required : List.of(tag, "\"other\", " + tag, "*")) {
            request().header("If-Match", required).get(path).then().statusCode(200);
        }
        for (String required : List.of("\"other\"", "W/" + tag, "nothing")) {
            request()
                    .header("If-Match", required)
                    .get(path)
                    .then()
                    .statusCode(412)
                    .contentType("application/problem+json")
                    .header("ETag", tag)
                    .header("Cache-Control", "no-store")
                    .body("type", endsWith("/problems/precondition-failed"));
        }
        request().header("If-Match", "\"other\"").head(path).then().statusCode(412);
        request()
                .header("If-Match", tag)
                .header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(304);
        get(path).then().statusCode(200);
    }

    @Test
    void aPreconditionIsComparedWithTheCachedResponse() {
        String path = "/v1/tags?limit=9";
        // Changes before may evict the response in between.
        Awaitility.await().untilAsserted(() -> {
            String tag = get(path).header("ETag");
            String hit = "Broadsheet; hit";
            request().header("If-Match", tag).get(path).then().statusCode(200).header("Cache-Status", hit);
            request()
                    .header("If-Match", "\"other\"")
                    .get(path)
                    .then()
                    .statusCode(412)
                    .header("Cache-Status", hit)
                    .header("Vary", "Accept-Encoding")
                    .header("ETag", tag);
            request()
                    .header("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")
                    .get(path)
                    .then()
                    .statusCode(412)
                    .header("Cache-Status", hit);
        });
    }

    @Test
    void whoRequiresThatNothingHasChangedSinceADateGetsA412OtherwiseAndATagDecidesAlone() {
        String longAgo = "Sun, 06 Nov 1994 08:49:37 GMT";
        request().header("If-Unmodified-Since", longAgo).get(STORY).then().statusCode(412);
        for (String date : List.of("Fri, 31 Dec 2100 00:00:00 GMT", "yesterday")) {
            request().header("If-Unmodified-Since", date).get(STORY).then().statusCode(200);
        }
        request()
                .header("If-Match", get(STORY).header("ETag"))
                .header("If-Unmodified-Since", longAgo)
                .get(STORY)
                .then()
                .statusCode(200);
        request()
                .header("If-Match", "\"other\"")
                .get("/v1/stories/that-never-was")
                .then()
                .statusCode(404);
    }

    @Test
    void theEntityTagAloneDecidesWhereBothAreGiven() {
        Response response = get(STORY);
        request()
                .header("If-None-Match", "\"other\"")
                .header("If-Modified-Since", "Fri, 31 Dec 2100 00:00:00 GMT")
                .get(STORY)
                .then()
                .statusCode(200);
        request()
                .header("If-None-Match", response.header("ETag"))
                .header("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")
                .get(STORY)
                .then()
                .statusCode(304);
    }

    @Test
    void whatCannotBeReadInTheHeadersIsPassedOver() throws Exception {
        request().header("If-Modified-Since", "yesterday").get(STORY).then().statusCode(200);
        request().header("If-None-Match", "no tag").get(STORY).then().statusCode(200);
        assertThat(read("gzip;q=much, ;;,").headers().firstValue("Content-Encoding"))
                .isEmpty();
        assertThat(read("zstd, gzip;q=0.8 , *;q=0").headers().firstValue("Content-Encoding"))
                .contains("gzip");
        assertThat(read("*").headers().firstValue("Content-Encoding")).contains("br");
    }

    private static Instant httpTime(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    @Test
    void largeResponsesAreCompressedAndHaveTheirOwnValidator() throws Exception {
        HttpResponse<byte[]> plain = read("identity");
        HttpResponse<byte[]> gzip = read("gzip, deflate, br;q=0.9");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(gzip.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new java.io.ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(gzip.headers().firstValue("ETag"))
                .isNotEqualTo(plain.headers().firstValue("ETag"));
        HttpResponse<byte[]> brotli = read("gzip, deflate, br");
        assertThat(brotli.headers().firstValue("Content-Encoding")).contains("br");
        assertThat(brotli.body().length).isLessThan(gzip.body().length);
        assertThat(Decoder.decompress(brotli.body()).getDecompressedData()).isEqualTo(plain.body());
        assertThat(brotli.headers().firstValue("ETag"))
                .isNotIn(gzip.headers().firstValue("ETag"), plain.headers().firstValue("ETag"));
        assertThat(read("gzip;q=0").headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(read("identity;q=0.5, gzip;q=0.2").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    private static HttpResponse<byte[]> read(String acceptEncoding) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + STORY))
                .header("Accept-Encoding", acceptEncoding)
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void pagesOfOtherSitesMayRead() {
        request()
                .header("Origin", "https://news.example")
                .get("/v1/categories")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", org.hamcrest.Matchers.containsString("ETag"));
        request()
                .header("Origin", "https://news.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "if-none-match")
                .options("/v1/stories")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Methods", org.hamcrest.Matchers.containsString("GET"))
                .header("Access-Control-Max-Age", "86400");
        request()
                .header("Origin", "https://news.example")
                .get("/v1/stories/nope")
                .then()
                .statusCode(404)
                .header("Access-Control-Allow-Origin", "*");
    }

    @Test
    void optionsSayWhichMethodsAreTaken() {
        for (String path : List.of("/v1/stories", STORY, "/v1/tags")) {
            String allow = request().options(path).then().extract().header("Allow");
            assertThat(allow.split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
        }
        String editing = "/v1/admin/stories";
        assertThat(request().options(editing).header("Allow").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
        assertThat(request().options(editing + "/hello/publish").header("Allow"))
                .isEqualTo("POST, OPTIONS");
    }

    @Test
    void problemsAreNotCached() {
        for (String path : List.of("/v1/stories/nope", "/v1/stories?limit=0")) {
            assertThat(get(path).header("Cache-Control")).isEqualTo("no-store");
            assertThat(get(path).header("ETag")).isNull();
        }
    }

    @Test
    void aResponseThatASharedCacheKeepsMayBeReadByAnySite() {
        request()
                .get("/v1/categories")
                .then()
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", org.hamcrest.Matchers.containsString("ETag"));
    }
}

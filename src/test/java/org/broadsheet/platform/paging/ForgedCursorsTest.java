package org.broadsheet.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.platform.http.Surface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class ForgedCursorsTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    static Stream<String> lists() {
        return Stream.of(
                "/v1/stories",
                "/v1/stories?sort=title",
                "/v1/stories?sort=-updatedAt",
                "/v1/categories",
                "/v1/categories/industry/stories",
                "/v1/authors",
                "/v1/tags",
                "/v1/tags/memory/stories",
                "/v1/collections/front-page/stories",
                "/v1/search?q=memory",
                "/v1/search?q=memory&sort=-publishedAt",
                "/v1/admin/stories",
                "/v1/admin/stories?sort=title",
                "/v1/admin/categories",
                "/v1/admin/tags",
                "/v1/admin/keys",
                "/v1/admin/audit");
    }

    private static Response get(String list, String cursor) {
        String address =
                list + (list.contains("?") ? "&" : "?") + "limit=1" + (cursor == null ? "" : "&cursor=" + cursor);
        return Surface.of(list) == Surface.EDITORIAL ? Editor.get(address) : Api.get(address);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aCursorThatWasChangedOrMadeUpIsRejected(String list) {
        Editor.key("stories:read");
        String good = get(list, null).then().statusCode(200).extract().path("page.next");
        assertThat(good).as(list).isNotNull();
        get(list, good).then().statusCode(200);
        Random random = new Random(7);
        for (int i = 0; i < 25; i++) {
            StringBuilder forged = new StringBuilder(good);
            int place = random.nextInt(good.length() - 1);
            char other = LETTERS.charAt(random.nextInt(LETTERS.length()));
            if (forged.charAt(place) != other) {
                forged.setCharAt(place, other);
                get(list, forged.toString()).then().statusCode(400);
            }
            get(list, good.substring(0, 1 + random.nextInt(good.length() - 1)))
                    .then()
                    .statusCode(400);
        }
    }

    /** As if it had been signed by a program with another idea of cursors. */
    @ParameterizedTest
    @MethodSource("lists")
    void aSignedCursorThatMakesNoSenseIsRejectedToo(String list) {
        String binding = list.contains("?") ? list : list + "?";
        for (String key : List.of(
                "", "x", "2026-13-45T00:00:00Z", "+1000000000-01-01T00:00:00Z", "NaN", "1e999", "-1", "a.b.c")) {
            for (String id : List.of("", "x", "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf")) {
                int status = get(list, new Cursor(key, id).encode(binding)).statusCode();
                assertThat(status).as("%s %s %s", list, key, id).isIn(200, 400);
            }
        }
    }

    @Test
    void aChangeFeedStartsAfreshAfterASinceThatWasNotSignedHere() {
        String good = Api.json("/v1/changes?limit=1").getString("page.since");
        Api.get("/v1/changes?since=" + good).then().statusCode(200);
        Api.get("/v1/changes?category=industry&since=" + good).then().statusCode(400);
        Random random = new Random(11);
        for (int i = 0; i < 50; i++) {
            StringBuilder forged = new StringBuilder(good);
            int place = random.nextInt(good.length() - 1);
            forged.setCharAt(place, forged.charAt(place) == 'A' ? 'B' : 'A');
            Api.get("/v1/changes?since=" + forged).then().statusCode(410);
            Api.request()
                    .header("Last-Event-ID", forged.toString())
                    .get("/v1/changes/stream")
                    .then()
                    .statusCode(410);
        }
        Api.get("/v1/changes?since=AAAA").then().statusCode(410);
        Api.get("/v1/changes?since=a%20b").then().statusCode(400);
    }
}

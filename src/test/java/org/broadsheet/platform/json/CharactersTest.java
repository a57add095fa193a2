package org.broadsheet.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever characters come in, in whatever way: they are stored as the standards read them, or rejected; never a 5xx. */
@QuarkusTest
class CharactersTest {

    @Inject
    Newsroom newsroom;

    private static final String BODIES = "include=tags,body,outline,links,seo&body=html,blocks,markdown,text";

    private static final List<String> CHARACTERS = List.of(
            "\ufffe",
            "\uffff",
            "\ufdd0",
            "\ufdd2",
            "\udbff\udfff",
            "\ue000",
            "\u0378",
            "\u200b",
            "\ufeff",
            "\u2028",
            "😂",
            "a\u0301\u0302",
            "ᄀ",
            "中",
            "ไทย",
            "x",
            " ");

    private static final List<String> REFERENCES = List.of(
            "&#xD800;",
            "&#xDC00;",
            "&#xD83D;&#xDE00;",
            "&#55296;",
            "&#0;",
            "&#xFFFE;",
            "&#xFDD0;",
            "&#x1F;",
            "&#x10FFFF;",
            "&#x110000;",
            "&#99999999999999999999;");

    private static String some(Random random, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        random.ints(4, 0, pieces.size()).mapToObj(pieces::get).forEach(text::append);
        return text.toString();
    }

    private static String body(Random random, String format) {
        String reference = some(random, REFERENCES);
        String text = some(random, CHARACTERS) + " " + reference;
        return format.equals("html")
                ? "<h2>h %1$s</h2><p title='%1$s'>%1$s <a href='/%2$s' title='%2$s'>%1$s</a><img src='/%2$s' alt='%1$s'></p><pre><code>%1$s</code></pre><ul><li>%1$s</li></ul><table><tr><td>%1$s</td></tr></table>"
                        .formatted(text, reference)
                : "## h %1$s\n\n%1$s [%1$s](/%2$s '%2$s') ![%1$s](/%2$s) `%1$s` <b title='%2$s'>%1$s</b>\n\n- %1$s\n\n> %1$s\n\n```%2$s\n%1$s\n```\n"
                        .formatted(text, reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "markdown"})
    void everyTextOfAStoryComesOutOfEveryOperation(String format) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            Map<String, Object> story = Editor.whole(Newsroom.unique("odd") + some(random, CHARACTERS) + "z");
            Newsroom.plainTexts()
                    .filter(field -> !field.equals("title"))
                    .forEach(field -> story.put(field, some(random, CHARACTERS)));
            story.put("excerpt", "e" + some(random, CHARACTERS) + "z");
            story.put("tags", List.of(Newsroom.unique("odd") + some(random, CHARACTERS) + "z"));
            story.put(
                    "image",
                    Map.of("url", "/i.jpg", "alt", some(random, CHARACTERS), "caption", some(random, CHARACTERS)));
            story.put("seo", Map.of("title", some(random, CHARACTERS), "description", some(random, CHARACTERS)));
            story.put("body", Map.of("format", format, "source", body(random, format)));
            String path = Editor.draft(story);
            String token = Editor.post(path + "/preview-tokens", Map.of())
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("token");
            ok(seed, "/v1/preview/" + token + "?body=html,blocks,markdown,text");
            Editor.act(path + "/publish").then().statusCode(200);
            Map<String, Object> changed = new HashMap<>();
            changed.put("title", story.get("title") + some(random, CHARACTERS) + "z");
            changed.put("body", Map.of("format", format, "source", body(random, format)));
            Editor.patch(path, changed).then().statusCode(200);
            Editor.get(path).then().statusCode(200).body("title", equalTo(changed.get("title")));
            Editor.get(path + "/revisions/1").then().statusCode(200);
            Editor.get(path + "/revisions/2/diff?from=1").then().statusCode(200);
            Editor.act(path + "/publish").then().statusCode(200);
            ok(seed, "/v1/stories/" + Editor.slug(path) + "?" + BODIES.replace("seo", "seo,related"));
        }
        for (String list : List.of(
                "/v1/stories?limit=50&" + BODIES,
                "/v1/tags?limit=100",
                "/v1/changes?limit=100",
                "/v1/search?q=odd&limit=20",
                "/v1/search/suggest?q=odd")) {
            ok(seed, list);
        }
        Editor.get("/v1/admin/audit?limit=100").then().statusCode(200);
        Editor.get(Editor.STORIES + "?limit=100&q=odd").then().statusCode(200);
    }

    private static void ok(long seed, String path) {
        assertThat(Api.get(path).statusCode()).as("seed %d, %s", seed, path).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "markdown"})
    void aReferenceToASurrogateIsTheReplacementCharacter(String format) {
        Map<String, Object> story = Editor.whole("Surrogate " + Newsroom.unique("s"));
        story.put("body", Map.of("format", format, "source", "one &#xD83D;&#xDE00; two"));
        String path = Editor.draft(story);
        String token = Editor.post(path + "/preview-tokens", Map.of()).path("token");
        Api.get("/v1/preview/" + token + "?body=html,blocks,markdown,text")
                .then()
                .statusCode(200)
                .body("body.text", equalTo("one \ufffd\ufffd two"))
                .body("body.blocks[0].text", equalTo("one \ufffd\ufffd two"))
                .body("body.markdown", equalTo("one \ufffd\ufffd two"))
                .body("body.html", equalTo("<p>one \ufffd\ufffd two</p>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stories", "/categories", "/authors", "/tags", "/collections", "/keys", "/webhooks"})
    void whatIsNoCharacterIsRejectedWithItsPlace(String path) {
        for (String escape : List.of("\\ud800", "a\\udc00b", "\\ude00\\ud83d", "\\u0000")) {
            for (String content : List.of(
                    "{\"title\":\"%s\",\"name\":\"%s\",\"description\":\"%s\",\"url\":\"%s\"}",
                    "{\"body\":{\"source\":[\"%s\"]}}")) {
                Editor.post("/v1/admin" + path, content.replace("%s", escape))
                        .then()
                        .statusCode(422)
                        .body("type", equalTo("/problems/invalid-content"))
                        .body("errors.pointer", hasItem(content.contains("title") ? "/title" : "/body/source/0"))
                        .body("errors[0].detail", containsString("U+0000"));
            }
        }
    }

    @Test
    void aNameOfAMemberWithWhatIsNoCharacterIsRejected() {
        Editor.post("/v1/admin/tags", "{\"a\\u0000\":1}").then().statusCode(422);
        for (String escape : List.of("\\ud800", "a\\udc00b", "\\ude00\\ud83d")) {
            Editor.post("/v1/admin/tags", "{\"" + escape + "\":1}")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/malformed-request"));
        }
    }

    /** Surrogates, overlong forms, what is beyond Unicode, and a byte that never occurs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eda080",
                "edbfbf",
                "eda0bdedb880",
                "c080",
                "c1bf",
                "e08080",
                "f8888080",
                "f4908080",
                "ff",
                "80",
                "e2"
            })
    void bytesThatAreNoUtf8AreRejected(String hex) {
        for (String member : List.of("\"title\":\"a%b\"", "\"a%b\":1")) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            String[] parts = ("{" + member + "}").split("%");
            content.writeBytes(parts[0].getBytes(StandardCharsets.UTF_8));
            content.writeBytes(HexFormat.of().parseHex(hex));
            content.writeBytes(parts[1].getBytes(StandardCharsets.UTF_8));
            Editor.request()
                    .contentType("application/json")
                    .body(content.toByteArray())
                    .post(Editor.STORIES)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/malformed-request"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%ED%A0%80",
                "%00",
                "%EF%BF%BE",
                "%F0%9F%98%82",
                "%FF",
                "%C0%80",
                "%EF%B7%90",
                "%ED%A0%BD%ED%B8%80"
            })
    void noPathOrQueryFails(String encoded) {
        String longName = "a".repeat(59) + encoded.repeat(2);
        for (String path : List.of(
                "/v1/search?q=" + encoded,
                "/v1/search?q=%22" + encoded + "%22",
                "/v1/search?q=memory" + encoded,
                "/v1/search/suggest?q=" + encoded,
                "/v1/search/suggest?q=m" + encoded,
                "/v1/stories?" + longName + "=1",
                "/v1/stories?tag=" + encoded,
                "/v1/stories?cursor=" + encoded,
                "/v1/stories/" + encoded,
                "/v1/tags/" + encoded,
                "/v1/" + encoded,
                "/v1/changes?since=" + encoded,
                "/v1/preview/" + encoded)) {
            Api.get(path).then().statusCode(lessThan(500));
        }
        for (String path : List.of(
                "/v1/admin/stories?q=" + encoded, "/v1/admin/audit?actor=" + encoded, "/v1/admin/tags/" + encoded)) {
            Editor.get(path).then().statusCode(lessThan(500));
        }
    }

    @Test
    void anExcerptOfALongBodyDoesNotCutACharacterInTwo() {
        String word = Newsroom.unique("w").replace("-", "");
        int looked = 50_000;
        int filled = looked - 1 - word.length() - 2;
        String text = "b".repeat(filled % 2) + " a".repeat(filled / 2) + " " + word + " " + "😂".repeat(200);
        assertThat(Character.isHighSurrogate(text.charAt(looked - 1))).isTrue();
        Map<String, Object> story = Editor.whole("Long " + word);
        story.put("body", Editor.html("<p>" + text + "</p>"));
        Editor.live(story);
        newsroom.untilIndexed();
        Api.get("/v1/search?q=" + word).then().statusCode(200).body("items", hasSize(1));
    }
}

package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that an editor writes as blocks. */
@QuarkusTest
class BlocksInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RICH = """
            # Part {#part}

            See [the part](#part), **bold *and* italic**, a note[^1] and ==marks==.

            - one
              - [x] two
            - three

            > Q.
            >
            > <cite>Ann</cite>

            | A | B |
            |---|--:|
            | 1 | 2 |

            ![A](/a.jpg)

            https://www.youtube.com/watch?v=dQw4w9WgXcQ

            ```java
            int a;
            ```

            <video src="/a.mp4" title="A film"><track src="/a.vtt" kind="captions" default></video>

            <details><summary>More</summary><dl><dt>T</dt><dd>D</dd></dl></details>

            [^1]: The note.
            """;

    private static Response create(Object body) {
        Map<String, Object> story = Editor.whole("Blocks " + Newsroom.unique("blocks"));
        story.put("body", body);
        return Editor.post(Editor.STORIES, story);
    }

    private static Object blocks(String json) {
        try {
            return JSON.createObjectNode().put("format", "blocks").set("blocks", JSON.readTree(json));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String live(Response created) {
        String story = created.then().statusCode(201).extract().header("Location");
        Editor.act(story + "/publish").then().statusCode(200);
        return story.substring(story.lastIndexOf('/') + 1);
    }

    private static JsonNode body(String story) throws Exception {
        return JSON.readTree(Api.request()
                        .get("/v1/stories/" + story + "?fields=body&body=html,blocks,markdown,text")
                        .asByteArray())
                .path("body");
    }

    @Test
    void blocksThatWereReadGiveTheSameBytes() throws Exception {
        String other = Editor.slug(Editor.live(Editor.whole("Target " + Newsroom.unique("blocks"))));
        JsonNode written = body(live(create(Editor.markdown(RICH + "\n[other](story:" + other + "?a=b#c \"T\")"))));

        JsonNode again = body(
                live(create(JSON.createObjectNode().put("format", "blocks").set("blocks", written.path("blocks")))));

        assertThat(again).isEqualTo(written);
        assertThat(again.path("html").textValue()).contains(other + "?a=b#c");
        assertThat(again.path("blocks").findValuesAsText("slug")).containsExactly(other);
    }

    @Test
    void anEditorGetsTheBlocksThatItWrote() {
        Object body = blocks("[{\"type\": \"paragraph\", \"text\": \"One\\nTwo\"}]");
        String story = create(body).then().statusCode(201).extract().header("Location");

        Editor.get(story)
                .then()
                .body("body.format", equalTo("blocks"))
                .body("body.source", nullValue())
                .body("body.blocks[0].type", equalTo("paragraph"))
                .body("body.blocks[0].text", equalTo("One\nTwo"));
        Editor.patch(story, Map.of("kicker", "K"))
                .then()
                .statusCode(200)
                .body("body.blocks[0].text", equalTo("One\nTwo"));
        Editor.get(story + "/revisions/1").then().statusCode(200);
    }

    @Test
    void anotherFormatReplacesTheBlocks() {
        String story = create(blocks("[{\"type\": \"divider\"}, {\"type\": \"paragraph\", \"html\": \"<b>A</b>\"}]"))
                .then()
                .statusCode(201)
                .extract()
                .header("Location");

        Editor.patch(story, Map.of("body", Editor.markdown("M")))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/body/blocks"));
        Map<String, Object> markdown = new java.util.HashMap<>(Editor.markdown("M"));
        markdown.put("blocks", null);
        Editor.patch(story, Map.of("body", markdown))
                .then()
                .statusCode(200)
                .body("body.source", equalTo("M"))
                .body("body.blocks", nullValue());
    }

    @Test
    void whatIsRemovedIsAWarning() {
        create(blocks("[{\"type\": \"paragraph\", \"html\": \"A<script>b</script> <a href='javascript:c'>d</a>\"}]"))
                .then()
                .statusCode(201)
                .body("warnings.pointer", contains("/body/blocks", "/body/blocks"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"type": "paragraph", "html": "<b>a</b>", "spans": [{"text": "a", "marks": ["em"]}]}] | /body/blocks/0/spans
            [{"type": "paragraph", "html": "a", "spans": [{"text": "b"}]}] | /body/blocks/0/spans
            [{"type": "paragraph", "html": "a", "text": "b"}] | /body/blocks/0/text
            [{"type": "quote", "blocks": [{"type": "paragraph", "text": "a"}], "html": "<p>b</p>"}] | /body/blocks/0/html
            [{"type": "list", "items": [{"text": "a", "spans": [{"text": "a", "marks": ["script"]}]}]}] | /body/blocks/0/items/0/spans/0/marks/0
            [{"type": "list", "items": [{"text": "a", "spans": [{"text": "a", "link": {}}]}]}] | /body/blocks/0/items/0/spans/0/link/url
            [{"type": "paragraph"}] | /body/blocks/0
            [{"type": "paragraph", "text": "a", "direction": "up"}] | /body/blocks/0/direction
            [{"type": "table", "rows": [[{"text": "a", "align": "top"}]]}] | /body/blocks/0/rows/0/0/align
            [{"type": "table", "rows": [[{"text": "a", "scope": "x"}]]}] | /body/blocks/0/rows/0/0/scope
            [{"type": "list", "ordered": true, "numbering": "x", "items": []}] | /body/blocks/0/numbering
            [{"type": "video", "sources": [{"url": "/a"}], "tracks": [{"url": "/b", "kind": "x"}]}] | /body/blocks/0/tracks/0/kind
            [{"type": "quote", "blocks": [{"type": "paragraph", "text": "a"}], "text": "b"}] | /body/blocks/0/text
            [{"type": "code", "html": "a b", "text": "a  b"}] | /body/blocks/0/text
            [{"type": "list"}] | /body/blocks/0/items
            [{"type": "heading", "level": 1, "text": "a"}] | /body/blocks/0/level
            [{"type": "image"}] | /body/blocks/0/url
            [{"type": "gallery", "images": [{"url": "/a.jpg"}]}] | /body/blocks/0/images/0/type
            [{"type": "gallery", "images": [{"type": "paragraph"}]}] | /body/blocks/0/images/0/type
            [{"type": "gallery", "images": [{"type": "nonsense"}]}] | /body/blocks/0/images/0/type
            [{"type": "nonsense"}] | /body/blocks/0/type
            [{"text": "a"}] | /body/blocks/0/type
            [null] | /body/blocks/0
            [{"type": "paragraph", "nonsense": 1}] | /body/blocks/0/nonsense
            [{"nonsense": 1, "type": "paragraph"}] | /body/blocks/0/nonsense
            [{"type": "details", "summary": {"text": "a"}, "blocks": [{"type": "image", "width": 123456, "url": "/a"}]}] | /body/blocks/0/blocks/0/width
            [{"type": "paragraph", "text": 1}] | /body/blocks/0/text
            """)
    void anErrorHasItsPlace(String blocks, String pointer) {
        create(blocks(blocks)).then().statusCode(422).body("errors.pointer", contains(pointer));
    }

    @Test
    void formatAndContentMustMatch() {
        create(Map.of("format", "blocks"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/body/blocks"))
                .body("errors[0].detail", containsString("required"));
        create(Map.of("format", "html")).then().statusCode(422).body("errors.pointer", contains("/body/source"));
        create(Map.of("format", "blocks", "source", "", "blocks", List.of()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/body/source"));
    }

    @Test
    void sameContentInOtherWordsIsNoDifference() {
        create(blocks("""
                        [{"type": "paragraph", "text": "a bc", "html": "<b>a</b>  b<i>c</i>",
                          "spans": [{"text": "a", "marks": ["strong"]}, {"text": " b"}, {"text": "c", "marks": ["em"]}]}]""")).then().statusCode(201);
    }

    @Test
    void numbersMayBeNegativeAndFormerTablesHaveOneHeader() {
        String story = live(create(blocks("""
                [{"type": "list", "ordered": true, "start": -3, "items": [{"text": "a"}, {"text": "b", "number": -7}]},
                 {"type": "table", "header": [{"text": "A"}], "rows": [[{"text": "1"}]]}]""")));

        Api.request()
                .get("/v1/stories/" + story + "?fields=body&body=blocks")
                .then()
                .statusCode(200)
                .body("body.blocks[0].start", equalTo(-3))
                .body("body.blocks[0].items[1].number", equalTo(-7))
                .body("body.blocks[1].header[0].text", equalTo("A"))
                .body("body.blocks[1].headers[0][0].text", equalTo("A"));
    }

    @Test
    void deepAndLongListsOfBlocksAreAccepted() throws Exception {
        String deep = "{\"type\": \"paragraph\", \"text\": \"deep\"}";
        for (int level = 0; level < 30; level++) {
            deep = "{\"type\": \"list\", \"items\": [{\"blocks\": [" + deep + "]}]}";
        }
        String longOne = String.join(
                ",",
                Collections.nCopies(
                        5_000, "{\"type\": \"paragraph\", \"spans\": [{\"text\": \"w\", \"marks\": [\"strong\"]}]}"));

        assertThat(body(live(create(blocks("[" + deep + "," + longOne + "]"))))
                        .path("text")
                        .textValue())
                .contains("deep")
                .hasSizeGreaterThan(10_000);
    }

    @Test
    void aDraftOfBlocksIsFound() {
        String word = Newsroom.unique("found");
        create(blocks("[{\"type\": \"paragraph\", \"text\": \"" + word + "\"}]"))
                .then()
                .statusCode(201);

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> Editor.get(Editor.STORIES + "?q=" + word)
                        .then()
                        .statusCode(200)
                        .body("items.size()", equalTo(1)));
    }
}

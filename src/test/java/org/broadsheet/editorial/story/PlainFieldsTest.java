package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain field of a story is in every representation that shows stories, as an editor wrote it. */
@QuarkusTest
class PlainFieldsTest {

    private static final String TEXT = "Prices & “politics” of <memory>";

    @Inject
    Newsroom newsroom;

    /** Returns the optional plain fields that are text. */
    static Stream<String> fields() {
        return Newsroom.plainTexts().filter(field -> !field.equals("title") && !field.equals("excerpt"));
    }

    private static Map<String, Object> story(String field) {
        Map<String, Object> story = Editor.whole("Plain " + Newsroom.unique("p"));
        story.put(field, "  " + TEXT + " ");
        return story;
    }

    private static Map<String, Object> without(String field) {
        Map<String, Object> patch = new HashMap<>();
        patch.put(field, null);
        return patch;
    }

    private static String id(String story) {
        return story.substring(story.lastIndexOf('/') + 1);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void editorsAndReadersGetTheField(String field) {
        String story = Editor.draft(story(field));
        Editor.get(story).then().body(field, equalTo(TEXT));
        Editor.get(story + "/revisions/1").then().body(field, equalTo(TEXT));
        String preview = Editor.post(story + "/preview-tokens", Map.of()).header("Location");
        Api.get(preview).then().statusCode(200).body(field, equalTo(TEXT));
        Editor.act(story + "/publish").then().statusCode(200);

        String id = id(story);
        assertThat(Api.json("/v1/stories/" + id).getString(field)).isEqualTo(TEXT);
        assertThat(Api.json("/v1/stories/" + id + "?fields=" + field).getMap("$"))
                .isEqualTo(Map.of(field, TEXT));
        assertThat(Api.json("/v1/stories?id=" + id).getString("items[0]." + field))
                .isEqualTo(TEXT);
        assertThat(Api.json("/v1/stories?fields=slug&include=" + field + "&id=" + id)
                        .getMap("items[0]"))
                .containsOnlyKeys("slug", field);
        String collection = newsroom.collection(List.of(UUID.fromString(id)));
        assertThat(Api.json("/v1/collections/" + collection + "/stories").getString("items[0]." + field))
                .isEqualTo(TEXT);
        String other = newsroom.story("industry").pinning(id).published().toString();
        assertThat(Api.json("/v1/stories/" + other + "/related").getString("items[0]." + field))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void whatTheEditorDidNotWriteIsAbsent(String field) {
        String story = Editor.live(Editor.whole("Plain " + Newsroom.unique("p")));
        assertThat(Editor.get(story).jsonPath().getMap("$")).doesNotContainKey(field);
        assertThat(Api.json("/v1/stories/" + id(story)).getMap("$")).doesNotContainKey(field);
        Editor.patch(story, Map.of(field, "   ")).then().statusCode(200).body("revision", equalTo(1));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aPatchSetsAndRemovesTheFieldAndARestoreBringsItBack(String field) {
        String story = Editor.live(story(field));
        String path = "/v1/stories/" + id(story);

        Editor.patch(story, without(field)).then().statusCode(200).body(field, nullValue());
        Editor.get(story + "/revisions")
                .then()
                .body("items[0].changed", contains(field))
                .body("items[0].number", equalTo(2));
        Editor.get(story + "/revisions/2/diff")
                .then()
                .body("patch.op", contains("remove"))
                .body("patch.path", contains("/" + field));
        assertThat(Api.json(path).getString(field)).isEqualTo(TEXT);
        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(Api.json(path).getMap("$")).doesNotContainKey(field);

        Editor.act(story + "/revisions/1/restore").then().statusCode(200).body(field, equalTo(TEXT));
        Editor.patch(story, Map.of("title", "Other")).then().statusCode(200).body(field, equalTo(TEXT));
        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(Api.json(path).getString(field)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aChangeOfTheFieldIsInTheChangeFeed(String field) {
        String story = Editor.live(story(field));
        JsonPath page = Api.json("/v1/changes?limit=100&fields=id");
        while (page.getBoolean("page.more")) {
            page = Api.json("/v1/changes?limit=100&fields=id&since=" + page.getString("page.since"));
        }
        String since = page.getString("page.since");
        Editor.patch(story, Map.of(field, "Changed")).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Api.json("/v1/changes?limit=100&fields=" + field + "&since=" + since)
                                .getString("items.find { it.id == '" + id(story) + "' }.story." + field))
                        .isEqualTo("Changed"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aValueThatTheContractForbidsIsRejected(String field) {
        for (Object value : List.of("two\nlines", "x".repeat(301), 1, List.of("a"))) {
            Editor.post(Editor.STORIES, Map.of(field, value))
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/" + field));
        }
    }
}

package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** What readers are told about changes of a story, and minor changes, of which they are told nothing. */
@QuarkusTest
class CorrectionsTest {

    private static final Map<String, Object> FIRST = Map.of(
            "kind", "correction", "text", "The price was “wrong” & <too high>.", "at", "2026-03-04T05:06:07.089Z");

    private static final Map<String, Object> SECOND =
            Map.of("kind", "retraction", "text", "The story is withdrawn.\nIn full.", "at", "2026-04-04T05:06:07Z");

    @Inject
    Session database;

    private final String title = "Corrected " + Newsroom.unique("c");

    private static String id(String story) {
        return story.substring(story.lastIndexOf('/') + 1);
    }

    private static void publish(String story, Map<String, Object> change) {
        Editor.patch(story, change).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
    }

    private List<String> changes(String story) {
        return database.createNativeQuery(
                        "SELECT type FROM change WHERE subject_id = :id ORDER BY sequence", String.class)
                .setParameter("id", UUID.fromString(id(story)))
                .getResultList();
    }

    @Test
    void readersGetTheCorrectionsOfAStory() {
        String story = Editor.live(Editor.whole(title));
        String path = "/v1/stories/" + id(story);
        Api.get(path).then().body("corrections", empty());
        Editor.patch(story, Map.of("corrections", List.of(FIRST, SECOND)))
                .then()
                .statusCode(200)
                .body("corrections", equalTo(List.of(FIRST, SECOND)));
        Api.get(path).then().body("corrections", empty());
        String preview = Editor.post(story + "/preview-tokens", Map.of()).header("Location");
        Api.get(preview + "?fields=corrections").then().body("corrections", equalTo(List.of(FIRST, SECOND)));

        Editor.act(story + "/publish").then().statusCode(200);

        Api.get(path).then().body("corrections", equalTo(List.of(FIRST, SECOND)));
        assertThat(Api.json(path + "?fields=corrections").getMap("")).containsOnlyKeys("corrections");
        Api.get("/v1/stories?include=corrections&id=" + id(story))
                .then()
                .body("items[0].corrections", equalTo(List.of(FIRST, SECOND)));
        assertThat(Api.json("/v1/stories?id=" + id(story)).getMap("items[0]")).doesNotContainKey("corrections");
    }

    @Test
    void eachNewCorrectionIsAnEventOfItsOwn() {
        String story = Editor.live(Editor.whole(title));
        publish(story, Map.of("corrections", List.of(FIRST)));
        publish(story, Map.of("excerpt", "Another."));
        publish(story, Map.of("corrections", List.of(SECOND, FIRST)));
        publish(story, Map.of("corrections", List.of(FIRST)));

        assertThat(changes(story))
                .containsExactly(
                        "story.published",
                        "story.updated",
                        "story.corrected",
                        "story.updated",
                        "story.updated",
                        "story.corrected",
                        "story.updated");
    }

    @Test
    void theSameCorrectionsChangeNothingAndARestoreBringsThemBack() {
        String story = Editor.live(Editor.whole(title));
        publish(story, Map.of("corrections", List.of(FIRST)));
        Editor.patch(story, Map.of("corrections", List.of(FIRST))).then().body("revision", equalTo(2));
        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(changes(story)).hasSize(3);

        List<Object> none = new ArrayList<>();
        Editor.patch(story, Map.of("corrections", none)).then().body("revision", equalTo(3));
        Editor.get(story + "/revisions").then().body("items[0].changed", contains("corrections"));
        Editor.act(story + "/revisions/2/restore").then().statusCode(200).body("corrections", equalTo(List.of(FIRST)));
    }

    @Test
    void aWrongCorrectionIsNamed() {
        Editor.post(
                        Editor.STORIES,
                        Map.of(
                                "corrections",
                                List.of(Map.of("kind", "erratum", "text", "A", "at", "2026-01-01T00:00:00Z"))))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/corrections/0/kind"));
        Editor.post(Editor.STORIES, Map.of("corrections", List.of(Map.of("kind", "update", "text", " ", "more", 1))))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/corrections/0/more", "/corrections/0/at", "/corrections/0/text"));
    }

    @Test
    void aMinorChangeKeepsTheTimeOfTheLastUpdateAndIsInEveryResponse() {
        String story = Editor.live(Editor.whole(title));
        publish(story, Map.of("excerpt", "An excrept."));
        String path = "/v1/stories/" + id(story);
        JsonPath before = Api.json(path);
        String since = Api.json("/v1/changes?limit=100&since=" + latest()).getString("page.since");

        Editor.patch(story, Map.of("excerpt", "An excerpt.")).then().statusCode(200);
        Editor.act(story + "/publish", Map.of("minor", true))
                .then()
                .statusCode(200)
                .body("live.updatedAt", equalTo(before.getString("updatedAt")));

        JsonPath after = Api.json(path);
        assertThat(after.getString("excerpt")).isEqualTo("An excerpt.");
        assertThat(after.getString("updatedAt")).isEqualTo(before.getString("updatedAt"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Api.json("/v1/changes?limit=100&fields=excerpt&since=" + since)
                                .getString("items.find { it.id == '" + id(story) + "' }.story.excerpt"))
                        .isEqualTo("An excerpt."));

        publish(story, Map.of("excerpt", "Another."));
        assertThat(Api.json(path).getString("updatedAt")).isNotEqualTo(before.getString("updatedAt"));
    }

    private static String latest() {
        JsonPath page = Api.json("/v1/changes?limit=100&fields=id");
        while (page.getBoolean("page.more")) {
            page = Api.json("/v1/changes?limit=100&fields=id&since=" + page.getString("page.since"));
        }
        return page.getString("page.since");
    }

    @Test
    void aFirstPublicationIsNeverMinor() {
        String story = Editor.draft(Editor.whole(title));
        Editor.act(story + "/publish", Map.of("minor", true)).then().statusCode(200);
        JsonPath live = Api.json("/v1/stories/" + id(story));
        assertThat(live.getString("updatedAt")).isEqualTo(live.getString("publishedAt"));
    }

    @Test
    void aScheduledChangeCanBeMinor() {
        String story = Editor.live(Editor.whole(title));
        String updated = Api.json("/v1/stories/" + id(story)).getString("updatedAt");
        Editor.patch(story, Map.of("excerpt", "Later.")).then().statusCode(200);
        String at = Instant.now().plusMillis(700).toString();
        Editor.act(story + "/publish", Map.of("at", at, "minor", true))
                .then()
                .statusCode(200)
                .body("scheduled.minor", equalTo(true));
        Awaitility.await()
                .untilAsserted(() -> Api.get("/v1/stories/" + id(story))
                        .then()
                        .body("excerpt", equalTo("Later."))
                        .body("updatedAt", equalTo(updated)));
    }
}

package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** What an editor learns whose version is out of date. */
@QuarkusTest
class StaleVersionTest {

    private final String title = "Stale " + Newsroom.unique("version");

    private static ValidatableResponse stale(String path, String tag, Map<String, Object> content) {
        return Editor.request()
                .contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body(content)
                .patch(path)
                .then()
                .statusCode(412)
                .header("ETag", Editor.etag(path))
                .body("current.etag", equalTo(Editor.etag(path)));
    }

    @Test
    void aStaleSaveNamesTheMembersThatDifferFromTheVersionThatWasRead() {
        String story = Editor.draft(Editor.whole(title));
        Editor.patch(story, Map.of("excerpt", "Seen")).then().statusCode(200);
        String read = Editor.etag(story);
        Editor.patch(story, Map.of("title", title + " 2", "excerpt", "Unseen"))
                .then()
                .statusCode(200);
        Editor.patch(story, Map.of("excerpt", "Seen", "tags", List.of("energy")))
                .then()
                .statusCode(200);

        stale(story, read, Map.of("title", "Another"))
                .body("current.revision", equalTo(4))
                .body("current.readRevision", equalTo(2))
                .body("current.changed", containsInAnyOrder("title", "tags"))
                .body("current.action", equalTo("story.saved"))
                .body("current.changedAt", notNullValue())
                .body("current.changedBy.kind", equalTo("key"));
    }

    @Test
    void aPreviewIsNoChangeAndAnAutosaveIsOne() {
        String story = Editor.draft(Editor.whole(title));
        String read = Editor.etag(story);
        Editor.patch(story + "?autosave=true", Map.of("title", title + " 2"))
                .then()
                .statusCode(200);
        String replaced = Editor.etag(story);
        Editor.post(story + "/preview-tokens", Map.of()).then().statusCode(201);
        Editor.patch(story + "?autosave=true", Map.of("excerpt", "Later"))
                .then()
                .statusCode(200);
        String savedAt = Editor.get(story + "/revisions/2").jsonPath().getString("savedAt");

        stale(story, read, Map.of("title", "Another"))
                .body("current.action", equalTo("story.autosaved"))
                .body("current.changedAt", equalTo(savedAt))
                .body("current.readRevision", equalTo(1))
                .body("current.changed", containsInAnyOrder("title", "excerpt"));
        // What the client has read was replaced.
        stale(story, replaced, Map.of("title", "Another")).body("current.readRevision", nullValue());
    }

    @Test
    void aStaleSaveSaysThatTheStoryWasPublishedMeanwhile() {
        String story = Editor.draft(Editor.whole(title));
        String read = Editor.etag(story);
        String key = Editor.key("stories:read", "stories:write", "stories:publish");
        Editor.request(key)
                .header("If-Match", read)
                .post(story + "/publish")
                .then()
                .statusCode(200);

        stale(story, read, Map.of("title", "Another"))
                .body("current.action", equalTo("story.published"))
                .body("current.changedBy.name", equalTo("Of a test"))
                .body("current.changed", equalTo(List.of()));
    }

    @Test
    void aVersionThatNeverExistedGetsTheMembersOfTheLastRevision() {
        String story = Editor.draft(Editor.whole(title));
        Editor.patch(story, Map.of("excerpt", "Changed")).then().statusCode(200);
        stale(story, "\"unknown\"", Map.of("title", "Another"))
                .body("current.readRevision", nullValue())
                .body("current.changed", contains("excerpt"));
    }

    @Test
    void aStaleChangeOfATagSaysWhoChangedWhat() {
        Response tag = Editor.post("/v1/admin/tags", Map.of("name", title));
        String path = tag.header("Location");
        Editor.patch(path, Map.of("name", title + " 2")).then().statusCode(200);

        stale(path, tag.header("ETag"), Map.of("name", "Another"))
                .body("current.action", equalTo("tag.changed"))
                .body("current.changed", contains("name", "updatedAt"))
                .body("current.changedBy.kind", equalTo("key"))
                .body("current.revision", nullValue());
    }

    @Test
    void aResponseWithoutContentHasTheNewTag() {
        String story = Editor.draft(Editor.whole(title));
        Editor.act(story + "/publish", Map.of("at", "2999-01-01T00:00:00Z"))
                .then()
                .statusCode(200);
        Response unscheduled = Editor.delete(story + "/schedule");
        assertThat(unscheduled.statusCode()).isEqualTo(204);
        assertThat(unscheduled.header("ETag")).isEqualTo(Editor.etag(story));

        Response deleted = Editor.delete(story);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.header("ETag")).isEqualTo(Editor.etag(story));
    }
}

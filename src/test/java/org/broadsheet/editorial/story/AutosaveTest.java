package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Saves that an editor's tool makes by itself. */
@QuarkusTest
class AutosaveTest {

    private final String title = "Autosave " + Newsroom.unique("of");

    @Inject
    Session database;

    private static Response autosave(String key, String story, Map<String, Object> change) {
        Response response = Editor.request(key)
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(change)
                .patch(story + "?autosave=true");
        response.then().statusCode(200);
        return response;
    }

    private static Response autosave(String story, String excerpt) {
        return autosave(Editor.KEY, story, Map.of("excerpt", excerpt));
    }

    private static int revisions(String story) {
        return Editor.get(story + "/revisions?limit=100")
                .jsonPath()
                .getList("items")
                .size();
    }

    private static int entries(String story) {
        String id = Editor.get(story).jsonPath().getString("id");
        return Editor.get("/v1/admin/audit?limit=100&subject=" + id)
                .jsonPath()
                .getList("items")
                .size();
    }

    /** Moves the beginning of the latest autosaves into the past. */
    private void waitMinutes(String story, int minutes) {
        UUID id = UUID.fromString(Editor.get(story).jsonPath().getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(
                                "UPDATE revision SET autosaved_since = autosaved_since - :minutes * interval '1 minute' WHERE story_id = :story")
                        .setParameter("minutes", minutes)
                        .setParameter("story", id)
                        .executeUpdate());
    }

    @Test
    void autosavesOfTenMinutesAreOneRevisionWithOneAuditEntry() {
        String story = Editor.draft(Editor.whole(title));
        for (int save = 0; save < 20; save++) {
            String before = Editor.etag(story);
            Response saved = autosave(story, "Excerpt " + save);
            saved.then().body("revision", equalTo(2)).body("excerpt", equalTo("Excerpt " + save));
            assertThat(saved.header("ETag")).isNotEqualTo(before);
        }
        assertThat(revisions(story)).isEqualTo(2);
        assertThat(entries(story)).isEqualTo(2);
        Editor.get(story + "/revisions/2")
                .then()
                .body("autosave", equalTo(true))
                .body("changed", contains("excerpt"))
                .body("excerpt", equalTo("Excerpt 19"));
        Editor.get(story + "/revisions").then().body("items.autosave", contains(true, null));
    }

    @Test
    void anHourOfAutosavesLeavesAtMostTenRevisionsAndAuditEntries() {
        String story = Editor.draft(Editor.whole(title));
        for (int minute = 0; minute < 60; minute++) {
            autosave(story, "Excerpt of minute " + minute);
            waitMinutes(story, 1);
        }
        assertThat(revisions(story) - 1).isBetween(6, 10);
        assertThat(entries(story) - 1).isEqualTo(revisions(story) - 1);
    }

    @Test
    void anAutosaveThatChangesNothingRecordsNothing() {
        String story = Editor.draft(Editor.whole(title));
        String before = Editor.etag(story);
        assertThat(autosave(story, "Excerpt of " + title).header("ETag")).isEqualTo(before);
        assertThat(entries(story)).isEqualTo(1);
    }

    @Test
    void aPublishedOrScheduledAutosaveIsKept() {
        String story = Editor.draft(Editor.whole(title));
        autosave(story, "First");
        Editor.act(story + "/publish").then().statusCode(200).body("live.revision", equalTo(2));
        autosave(story, "Second").then().body("revision", equalTo(3));
        Editor.act(story + "/publish", Map.of("at", "2999-01-01T00:00:00Z"))
                .then()
                .statusCode(200)
                .body("scheduled.revision", equalTo(3));
        autosave(story, "Third").then().body("revision", equalTo(4));
        Editor.get(story + "/revisions/2")
                .then()
                .body("excerpt", equalTo("First"))
                .body("autosave", nullValue());
        Editor.get(story + "/revisions/3").then().body("excerpt", equalTo("Second"));
    }

    @Test
    void aSaveOfTheSameContentKeepsTheAutosave() {
        String story = Editor.draft(Editor.whole(title));
        autosave(story, "First");
        Editor.patch(story, Map.of("excerpt", "First")).then().statusCode(200).body("revision", equalTo(2));
        autosave(story, "Second").then().body("revision", equalTo(3));
    }

    @Test
    void aRestoredAutosaveIsKept() {
        String story = Editor.draft(Editor.whole(title));
        autosave(story, "First");
        Editor.patch(story, Map.of("excerpt", "Second")).then().statusCode(200);
        Editor.act(story + "/revisions/2/restore").then().statusCode(200).body("revision", equalTo(4));
        autosave(story, "Third").then().body("revision", equalTo(5));
        Editor.get(story + "/revisions").then().body("items", hasSize(5));
    }

    @Test
    void theSlugFollowsATitleThatIsBeingTyped() {
        String story = Editor.draft(Map.of());
        autosave(Editor.KEY, story, Map.of("title", title));
        String half = Editor.slug(story);
        autosave(Editor.KEY, story, Map.of("title", title + " of memory"));
        assertThat(Editor.slug(story)).isEqualTo(half + "-of-memory");
        assertThat(Editor.slug(Editor.draft(Map.of("title", title)))).isEqualTo(half);
        autosave(Editor.KEY, story, Map.of("slug", half + "-given"));
        autosave(Editor.KEY, story, Map.of("title", title + " again"));
        assertThat(Editor.slug(story)).isEqualTo(half + "-given");
    }

    @Test
    void anAutosaveThatAPreviewNamesIsKept() {
        String story = Editor.draft(Editor.whole(title));
        autosave(story, "First");
        String preview =
                Editor.post(story + "/preview-tokens", Map.of("revision", 2)).header("Location");
        autosave(story, "Second").then().body("revision", equalTo(3));
        Api.request().get(preview).then().statusCode(200).body("excerpt", equalTo("First"));
    }

    @Test
    void anAutosaveThatANodeOfTheVersionBeforeHasPublishedIsKept() {
        String story = Editor.draft(Editor.whole(title));
        autosave(story, "First");
        Editor.act(story + "/publish").then().statusCode(200);
        UUID id = UUID.fromString(Editor.get(story).jsonPath().getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(
                                "UPDATE revision SET autosaved_since = saved_at WHERE story_id = :story AND number = 2")
                        .setParameter("story", id)
                        .executeUpdate());
        autosave(story, "Second").then().body("revision", equalTo(3));
    }

    @Test
    void anotherActorsAutosaveIsKept() {
        String story = Editor.draft(Editor.whole(title));
        autosave(story, "First");
        String key = Editor.key("stories:read", "stories:write");
        autosave(key, story, Map.of("excerpt", "Second")).then().body("revision", equalTo(3));
        autosave(story, "Third").then().body("revision", equalTo(4));
    }
}

package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** The list in which editors find their stories. */
@QuarkusTest
class EditorialListTest {

    private final String word = Newsroom.unique("listed");

    private Map<String, Object> story(String part, Map<String, Object> members) {
        Map<String, Object> story = new HashMap<>(Editor.whole(word + " " + part));
        story.putAll(members);
        return story;
    }

    private List<String> titles(String query) {
        Response response = Editor.get("/v1/admin/stories?sort=title&q=" + word + "&" + query);
        response.then().statusCode(200);
        return response.jsonPath().getList("items.title");
    }

    @Test
    void changedStoriesAreLiveAndHaveALaterRevision() {
        Editor.draft(story("draft", Map.of()));
        Editor.live(story("published", Map.of()));
        String changed = Editor.live(story("changed", Map.of()));
        Editor.patch(changed, Map.of("excerpt", "Later")).then().statusCode(200);
        String unpublished = Editor.live(story("unpublished", Map.of()));
        Editor.patch(unpublished, Map.of("excerpt", "Later")).then().statusCode(200);
        Editor.act(unpublished + "/unpublish").then().statusCode(200);

        assertThat(titles("status=changed")).containsExactly(word + " changed");
        assertThat(titles("status=changed&status=draft")).containsExactly(word + " changed", word + " draft");
        Editor.act(changed + "/publish").then().statusCode(200);
        assertThat(titles("status=changed")).isEmpty();
    }

    @Test
    void anItemHasWhatAnEditorsListShows() {
        Editor.draft(story(
                "whole",
                Map.of(
                        "authors", List.of("zoe-lindqvist"),
                        "image", Map.of("url", "https://example.org/a.jpg", "alt", "A picture"))));
        Editor.draft(Map.of("title", word + " bare"));
        Editor.get("/v1/admin/stories?sort=title&q=" + word)
                .then()
                .statusCode(200)
                .body("items[0].authors", equalTo(List.of()))
                .body("items[0].excerpt", nullValue())
                .body("items[0].image", nullValue())
                .body("items[0].savedAt", notNullValue())
                .body("items[1].authors", contains("zoe-lindqvist"))
                .body("items[1].excerpt", equalTo("Excerpt of " + word + " whole"))
                .body("items[1].image.url", equalTo("https://example.org/a.jpg"))
                .body("items[1].image.alt", equalTo("A picture"))
                .body("items[1].savedBy.kind", equalTo("key"));
    }

    @Test
    void storiesAreFoundByTheirImage() {
        Editor.draft(story("without", Map.of()));
        Editor.draft(story("with", Map.of("image", Map.of("url", "https://example.org/a.jpg", "alt", ""))));
        assertThat(titles("hasImage=true")).containsExactly(word + " with");
        assertThat(titles("hasImage=false")).containsExactly(word + " without");
    }

    @Test
    void storiesAreFoundByTheirLanguage() {
        Editor.draft(story("English", Map.of()));
        Editor.draft(story("German", Map.of("language", "de")));
        assertThat(titles("language=de")).containsExactly(word + " German");
    }

    @Test
    void storiesAreFoundByWhoSavedThemLast() {
        Response key = Editor.post(
                "/v1/admin/keys", Map.of("name", "Of a test", "scopes", List.of("stories:read", "stories:write")));
        String first = Editor.draft(story("first", Map.of()));
        Editor.draft(story("second", Map.of()));
        Editor.request(key.jsonPath().getString("key"))
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(Map.of("excerpt", "By another"))
                .patch(first)
                .then()
                .statusCode(200);
        assertThat(titles("savedBy=" + key.jsonPath().getString("id"))).containsExactly(word + " first");
        assertThat(titles("savedBy=nobody")).isEmpty();
    }

    @Test
    void storiesAreFoundByTheTimeOfTheirLastChange() {
        Editor.draft(story("before", Map.of()));
        String between = Editor.get("/v1/admin/stories?q=" + word).jsonPath().getString("items[0].updatedAt");
        Editor.draft(story("later", Map.of()));
        assertThat(titles("updatedAfter=" + between)).containsExactly(word + " later");
    }
}

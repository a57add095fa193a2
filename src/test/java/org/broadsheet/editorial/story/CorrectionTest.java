package org.broadsheet.editorial.story;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** Corrections of what readers see, while an editor writes the next version. */
@QuarkusTest
class CorrectionTest {

    private final String title = "Correction " + Newsroom.unique("of");

    private static Response correct(String story, Map<String, Object> correction) {
        return correct(Editor.KEY, story, correction);
    }

    private static Response correct(String key, String story, Map<String, Object> correction) {
        return Editor.request(key)
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(correction)
                .patch(story + "/live");
    }

    private String live() {
        Map<String, Object> content = new HashMap<>(Editor.whole(title));
        content.put("body", Editor.markdown("One.\n\nTwo.\n\nThree."));
        return Editor.live(content);
    }

    @Test
    void readersSeeTheCorrectionAndNothingOfTheDraft() {
        String story = live();
        Editor.patch(story, Map.of("excerpt", "A draft", "body", Editor.markdown("One.\n\nTwo.\n\nThree.\n\nFour.")))
                .then()
                .statusCode(200);

        Response corrected = correct(
                story, Map.of("title", title + ", corrected", "body", Editor.markdown("One.\n\nTwo!\n\nThree.")));

        corrected
                .then()
                .statusCode(200)
                .header("ETag", equalTo(Editor.etag(story)))
                .body("conflicts", nullValue())
                .body("live.revision", equalTo(3))
                .body("revision", equalTo(4))
                .body("title", equalTo(title + ", corrected"))
                .body("excerpt", equalTo("A draft"))
                .body("body.source", equalTo("One.\n\nTwo!\n\nThree.\n\nFour."));
        Api.request()
                .get("/v1/stories/" + Editor.slug(story) + "?body=text")
                .then()
                .body("title", equalTo(title + ", corrected"))
                .body("excerpt", equalTo("Excerpt of " + title))
                .body("body.text", equalTo("One.\n\nTwo!\n\nThree."));
    }

    @Test
    void theDraftKeepsItsOwnChangeOfTheSameMember() {
        String story = live();
        Editor.patch(story, Map.of("title", title + " in the draft")).then().statusCode(200);
        correct(story, Map.of("title", title + ", corrected"))
                .then()
                .statusCode(200)
                .body("conflicts", contains("title"))
                .body("title", equalTo(title + " in the draft"));
        Api.request().get("/v1/stories/" + Editor.slug(story)).then().body("title", equalTo(title + ", corrected"));
    }

    @Test
    void partsThatAreTooManyTogetherAreAConflict() {
        List<Map<String, String>> twenty = corrections("first", 20);
        Map<String, Object> content = new HashMap<>(Editor.whole(title));
        content.put("corrections", twenty);
        String story = Editor.live(content);
        Editor.patch(story, Map.of("corrections", joined(corrections("draft", 20), twenty)))
                .then()
                .statusCode(200);
        correct(story, Map.of("corrections", joined(twenty, corrections("live", 20))))
                .then()
                .statusCode(200)
                .body("conflicts", contains("corrections"))
                .body("corrections", hasSize(40));
        Editor.patch(story, Map.of("excerpt", "Still valid")).then().statusCode(200);
    }

    private static List<Map<String, String>> corrections(String text, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.of("kind", "update", "text", text + number, "at", "2026-11-01T10:00:00Z"))
                .toList();
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    @Test
    void withoutADraftTheCorrectionIsTheLatestRevision() {
        String story = live();
        correct(story, Map.of("excerpt", "Corrected"))
                .then()
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("live.revision", equalTo(2));
    }

    @Test
    void aCorrectionThatChangesNothingRecordsNothing() {
        String story = live();
        Editor.patch(story, Map.of("excerpt", "A draft")).then().statusCode(200);
        String before = Editor.etag(story);
        correct(story, Map.of("title", title)).then().statusCode(200).header("ETag", before);
    }

    @Test
    void aScheduledDraftStaysScheduledWithTheCorrection() {
        String story = live();
        Editor.patch(story, Map.of("excerpt", "A draft")).then().statusCode(200);
        Editor.act(story + "/publish", Map.of("at", "2999-01-01T00:00:00Z"))
                .then()
                .statusCode(200);
        correct(story, Map.of("title", title + ", corrected"))
                .then()
                .statusCode(200)
                .body("scheduled.revision", equalTo(4))
                .body("scheduled.at", equalTo("2999-01-01T00:00:00Z"));
        Editor.patch(story, Map.of("excerpt", "A later draft")).then().statusCode(200);
        correct(story, Map.of("title", title)).then().statusCode(409);
    }

    @Test
    void onlyALiveStoryIsCorrectedByWhoMayWriteAndPublish() {
        correct(Editor.draft(Editor.whole(title)), Map.of("title", "x"))
                .then()
                .statusCode(409)
                .body("detail", equalTo("The story is not published."));
        String story = live();
        correct(Editor.key("stories:read", "stories:publish"), story, Map.of("title", "x"))
                .then()
                .statusCode(403);
        correct(Editor.key("stories:read", "stories:write"), story, Map.of("title", "x"))
                .then()
                .statusCode(403);
        correct(story, Map.of("title", "")).then().statusCode(422);
    }
}

package org.broadsheet.editorial.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PreviewTest {

    @Inject
    PreviewSignature signature;

    private final String title = "Preview " + Newsroom.unique("p");

    private static Response preview(String story, Object content) {
        return Editor.post(story + "/preview-tokens", content);
    }

    private static String url(Response made) {
        made.then().statusCode(201);
        return made.header("Location");
    }

    @Test
    void whoHasTheTokenSeesTheDraftAsReadersWould() {
        Map<String, Object> written = Editor.whole(title);
        String target = Editor.slug(Editor.live(Editor.whole(title + " target")));
        written.put("body", Editor.markdown("## A heading\n\nSee [that](story:" + target + ")."));
        written.put("image", Map.of("url", "/sample/images/x.jpg", "alt", "A"));
        String story = Editor.draft(written);

        Response shown = Api.get(url(preview(story, Map.of())) + "?body=html,blocks,markdown,text");
        shown.then()
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .header("X-Robots-Tag", "noindex")
                .header("ETag", nullValue())
                .body("publishedAt", nullValue());
        Editor.act(story + "/publish").then().statusCode(200);
        Response live = Api.get("/v1/stories/" + Editor.slug(story) + "?body=html,blocks,markdown,text");

        Map<String, Object> asPreview = shown.jsonPath().getMap("");
        Map<String, Object> asLive = live.jsonPath().getMap("");
        asLive.remove("publishedAt");
        asLive.remove("updatedAt");
        asPreview.remove("updatedAt");
        assertThat(asPreview).isEqualTo(asLive);
    }

    @Test
    void theParametersAreThoseOfAStory() {
        String pinned = Editor.slug(Editor.live(Editor.whole(title + " pinned")));
        Map<String, Object> written = Editor.whole(title);
        written.put("pinned", List.of(pinned));
        String story = Editor.draft(written);
        String url = url(preview(story, Map.of()));

        Map<String, Object> chosen = Api.json(
                        url + "?fields=slug,title&include=related&relatedIn=category&relatedLimit=2")
                .getMap("");
        assertThat(chosen).containsOnlyKeys("slug", "title", "related");
        Api.get(url + "?fields=related&relatedLimit=2")
                .then()
                .statusCode(200)
                .body("related.slug[0]", equalTo(pinned))
                .body("related.reason", contains("pinned", "category"));
        Api.get(url + "?fields=title").then().body("$", equalTo(Map.of("title", title)));
        Api.get(url + "?fields=titel").then().statusCode(400).body("errors[0].parameter", equalTo("fields"));
    }

    @Test
    void theRelatedStoriesOfALiveStoryAreThoseOfItsDraftAfterPublication() {
        String story = Editor.live(Editor.whole(title));
        String pinned = Editor.slug(Editor.live(Editor.whole(title + " pinned")));
        Editor.patch(story, Map.of("pinned", List.of(pinned))).then().statusCode(200);
        String asked = "?fields=related&relatedLimit=1";

        Api.get(url(preview(story, Map.of())) + asked).then().statusCode(200).body("related.slug", contains(pinned));
        Editor.act(story + "/publish").then().statusCode(200);
        Api.get("/v1/stories/" + Editor.slug(story) + asked).then().body("related.slug", contains(pinned));
    }

    @Test
    void theResponseThatCreatesItHasThePreviewPageOfTheSite() {
        String story = Editor.draft(Editor.whole(title));
        Response made = preview(story, Map.of());
        made.then()
                .body(
                        "siteUrl",
                        equalTo("https://site.example/preview/" + Editor.slug(story) + "?token="
                                + made.jsonPath().getString("token")));
        Editor.get(story + "/preview-tokens").then().body("items.siteUrl", everyItem(nullValue()));
        String untitled = Editor.draft(Map.of());
        preview(untitled, Map.of())
                .then()
                .body(
                        "siteUrl",
                        startsWith("https://site.example/preview" + untitled.substring(untitled.lastIndexOf('/'))));
    }

    @Test
    void aDraftThatLacksEverythingCanBePreviewed() {
        Api.get(url(preview(Editor.draft(Map.of()), Map.of())))
                .then()
                .statusCode(200)
                .body("title", nullValue());
        Api.get(url(preview(Editor.draft(Map.of()), Map.of())) + "?include=related&relatedIn=category")
                .then()
                .statusCode(200)
                .body("related", empty());
    }

    @Test
    void itShowsTheLatestRevisionOrTheOneThatWasChosen() {
        String story = Editor.draft(Editor.whole(title));
        String latest = url(preview(story, Map.of()));
        String first = url(preview(story, Map.of("revision", 1)));
        Editor.patch(story, Map.of("excerpt", "Second")).then().statusCode(200);

        Api.get(latest).then().body("excerpt", equalTo("Second"));
        Api.get(first).then().body("excerpt", equalTo("Excerpt of " + title));
        preview(story, Map.of("revision", 7)).then().statusCode(422).body("errors[0].pointer", equalTo("/revision"));
    }

    @Test
    void aTokenThatWasMadeUpOrChangedIsNone() {
        String url = url(preview(Editor.draft(Map.of()), Map.of()));
        String token = url.substring(url.lastIndexOf('/') + 1);
        List<String> forged = List.of(
                "x",
                ".",
                "x.y",
                token.substring(1),
                token + "A",
                token.replace('.', '-'),
                (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1),
                token.split("\\.")[0] + ".",
                "%00",
                "a".repeat(300));
        for (String other : forged) {
            assertThat(Api.get("/v1/preview/" + other).statusCode()).as(other).isIn(404, 400);
        }
    }

    @Test
    void anExpiredOneIsGone() {
        String expired = signature.sign(
                new PreviewSignature.Statement(UUID.randomUUID(), Instant.now().minusSeconds(1)));
        Api.get("/v1/preview/" + expired).then().statusCode(410);
        preview(Editor.draft(Map.of()), Map.of("expiresIn", 10))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/expiresIn"));
    }

    @Test
    void oneThatWasTakenBackIsGone() {
        String story = Editor.draft(Editor.whole(title));
        Response made = preview(story, Map.of("expiresIn", 3600));
        String token = story + "/preview-tokens/" + made.jsonPath().getString("id");
        Editor.get(story + "/preview-tokens")
                .then()
                .statusCode(200)
                .body("items.id", contains(made.jsonPath().getString("id")))
                .body("items.token", everyItem(nullValue()));

        Editor.request().delete(token).then().statusCode(204);

        Api.get(url(made)).then().statusCode(410);
        Editor.request()
                .delete(Editor.draft(Map.of()) + "/preview-tokens/"
                        + made.jsonPath().getString("id"))
                .then()
                .statusCode(404);
    }

    @Test
    void aDeletedStoryIsNotPreviewed() {
        String story = Editor.draft(Editor.whole(title));
        String url = url(preview(story, Map.of()));
        Editor.delete(story).then().statusCode(204);
        Api.get(url).then().statusCode(410);
        preview(story, Map.of()).then().statusCode(409);
    }
}

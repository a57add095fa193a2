package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** What becomes of a story from its first draft to its end, as editors and readers see it. */
@QuarkusTest
class StoryLifeTest {

    private final String title = "Story " + Newsroom.unique("life");

    private static Response read(String slug) {
        return Api.request().redirects().follow(false).get("/v1/stories/" + slug);
    }

    @Test
    void aDraftMayLackEverythingAndGetsItsSlugWithItsTitle() {
        String story = Editor.draft(Map.of());
        Editor.get(story)
                .then()
                .statusCode(200)
                .body("status", equalTo("draft"))
                .body("revision", equalTo(1))
                .body("slug", nullValue())
                .body("language", equalTo("en"))
                .body("showInRelated", equalTo(true));

        Editor.patch(story, Map.of("title", "Über die Wörter " + title)).then().statusCode(200);

        assertThat(Editor.slug(story)).startsWith("uber-die-worter-story-life");
        assertThat(read(Editor.slug(story)).statusCode()).isEqualTo(404);
    }

    @Test
    void aTitleInAnotherScriptIsWrittenInLatinLetters() {
        String unique = Newsroom.unique("x");
        assertThat(Editor.slug(Editor.draft(Map.of("title", "Память дорожает " + unique))))
                .isEqualTo("pamat-dorozaet-" + unique);
        assertThat(Editor.slug(Editor.draft(Map.of("title", "東京 " + unique)))).isEqualTo("dong-jing-" + unique);
        assertThat(Editor.slug(Editor.draft(Map.of("title", "Αθήνα " + unique))))
                .isEqualTo("athena-" + unique);
    }

    @Test
    void theSameTitleTwiceMakesTwoSlugs() {
        String first = Editor.slug(Editor.draft(Map.of("title", title)));
        assertThat(Editor.slug(Editor.draft(Map.of("title", title)))).isEqualTo(first + "-2");
        for (int copy = 3; copy < 25; copy++) {
            assertThat(Editor.slug(Editor.draft(Map.of("title", title)))).startsWith(first + "-");
        }
    }

    @Test
    void whatPublishingNeedsIsNamedPartByPart() {
        String story = Editor.draft(Map.of());
        Editor.act(story + "/publish")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/incomplete-story"))
                .body("errors.pointer", contains("/title", "/excerpt", "/category", "/authors", "/body"));

        for (String part : List.of("title", "excerpt", "category", "authors", "body")) {
            Map<String, Object> lacking = Editor.whole(title);
            lacking.remove(part);
            Editor.act(Editor.draft(lacking) + "/publish")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/" + part));
        }
    }

    @Test
    void aBodyOfWhichSanitisingLeavesNothingIsNone() {
        for (Map<String, Object> body : List.of(
                Editor.html("<script>x</script>"),
                Editor.html("<!-- x -->"),
                Editor.markdown("   "),
                Editor.html("<p> </p>"))) {
            Map<String, Object> content = Editor.whole(title);
            content.put("body", body);
            Editor.act(Editor.draft(content) + "/publish")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/body"));
        }
    }

    @Test
    void whatReadersSeeLaterIsUpdatedLaterWhateverTimeIsGiven() {
        String story = Editor.draft(Editor.whole(title));
        Editor.act(story + "/publish", Map.of("at", "2019-05-01T10:00:00Z"))
                .then()
                .statusCode(200);
        Editor.patch(story, Map.of("excerpt", "New")).then().statusCode(200);
        Instant before = Instant.now().minusSeconds(5);
        Editor.act(story + "/publish", Map.of("at", "2020-05-01T10:00:00Z"))
                .then()
                .statusCode(200);
        assertThat(Instant.parse(read(Editor.slug(story)).jsonPath().getString("updatedAt")))
                .isAfter(before);
    }

    @Test
    void aTagOfADraftIsSeenNoSoonerThanTheDraft() {
        String tag = Newsroom.unique("hidden");
        Map<String, Object> content = Editor.whole(title);
        content.put("tags", List.of(tag));
        String story = Editor.draft(content);
        Api.get("/v1/tags/" + tag).then().statusCode(404);
        Api.get("/v1/tags/" + tag + "/stories").then().statusCode(404);
        Editor.get("/v1/admin/tags/" + tag).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
        Api.get("/v1/tags/" + tag).then().statusCode(200).body("storyCount", equalTo(1));
    }

    @Test
    void savingChangesNothingForReadersUntilItIsPublished() {
        String story = Editor.live(Editor.whole(title));
        String slug = Editor.slug(story);
        String before = read(slug).asString();

        Editor.patch(story, Map.of("title", "Changed", "excerpt", "Changed"))
                .then()
                .statusCode(200);

        assertThat(read(slug).asString()).isEqualTo(before);
        Editor.get(story)
                .then()
                .body("title", equalTo("Changed"))
                .body("revision", equalTo(2))
                .body("live.revision", equalTo(1));

        Editor.act(story + "/publish").then().statusCode(200).body("live.revision", equalTo(2));
        assertThat(read(slug).jsonPath().getString("title")).isEqualTo("Changed");
    }

    @Test
    void anyRevisionCanBeMadeLive() {
        String story = Editor.live(Editor.whole(title));
        Editor.patch(story, Map.of("excerpt", "The second")).then().statusCode(200);
        Editor.patch(story, Map.of("excerpt", "The third")).then().statusCode(200);

        Editor.act(story + "/publish", Map.of("revision", 2))
                .then()
                .statusCode(200)
                .body("live.revision", equalTo(2))
                .body("revision", equalTo(3));
        assertThat(read(Editor.slug(story)).jsonPath().getString("excerpt")).isEqualTo("The second");

        Editor.act(story + "/publish", Map.of("revision", 9))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/revision"));
    }

    @Test
    void aStoryFromAnArchiveKeepsItsDate() {
        String story = Editor.draft(Editor.whole(title));
        Editor.act(story + "/publish", Map.of("at", "2019-05-01T10:00:00+02:00"))
                .then()
                .statusCode(200)
                .body("live.publishedAt", equalTo("2019-05-01T08:00:00Z"));
        Editor.act(story + "/publish").then().body("live.publishedAt", equalTo("2019-05-01T08:00:00Z"));
    }

    @Test
    void aNewSlugCountsFromItsPublicationAndTheFormerOneRedirects() {
        String story = Editor.live(Editor.whole(title));
        String former = Editor.slug(story);
        String current = Newsroom.unique("renamed");
        Editor.patch(story, Map.of("slug", current)).then().statusCode(200);
        assertThat(read(former).statusCode()).isEqualTo(200);
        assertThat(read(current).statusCode()).isEqualTo(404);

        Editor.act(story + "/publish").then().statusCode(200);

        Response moved = read(former);
        assertThat(moved.statusCode()).isEqualTo(308);
        assertThat(moved.header("Location")).isEqualTo("/v1/stories/" + current);
        assertThat(read(current).statusCode()).isEqualTo(200);
    }

    @Test
    void noStoryGetsASlugThatAnotherHasOrHad() {
        String story = Editor.live(Editor.whole(title));
        String former = Editor.slug(story);
        Editor.patch(story, Map.of("slug", Newsroom.unique("renamed"))).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);

        Editor.post(Editor.STORIES, Map.of("title", "Other", "slug", former))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"))
                .body("errors[0].pointer", equalTo("/slug"));
        assertThat(Editor.slug(Editor.draft(Map.of("title", title)))).isNotEqualTo(former);
    }

    @Test
    void unpublishingReturnsGoneAndPublishingRestoresIt() {
        String story = Editor.live(Editor.whole(title));
        String slug = Editor.slug(story);
        String publishedAt = read(slug).jsonPath().getString("publishedAt");

        Editor.act(story + "/unpublish")
                .then()
                .statusCode(200)
                .body("status", equalTo("unpublished"))
                .body("live", nullValue());
        assertThat(read(slug).statusCode()).isEqualTo(410);

        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(read(slug).jsonPath().getString("publishedAt")).isEqualTo(publishedAt);
    }

    @Test
    void aDeletedStoryIsGoneForReadersAndCanBeRestored() {
        String story = Editor.live(Editor.whole(title));
        String slug = Editor.slug(story);
        Editor.patch(story, Map.of("excerpt", "Second")).then().statusCode(200);

        Editor.delete(story).then().statusCode(204);

        assertThat(read(slug).statusCode()).isEqualTo(410);
        Editor.get(story)
                .then()
                .statusCode(200)
                .body("status", equalTo("deleted"))
                .body("deletedAt", notNullValue());
        Editor.patch(story, Map.of("title", "X")).then().statusCode(409);
        Editor.act(story + "/publish").then().statusCode(409);

        Editor.act(story + "/revisions/1/restore")
                .then()
                .statusCode(200)
                .body("status", equalTo("unpublished"))
                .body("revision", equalTo(3))
                .body("excerpt", equalTo("Excerpt of " + title))
                .body("deletedAt", nullValue());
        assertThat(read(slug).statusCode()).isEqualTo(410);
        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(read(slug).statusCode()).isEqualTo(200);
    }

    @Test
    void aDeletedDraftWasNeverThereForReaders() {
        String story = Editor.draft(Editor.whole(title));
        String slug = Editor.slug(story);
        Editor.delete(story).then().statusCode(204);
        assertThat(read(slug).statusCode()).isEqualTo(404);
        Editor.act(story + "/revisions/1/restore").then().body("status", equalTo("draft"));
    }

    @Test
    void everySaveIsARevisionThatSaysWhoWhenAndWhat() {
        String story = Editor.draft(Editor.whole(title));
        Editor.patch(story, Map.of("title", title + " again", "excerpt", "New"))
                .then()
                .statusCode(200);
        Editor.patch(story, Map.of("excerpt", "New")).then().statusCode(200).body("revision", equalTo(2));
        Editor.act(story + "/revisions/1/restore").then().statusCode(200);

        JsonPath history = Editor.get(story + "/revisions?total=exact").jsonPath();
        assertThat(history.getList("items.number", Integer.class)).containsExactly(3, 2, 1);
        assertThat(history.getInt("page.total.count")).isEqualTo(3);
        assertThat(history.getList("items[1].changed", String.class)).containsExactlyInAnyOrder("title", "excerpt");
        assertThat(history.getInt("items[0].restoredFrom")).isEqualTo(1);
        assertThat(history.getString("items[0].savedBy.name")).isEqualTo("BROADSHEET_ADMIN_KEY");
        assertThat(history.getString("items[0].savedAt")).isNotNull();

        Editor.get(story + "/revisions/2").then().statusCode(200).body("excerpt", equalTo("New"));
        Editor.get(story + "/revisions/2/diff")
                .then()
                .statusCode(200)
                .body("from", equalTo(1))
                .body("patch.path", containsInAnyOrder("/title", "/excerpt"))
                .body("patch.op", contains("replace", "replace"));
        Editor.get(story + "/revisions/1/diff?from=3").then().statusCode(200).body("patch", equalTo(List.of()));
        Editor.get(story + "/revisions/9").then().statusCode(404);
        Editor.get(story + "/revisions/0").then().statusCode(400);
    }

    @Test
    void revisionsArePagedWithoutOneTwice() {
        String story = Editor.draft(Map.of("title", title));
        for (int number = 2; number <= 5; number++) {
            Editor.patch(story, Map.of("excerpt", "Number " + number)).then().statusCode(200);
        }
        JsonPath first = Editor.get(story + "/revisions?limit=3").jsonPath();
        JsonPath second = Editor.get(story + "/revisions?limit=3&cursor=" + first.getString("page.next"))
                .jsonPath();
        assertThat(first.getList("items.number", Integer.class)).containsExactly(5, 4, 3);
        assertThat(second.getList("items.number", Integer.class)).containsExactly(2, 1);
    }

    @Test
    void aPatchMergesMemberByMemberAndNullTakesAway() {
        Map<String, Object> written = Editor.whole(title);
        written.put("image", Map.of("url", "https://images.example/a.jpg", "alt", "A", "caption", "C"));
        written.put("seo", Map.of("title", "T", "description", "D"));
        String story = Editor.draft(written);

        Map<String, Object> image = new HashMap<>();
        image.put("caption", null);
        image.put("credit", "Somebody");
        Map<String, Object> patch = new HashMap<>();
        patch.put("image", image);
        patch.put("seo", null);
        patch.put("excerpt", null);

        Editor.patch(story, patch)
                .then()
                .statusCode(200)
                .body("image.url", equalTo("https://images.example/a.jpg"))
                .body("image.caption", nullValue())
                .body("image.credit", equalTo("Somebody"))
                .body("seo", nullValue())
                .body("excerpt", nullValue())
                .body("title", equalTo(title));
    }

    @Test
    void readersGetEverythingThatAnEditorWrote() {
        String target = Editor.live(Editor.whole(title + " target"));
        Map<String, Object> written = Editor.whole(title);
        written.put("image", Map.of("url", "https://images.example/a.jpg", "alt", "A", "width", 10, "height", 5));
        written.put("seo", Map.of("canonicalUrl", "https://first.example/a"));
        written.put("language", "PT-br");
        written.put("pinned", List.of(Editor.slug(target)));
        written.put("tags", List.of("memory", "Brand new " + Newsroom.unique("t")));
        written.put("showInRelated", false);
        written.put("body", Editor.html("<p>See <a href='/stories/" + Editor.slug(target) + "'>that</a></p>"));
        String slug = Editor.slug(Editor.live(written));

        read(slug + "?include=related&body=html,text")
                .then()
                .body("language", equalTo("pt-BR"))
                .body("image.width", equalTo(10))
                .body("seo.canonicalUrl", equalTo("https://first.example/a"))
                .body("tags.slug", hasItem("memory"))
                .body("tags.size()", equalTo(2))
                .body("links.slug", contains(Editor.slug(target)))
                .body("body.text", equalTo("See that"));
    }

    @Test
    void tagsAreMadeOnTheFlyOnlyWhereTheKeyMay() {
        String writer = Editor.key("stories:write");
        Map<String, Object> content = Map.of("title", title, "tags", List.of("memory", Newsroom.unique("unknown")));
        Editor.request(writer)
                .contentType("application/json")
                .body(content)
                .post(Editor.STORIES)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/tags/1"))
                .body("errors[0].detail", org.hamcrest.Matchers.containsString("taxonomy:write"));
    }

    @Test
    void editorsListStoriesOfAnyStatusByWhatTheySayAndWhereTheyStand() {
        String unique = Newsroom.unique("Łist");
        String tag = "Tag " + unique;
        Map<String, Object> content = Editor.whole("About " + unique);
        content.put("tags", List.of(tag));
        String draft = Editor.draft(content);
        String live = Editor.live(content);
        String deleted = Editor.draft(content);
        Editor.delete(deleted).then().statusCode(204);

        String list = Editor.STORIES + "?q="
                + unique.toUpperCase(java.util.Locale.ROOT).replace("Ł", "%C5%81");
        assertThat(ids(list)).containsExactly(id(live), id(draft));
        assertThat(ids(list + "&status=deleted")).containsExactly(id(deleted));
        assertThat(ids(list + "&status=draft&status=deleted")).containsExactly(id(deleted), id(draft));
        assertThat(ids(list + "&category=industry&author=zoe-lindqvist&status=published"))
                .containsExactly(id(live));
        assertThat(ids(list + "&category=research")).isEmpty();
        Editor.get(list + "&author=nobody").then().statusCode(400);
        for (String sort : List.of("-publishedAt", "-createdAt", "-updatedAt")) {
            assertThat(ids(list + "&sort=" + sort)).as(sort).containsExactly(id(live), id(draft));
        }
        for (String sort : List.of("publishedAt", "createdAt", "updatedAt", "title")) {
            assertThat(ids(list + "&sort=" + sort)).as(sort).containsExactly(id(draft), id(live));
        }
        JsonPath first =
                Editor.get(list + "&limit=1&total=exact&sort=-publishedAt").jsonPath();
        assertThat(first.getInt("page.total.count")).isEqualTo(2);
        assertThat(ids(list + "&limit=1&sort=-publishedAt&cursor=" + first.getString("page.next")))
                .containsExactly(id(draft));
    }

    private static String id(String story) {
        return story.substring(story.lastIndexOf('/') + 1);
    }

    private static List<String> ids(String list) {
        return Editor.get(list).then().statusCode(200).extract().jsonPath().getList("items.id");
    }

    @Test
    void noSlugHasTheFormOfAnId() {
        String id = UUID.randomUUID().toString();
        String story = Editor.draft(Map.of("title", id));
        assertThat(Editor.slug(story)).isEqualTo("story-" + id);
        assertThat(Editor.slug(Editor.draft(Map.of("title", id)))).isEqualTo("story-" + id + "-2");
        Editor.patch(story, Map.of("slug", id)).then().statusCode(422).body("errors.pointer", contains("/slug"));
        Editor.post(Editor.STORIES, Map.of("slug", id))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/slug"));
    }
}

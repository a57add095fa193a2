package org.broadsheet.content.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.changelog.TaxonomyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Categories, authors, tags and collections, as editors make, change and delete them. */
@QuarkusTest
class EditorialTaxonomyResourceTest {

    private static String all(TaxonomyKind kind) {
        return "/v1/admin/" + kind.plural();
    }

    private static String nameOf(TaxonomyKind kind) {
        return kind == TaxonomyKind.COLLECTION ? "title" : "name";
    }

    private static String make(TaxonomyKind kind, String name) {
        Response made = Editor.post(all(kind), Map.of(nameOf(kind), name));
        made.then().statusCode(201).header("ETag", equalTo(Editor.etag(made.header("Location"))));
        return made.header("Location");
    }

    private static String name(TaxonomyKind kind) {
        return "Ünique " + Newsroom.unique(kind.word());
    }

    /** When it was updated last, as a time: as text, {@code 10:00:00Z} follows {@code 10:00:00.001Z}. */
    private static Instant updated(JsonPath story) {
        return Instant.parse(story.getString("updatedAt"));
    }

    private static Map<String, Object> naming(TaxonomyKind kind, String slug) {
        Map<String, Object> story = Editor.whole("Story " + Newsroom.unique("naming"));
        story.put(
                kind == TaxonomyKind.CATEGORY ? "category" : kind.plural(),
                kind == TaxonomyKind.CATEGORY ? slug : List.of(slug));
        if (kind == TaxonomyKind.AUTHOR) {
            story.put("authors", List.of(slug));
        }
        return story;
    }

    @ParameterizedTest
    @EnumSource
    void eachEntryIsCreatedReadChangedAndDeletedAndReadersSeeItAtOnce(TaxonomyKind kind) {
        String name = name(kind);
        String entry = make(kind, name);
        String slug = Editor.slug(entry);
        assertThat(slug).startsWith("unique-" + kind.word());
        String delivered = "/v1/" + kind.plural() + "/" + slug;
        Response before = Api.get(delivered);
        before.then().statusCode(200).body(nameOf(kind), equalTo(name));

        String tag = Editor.etag(entry);
        Editor.request()
                .body(Map.of(nameOf(kind), "X"))
                .contentType("application/json")
                .patch(entry)
                .then()
                .statusCode(428);
        Editor.patch(entry, Map.of(nameOf(kind), name + " renamed"))
                .then()
                .statusCode(200)
                .body("slug", equalTo(slug));
        assertThat(Editor.etag(entry)).isNotEqualTo(tag);
        Editor.request()
                .contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body(Map.of(nameOf(kind), "Late"))
                .patch(entry)
                .then()
                .statusCode(412);

        Response after = Api.get(delivered);
        after.then().statusCode(200).body(nameOf(kind), equalTo(name + " renamed"));
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));

        String moved = Newsroom.unique("moved");
        Editor.patch(entry, Map.of("slug", moved)).then().statusCode(200);
        Api.get("/v1/" + kind.plural() + "/" + moved).then().statusCode(200);
        Api.get(delivered).then().statusCode(200).body("slug", equalTo(moved));

        Editor.delete(entry).then().statusCode(204);
        Editor.get(entry).then().statusCode(404);
        Api.get("/v1/" + kind.plural() + "/" + moved).then().statusCode(404);
    }

    @ParameterizedTest
    @EnumSource
    void aSlugBelongsToOne(TaxonomyKind kind) {
        String slug = Editor.slug(make(kind, name(kind)));
        Editor.post(all(kind), Map.of(nameOf(kind), "Other", "slug", slug))
                .then()
                .statusCode(409)
                .body("errors[0].pointer", equalTo("/slug"));
        String other = make(kind, name(kind));
        Editor.patch(other, Map.of("slug", slug)).then().statusCode(409);
        String name = name(kind);
        // The name differs, as tags are unique by name; the slug that is made of it does not.
        assertThat(Editor.slug(make(kind, name)) + "-2").isEqualTo(Editor.slug(make(kind, name + " !")));
    }

    @ParameterizedTest
    @EnumSource
    void anErrorNamesItsMember(TaxonomyKind kind) {
        Editor.post(all(kind), Map.of("slug", "Not A Slug", "unknown", 1))
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/unknown", "/" + nameOf(kind), "/slug"));
        Editor.post(all(kind), Map.of(nameOf(kind), "x".repeat(121))).then().statusCode(422);
        Editor.post(all(kind), Map.of(nameOf(kind), " ")).then().statusCode(422);
    }

    @ParameterizedTest
    @EnumSource(
            value = TaxonomyKind.class,
            names = {"CATEGORY", "AUTHOR", "TAG"})
    void anEntryInUseIsNotDeletedAndTheResponseHasTheNumberOfStories(TaxonomyKind kind) {
        String entry = make(kind, name(kind));
        String slug = Editor.slug(entry);
        String draft = Editor.draft(naming(kind, slug));
        String live = Editor.live(naming(kind, slug));
        Map<String, Object> other = Editor.whole("Other");
        Editor.patch(
                        live,
                        Map.of("category", other.get("category"), "authors", other.get("authors"), "tags", List.of()))
                .then()
                .statusCode(200);
        String scheduled = Editor.draft(naming(kind, slug));
        Editor.act(
                        scheduled + "/publish",
                        Map.of("at", Instant.now().plusSeconds(600).toString()))
                .then()
                .statusCode(200);
        Editor.patch(
                        scheduled,
                        Map.of("category", other.get("category"), "authors", other.get("authors"), "tags", List.of()))
                .then()
                .statusCode(200);

        Editor.delete(entry)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/in-use"))
                .body("detail", containsString("3 stories name the " + kind.word() + " " + slug));

        Editor.delete(draft).then().statusCode(204);
        Editor.act(live + "/publish").then().statusCode(200);
        Editor.delete(entry).then().statusCode(409).body("detail", containsString("1 story names"));
        Editor.act(scheduled + "/unpublish").then().statusCode(200);
        Editor.delete(entry).then().statusCode(204);

        Editor.act(draft + "/revisions/1/restore").then().statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = TaxonomyKind.class,
            names = {"CATEGORY", "AUTHOR", "TAG"})
    void aReplacementIsUsedEverywhere(TaxonomyKind kind) {
        String old = Editor.slug(make(kind, name(kind)));
        String substitute = Editor.slug(make(kind, name(kind)));
        String live = Editor.live(naming(kind, old));
        Map<String, Object> naming = naming(kind, old);
        if (kind != TaxonomyKind.CATEGORY) {
            naming.put(kind.plural(), List.of(old, substitute));
        }
        String both = Editor.live(naming);
        String scheduled = Editor.draft(naming(kind, old));
        Editor.act(
                        scheduled + "/publish",
                        Map.of("at", Instant.now().plusMillis(1_500).toString()))
                .then()
                .statusCode(200);
        String tag = Editor.etag(live);

        Editor.request()
                .header("If-Match", "*")
                .delete(all(kind) + "/" + old + "?replaceWith=" + substitute)
                .then()
                .statusCode(204);

        assertThat(Editor.etag(live)).isNotEqualTo(tag);
        assertThat(Api.slugs("/v1/" + kind.plural() + "/" + substitute + "/stories"))
                .contains(Editor.slug(live), Editor.slug(both));
        for (String story : List.of(live, both)) {
            Response shown = Api.get("/v1/stories/" + Editor.slug(story));
            if (kind == TaxonomyKind.CATEGORY) {
                shown.then().body("category.slug", equalTo(substitute));
                Editor.get(story).then().body("category", equalTo(substitute));
            } else {
                shown.then().body(kind.plural() + ".slug", contains(substitute));
                Editor.get(story).then().body(kind.plural(), contains(substitute));
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        Editor.get(scheduled).jsonPath().getString("status").equals("published"));
        assertThat(Api.slugs("/v1/" + kind.plural() + "/" + substitute + "/stories"))
                .contains(Editor.slug(scheduled));
        Editor.patch(live, Map.of("excerpt", "Later")).then().statusCode(200);
        Editor.act(live + "/publish").then().statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = TaxonomyKind.class,
            names = {"AUTHOR", "TAG"})
    void aStoryThatNamedBothNamesTheOneThatStaysWhereItNamedTheFirst(TaxonomyKind kind) {
        String merged = Editor.slug(make(kind, name(kind)));
        String stays = Editor.slug(make(kind, name(kind)));
        String other = Editor.slug(make(kind, name(kind)));
        List<List<String>> orders = List.of(
                List.of(merged, stays, other),
                List.of(merged, other, stays),
                List.of(stays, other, merged),
                List.of(other, merged, stays));
        List<String> stories = orders.stream()
                .map(order -> {
                    Map<String, Object> content = naming(kind, merged);
                    content.put(kind.plural(), order);
                    return Editor.live(content);
                })
                .toList();

        Editor.delete(all(kind) + "/" + merged + "?replaceWith=" + stays).then().statusCode(204);

        for (int i = 0; i < stories.size(); i++) {
            String story = stories.get(i);
            List<String> expected = i == 3 ? List.of(other, stays) : List.of(stays, other);
            Response shown = Api.get("/v1/stories/" + Editor.slug(story));
            shown.then().body(kind.plural() + ".slug", equalTo(expected));
            Editor.get(story).then().body(kind.plural(), equalTo(expected));
            Editor.act(story + "/publish").then().statusCode(200);
            assertThat(Api.get("/v1/stories/" + Editor.slug(story)).header("ETag"))
                    .isEqualTo(shown.header("ETag"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TaxonomyKind.class,
            names = {"CATEGORY", "AUTHOR", "TAG"})
    void aMergeIsAChangeOfEachStoryThatNamesWhatIsMerged(TaxonomyKind kind) {
        String old = Editor.slug(make(kind, name(kind)));
        String substitute = Editor.slug(make(kind, name(kind)));
        String untouched = Editor.live(naming(kind, substitute));
        String live = Editor.live(naming(kind, old));
        String draft = Editor.draft(naming(kind, old));
        String onlyLive = Editor.live(naming(kind, old));
        Editor.patch(onlyLive, naming(kind, substitute)).then().statusCode(200);
        String deleted = Editor.draft(naming(kind, old));
        Editor.delete(deleted).then().statusCode(204);
        Map<String, String> versions = new HashMap<>();
        Map<String, Instant> times = new HashMap<>();
        List<String> stories = List.of(untouched, live, draft, onlyLive, deleted);
        stories.forEach(story -> {
            versions.put(story, Editor.etag(story));
            times.put(story, updated(Editor.get(story).jsonPath()));
        });
        Map<String, Instant> seen = new HashMap<>();
        List.of(untouched, live, onlyLive)
                .forEach(story -> seen.put(story, updated(Api.json("/v1/stories/" + Editor.slug(story)))));

        Editor.delete(all(kind) + "/" + old + "?replaceWith=" + substitute)
                .then()
                .statusCode(204);

        stories.forEach(story -> {
            boolean changed = !story.equals(untouched);
            assertThat(!Editor.etag(story).equals(versions.get(story))).isEqualTo(changed);
            assertThat(updated(Editor.get(story).jsonPath()).isAfter(times.get(story)))
                    .isEqualTo(changed);
        });
        seen.forEach((story, before) -> {
            Instant now = updated(Api.json("/v1/stories/" + Editor.slug(story)));
            assertThat(now.isAfter(before)).isEqualTo(!story.equals(untouched));
            assertThat(Editor.get(story).jsonPath().getString("live.updatedAt")).isEqualTo(now.toString());
        });
        for (String list : List.of(
                "/v1/" + kind.plural() + "/" + substitute + "/stories?sort=-updatedAt",
                "/v1/stories?sort=-updatedAt&limit=3&author=zoe-lindqvist",
                "/v1/stories?sort=-updatedAt&limit=3")) {
            if (kind != TaxonomyKind.AUTHOR || !list.contains("zoe")) {
                assertThat(Api.slugs(list))
                        .as(list)
                        .startsWith(
                                Api.slugs("/v1/stories?sort=-updatedAt&limit=2").toArray(String[]::new))
                        .contains(Editor.slug(live), Editor.slug(onlyLive));
            }
        }
    }

    @Test
    void aTagThatOnlyDraftsHadIsSeenWithTheStoriesThatItTakesOver() {
        String seen = Editor.slug(make(TaxonomyKind.TAG, name(TaxonomyKind.TAG)));
        String hidden = Newsroom.unique("hidden");
        Editor.draft(naming(TaxonomyKind.TAG, hidden));
        String story = Editor.slug(Editor.live(naming(TaxonomyKind.TAG, seen)));
        Api.get("/v1/tags/" + hidden).then().statusCode(404);
        Editor.delete(all(TaxonomyKind.TAG) + "/" + seen + "?replaceWith=" + hidden)
                .then()
                .statusCode(204);
        Api.get("/v1/tags/" + hidden).then().statusCode(200).body("storyCount", equalTo(1));
        assertThat(Api.slugs("/v1/tags/" + hidden + "/stories")).containsExactly(story);
    }

    @ParameterizedTest
    @EnumSource(
            value = TaxonomyKind.class,
            names = {"CATEGORY", "AUTHOR", "TAG"})
    void publishingSucceedsDuringAReplacement(TaxonomyKind kind) throws Exception {
        var newsroom = Executors.newFixedThreadPool(6);
        String current = Editor.slug(make(kind, name(kind)));
        for (int round = 0; round < 4; round++) {
            String old = current;
            String substitute = Editor.slug(make(kind, name(kind)));
            List<Callable<Integer>> requests = new ArrayList<>();
            List<String> stories = IntStream.range(0, 5)
                    .mapToObj(number -> Editor.draft(naming(kind, old)))
                    .toList();
            stories.forEach(
                    story -> requests.add(() -> Editor.act(story + "/publish").statusCode()));
            requests.add(
                    3,
                    () -> Editor.delete(all(kind) + "/" + old + "?replaceWith=" + substitute)
                            .statusCode());
            for (var response : newsroom.invokeAll(requests)) {
                assertThat(response.get()).isIn(200, 204);
            }
            assertThat(Api.slugs("/v1/" + kind.plural() + "/" + substitute + "/stories"))
                    .containsAll(stories.stream().map(Editor::slug).toList());
            current = substitute;
        }
        newsroom.shutdown();
    }

    @Test
    void publishingTheFirstStoriesOfATagSucceeds() throws Exception {
        var newsroom = Executors.newFixedThreadPool(6);
        for (int round = 0; round < 6; round++) {
            String tag = Newsroom.unique("first");
            List<Callable<Integer>> requests = new ArrayList<>();
            for (int number = 0; number < 6; number++) {
                String story = Editor.draft(naming(TaxonomyKind.TAG, tag));
                requests.add(() -> Editor.act(story + "/publish").statusCode());
            }
            for (var response : newsroom.invokeAll(requests)) {
                assertThat(response.get()).isEqualTo(200);
            }
            assertThat(Api.slugs("/v1/tags/" + tag + "/stories")).hasSize(6);
        }
        newsroom.shutdown();
    }

    @Test
    void onlyWhatThereIsCanTakeAPlace() {
        String entry = make(TaxonomyKind.TAG, name(TaxonomyKind.TAG));
        for (String wrong : List.of("no-such-tag", Editor.slug(entry))) {
            Editor.request()
                    .header("If-Match", "*")
                    .delete(entry + "?replaceWith=" + wrong)
                    .then()
                    .statusCode(400)
                    .body("errors[0].parameter", equalTo("replaceWith"));
        }
    }

    @Test
    void aRenamedAuthorIsRenamedInEveryResponse() {
        String author = make(TaxonomyKind.AUTHOR, name(TaxonomyKind.AUTHOR));
        String slug = Editor.slug(Editor.live(naming(TaxonomyKind.AUTHOR, Editor.slug(author))));
        List<String> responses = List.of(
                "/v1/stories/" + slug,
                "/v1/stories?author=" + Editor.slug(author),
                "/v1/authors/" + Editor.slug(author));
        List<String> tags = new ArrayList<>();
        responses.forEach(response -> tags.add(Api.get(response).header("ETag")));
        String modified = Api.get(responses.get(0)).header("Last-Modified");

        Editor.patch(author, Map.of("name", "A. N. Other")).then().statusCode(200);

        responses.forEach(response ->
                assertThat(Api.get(response).asString()).as(response).contains("A. N. Other"));
        responses.forEach(
                response -> assertThat(tags).doesNotContain(Api.get(response).header("ETag")));
    }

    @Test
    void categoriesAreMovedAmongEachOther() {
        List<String> before = slugs();
        String category = make(TaxonomyKind.CATEGORY, name(TaxonomyKind.CATEGORY));
        assertThat(slugs()).endsWith(Editor.slug(category)).hasSize(before.size() + 1);

        Editor.patch(category, Map.of("position", 1)).then().statusCode(200).body("position", equalTo(1));
        assertThat(slugs().get(1)).isEqualTo(Editor.slug(category));
        Editor.patch(category, Map.of("position", 0)).then().statusCode(200);
        assertThat(slugs().get(0)).isEqualTo(Editor.slug(category));
        Editor.patch(category, Map.of("position", 5000))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/position"));
        Editor.patch(category, Map.of("position", before.size())).then().statusCode(200);
        assertThat(slugs()).startsWith(before.toArray(String[]::new));
        Editor.delete(category).then().statusCode(204);
    }

    @Test
    void manyMoveAtOnceAndEachWaitsForTheOthers() throws Exception {
        List<String> made = IntStream.range(0, 4)
                .mapToObj(number -> make(TaxonomyKind.CATEGORY, name(TaxonomyKind.CATEGORY)))
                .toList();
        var movers = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> moves = IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(number ->
                        () -> Editor.patch(made.get(number % made.size()), Map.of("position", number % 3))
                                .statusCode())
                .toList();
        for (var moved : movers.invokeAll(moves)) {
            assertThat(moved.get()).isEqualTo(200);
        }
        movers.shutdown();
        made.forEach(category -> Editor.delete(category).then().statusCode(204));
    }

    private static List<String> slugs() {
        List<String> slugs = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = Api.json("/v1/categories?limit=100" + cursor);
            slugs.addAll(page.getList("items.slug"));
            String next = page.getString("page.next");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return slugs;
    }

    @Test
    void readersDoNotNoticeTheDraftsOfACollection() {
        List<String> live = IntStream.range(0, 3)
                .mapToObj(number -> Editor.slug(Editor.live(Editor.whole("Live " + Newsroom.unique("c")))))
                .toList();
        String draft = Editor.slug(Editor.draft(Editor.whole("Draft " + Newsroom.unique("c"))));
        Response made = Editor.post(
                all(TaxonomyKind.COLLECTION), Map.of("title", name(TaxonomyKind.COLLECTION), "stories", live));
        String delivered = "/v1/collections/" + made.jsonPath().getString("slug") + "/stories?limit=1";
        JsonPath before = Api.json(delivered);

        List<String> withDraft = Stream.concat(Stream.of(draft), live.stream()).toList();
        Editor.patch(made.header("Location"), Map.of("stories", withDraft))
                .then()
                .statusCode(200)
                .body("stories", equalTo(withDraft));

        assertThat(Api.json(delivered).getMap("page")).isEqualTo(before.getMap("page"));
        assertThat(Api.slugs(delivered + "&cursor=" + before.getString("page.next")))
                .containsExactly(live.get(1));
    }

    @Test
    void aWalkThroughACollectionGoesOnWhereItsLastStoryWas() {
        List<String> live = IntStream.range(0, 4)
                .mapToObj(number -> Editor.slug(Editor.live(Editor.whole("Live " + Newsroom.unique("c")))))
                .toList();
        Response made = Editor.post(
                all(TaxonomyKind.COLLECTION), Map.of("title", name(TaxonomyKind.COLLECTION), "stories", live));
        String delivered = "/v1/collections/" + made.jsonPath().getString("slug") + "/stories?limit=2";
        String next = delivered + "&cursor=" + Api.json(delivered).getString("page.next");

        Editor.patch(
                made.header("Location"),
                Map.of("stories", List.of(live.get(1), live.get(0), live.get(2), live.get(3))));
        assertThat(Api.slugs(next))
                .as("behind the story, wherever it is now")
                .containsExactly(live.get(0), live.get(2));

        Editor.patch(made.header("Location"), Map.of("stories", List.of(live.get(0), live.get(2), live.get(3))));
        assertThat(Api.slugs(next)).as("the story is gone").containsExactly(live.get(2), live.get(3));

        Editor.patch(made.header("Location"), Map.of("stories", List.of(live.get(0))));
        assertThat(Api.slugs(next)).as("there are fewer").isEmpty();
    }

    @Test
    void aCollectionShowsItsLiveStoriesInTheEditorsOrder() {
        String first = Editor.slug(Editor.live(Editor.whole("First " + Newsroom.unique("c"))));
        String second = Editor.slug(Editor.live(Editor.whole("Second " + Newsroom.unique("c"))));
        String draft = Editor.slug(Editor.draft(Editor.whole("Draft " + Newsroom.unique("c"))));
        Response made = Editor.post(
                all(TaxonomyKind.COLLECTION),
                Map.of("title", name(TaxonomyKind.COLLECTION), "stories", List.of(second, draft, first)));
        made.then().statusCode(201).body("stories", contains(second, draft, first));
        String delivered = "/v1/collections/" + made.jsonPath().getString("slug") + "/stories";
        assertThat(Api.slugs(delivered)).containsExactly(second, first);

        Editor.patch(made.header("Location"), Map.of("stories", List.of(first, second)))
                .then()
                .statusCode(200);
        assertThat(Api.slugs(delivered)).containsExactly(first, second);
        Editor.patch(made.header("Location"), Map.of("stories", List.of(second, draft, first)))
                .then()
                .statusCode(200);
        Editor.patch(made.header("Location"), Map.of("stories", List.of(draft, first, second)))
                .then()
                .statusCode(200);
        assertThat(Api.slugs(delivered)).containsExactly(first, second);
        Editor.patch(made.header("Location"), Map.of("stories", List.of("no-such-story")))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/stories/0"));
        Editor.get(all(TaxonomyKind.COLLECTION) + "?limit=100").then().statusCode(200);
    }

    @ParameterizedTest
    @EnumSource
    void listsGoOnByCursor(TaxonomyKind kind) {
        for (int number = 0; number < 3; number++) {
            make(kind, name(kind));
        }
        Response first = Editor.get(all(kind) + "?limit=2&total=exact");
        first.then().statusCode(200).body("items", hasSize(2));
        Response second =
                Editor.get(all(kind) + "?limit=2&cursor=" + first.jsonPath().getString("page.next"));
        second.then().statusCode(200);
        assertThat(second.jsonPath().getList("items.id"))
                .doesNotContainAnyElementsOf(first.jsonPath().getList("items.id"));
    }

    @ParameterizedTest
    @EnumSource
    void noSlugHasTheFormOfAnId(TaxonomyKind kind) {
        String id = UUID.randomUUID().toString();
        String made = make(kind, id.toUpperCase());
        Editor.get(made).then().body("slug", equalTo(kind.word() + "-" + id));
        Editor.post(all(kind), Map.of(nameOf(kind), name(kind), "slug", id))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/slug"))
                .body("errors[0].detail", containsString("UUID"));
        Editor.patch(made, Map.of("slug", id)).then().statusCode(422).body("errors.pointer", contains("/slug"));
        Editor.delete(made).then().statusCode(204);
    }
}

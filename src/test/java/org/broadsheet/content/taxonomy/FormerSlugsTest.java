package org.broadsheet.content.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.slugs;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.Statements;
import org.broadsheet.changelog.TaxonomyKind;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids, slugs and former slugs name categories, authors, tags and collections in paths and in filters. */
@QuarkusTest
class FormerSlugsTest {

    @Inject
    Newsroom newsroom;

    @Inject
    SessionFactory hibernate;

    private static String address(TaxonomyKind kind, String name) {
        return "/v1/" + kind.plural() + "/" + name;
    }

    private static String editorial(TaxonomyKind kind) {
        return "/v1/admin/" + kind.plural();
    }

    private static String create(TaxonomyKind kind, String slug) {
        Response response = Editor.post(
                editorial(kind), Map.of(kind.nameColumn(), Newsroom.unique("Name of " + slug), "slug", slug));
        response.then().statusCode(201);
        return response.jsonPath().getString("id");
    }

    private static void rename(TaxonomyKind kind, String name, String slug) {
        Editor.patch(editorial(kind) + "/" + name, Map.of("slug", slug)).then().statusCode(200);
    }

    /** A live story of the entry. */
    private String story(TaxonomyKind kind, String entry) {
        Map<String, Object> content = new HashMap<>(Editor.whole("Story " + Newsroom.unique("s")));
        switch (kind) {
            case CATEGORY -> content.put("category", entry);
            case AUTHOR -> content.put("authors", List.of(entry));
            default -> content.put("tags", List.of(entry));
        }
        return Editor.slug(Editor.live(content));
    }

    private static void assertMoves(String from, String to) {
        Response response = Api.request().redirects().follow(false).get(from);
        assertThat(response.statusCode()).as(from).isEqualTo(308);
        assertThat(response.header("Location")).isEqualTo(to);
    }

    @ParameterizedTest
    @EnumSource
    void aFormerSlugRedirects(TaxonomyKind kind) {
        String first = Newsroom.unique("first");
        String second = Newsroom.unique("second");
        String third = Newsroom.unique("third");
        String id = create(kind, first);
        get(address(kind, second)).then().statusCode(404);
        rename(kind, first, second);
        assertMoves(address(kind, first), address(kind, second));
        rename(kind, second, third);

        assertMoves(address(kind, first), address(kind, third));
        assertMoves(address(kind, second), address(kind, third));
        assertMoves(address(kind, second) + "/stories", address(kind, third) + "/stories");
        assertMoves(address(kind, second) + "/stories?limit=3", address(kind, third) + "/stories?limit=3");
        get(address(kind, id)).then().statusCode(200).body("slug", equalTo(third));
        get(address(kind, first)).then().statusCode(200).body("slug", equalTo(third));

        rename(kind, third, first);
        get(address(kind, first)).then().statusCode(200).body("id", equalTo(id));
        assertMoves(address(kind, third), address(kind, first));

        Editor.delete(editorial(kind) + "/" + first).then().statusCode(204);
        get(address(kind, first)).then().statusCode(404);
        get(address(kind, third)).then().statusCode(404);
    }

    @ParameterizedTest
    @EnumSource
    void aSlugThatIsUsedAgainNamesItsNewEntry(TaxonomyKind kind) {
        String slug = Newsroom.unique("used-again");
        String next = Newsroom.unique("next");
        create(kind, slug);
        rename(kind, slug, next);
        assertMoves(address(kind, slug), address(kind, next));

        String other = create(kind, slug);
        get(address(kind, slug)).then().statusCode(200).body("id", equalTo(other));
        String last = Newsroom.unique("last");
        rename(kind, other, last);
        assertMoves(address(kind, slug), address(kind, last));
    }

    @ParameterizedTest
    @EnumSource(
            value = TaxonomyKind.class,
            names = {"CATEGORY", "AUTHOR", "TAG"})
    void everyFilterTakesAnIdASlugAndAFormerSlug(TaxonomyKind kind) {
        String former = Newsroom.unique("former");
        String slug = Newsroom.unique("current");
        String id = create(kind, former);
        String story = story(kind, former);
        rename(kind, former, slug);
        newsroom.untilIndexed();
        String text = get("/v1/stories/" + story).jsonPath().getString("title").replace(" ", "%20");

        for (String name : List.of(id, id.toUpperCase(Locale.ROOT), slug, former)) {
            String filter = kind.word() + "=" + name;
            assertThat(slugs("/v1/stories?" + filter)).as(filter).containsExactly(story);
            assertThat(slugs("/v1/stories?total=exact&" + filter + "&" + kind.word() + "=" + id))
                    .containsExactly(story);
            assertThat(get("/v1/search?q=" + text + "&" + filter).jsonPath().getList("items.story.slug"))
                    .as(filter)
                    .containsExactly(story);
            assertThat(get("/v1/changes?" + filter).jsonPath().getList("items.story.slug"))
                    .as(filter)
                    .containsExactly(story);
            Api.request().head("/v1/changes/stream?" + filter).then().statusCode(200);
            assertThat(Editor.get("/v1/admin/stories?" + filter).jsonPath().getList("items.slug"))
                    .as(filter)
                    .containsExactly(story);
        }
    }

    @Test
    void eachUnknownValueIsNamedUntilItExists() {
        String category = Newsroom.unique("no-category");
        String tag = Newsroom.unique("no-tag");
        String id = "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf";
        String filters = "author=" + id + "&category=" + category + "&category=industry&tag=" + tag;
        for (String path : List.of("/v1/stories?", "/v1/search?q=a&", "/v1/changes?", "/v1/changes/stream?")) {
            get(path + filters)
                    .then()
                    .statusCode(400)
                    .body("errors.parameter", contains("author", "category", "tag"))
                    .body("errors[0].detail", endsWith(id))
                    .body("errors[1].detail", endsWith(category))
                    .body("errors[2].detail", endsWith(tag));
        }
        Editor.get("/v1/admin/stories?" + filters)
                .then()
                .statusCode(400)
                .body("errors.parameter", contains("author", "category", "tag"));
        get("/v1/tags/memory/stories?category=" + category)
                .then()
                .statusCode(400)
                .body("errors.parameter", contains("category"));

        get("/v1/stories?category=" + category).then().statusCode(400);
        String made = create(TaxonomyKind.CATEGORY, category);
        assertThat(slugs("/v1/stories?category=" + category)).isEmpty();
        Editor.delete("/v1/admin/categories/" + made).then().statusCode(204);
        get("/v1/stories?category=" + category).then().statusCode(400);
        get("/v1/stories?category=" + made).then().statusCode(400);
    }

    @Test
    void aCachedListFollowsTheNamesOfItsFilter() {
        String former = Newsroom.unique("former");
        String slug = Newsroom.unique("current");
        create(TaxonomyKind.TAG, former);
        String story = story(TaxonomyKind.TAG, former);
        String byFormer = "/v1/stories?include=tags&tag=" + former;
        assertThat(get(byFormer).jsonPath().getString("items[0].tags[0].slug")).isEqualTo(former);

        rename(TaxonomyKind.TAG, former, slug);
        assertThat(get(byFormer).jsonPath().getString("items[0].tags[0].slug")).isEqualTo(slug);
        Awaitility.await().until(() -> get(byFormer).header("Cache-Status").contains("hit"));
        assertMoves("/v1/tags/" + former, "/v1/tags/" + slug);

        create(TaxonomyKind.TAG, former);
        assertThat(slugs(byFormer)).isEmpty();
        get("/v1/tags/" + former).then().statusCode(200).body("storyCount", equalTo(0));
        assertThat(slugs("/v1/stories?tag=" + slug)).containsExactly(story);
    }

    @Test
    void aConsumerWhoseFilterIsGoneBeginsAgain() {
        String former = Newsroom.unique("former");
        String slug = Newsroom.unique("current");
        String id = create(TaxonomyKind.CATEGORY, former);
        rename(TaxonomyKind.CATEGORY, former, slug);
        String story = story(TaxonomyKind.CATEGORY, slug);
        String since = get("/v1/changes?category=" + former).jsonPath().getString("page.since");
        for (String name : List.of(former, slug, id)) {
            get("/v1/changes?category=" + name + "&since=" + since).then().statusCode(200);
        }

        Editor.delete("/v1/admin/categories/" + slug + "?replaceWith=industry")
                .then()
                .statusCode(204);

        for (String name : List.of(former, slug, id)) {
            for (String path : List.of("/v1/changes", "/v1/changes/stream")) {
                get(path + "?category=" + name + "&since=" + since)
                        .then()
                        .statusCode(410)
                        .body("type", endsWith("/cursor-expired"))
                        .body("errors.parameter", contains("category"))
                        .body("errors[0].detail", containsString(name));
            }
            get("/v1/changes?category=" + name).then().statusCode(400);
            get("/v1/stories?category=" + name).then().statusCode(400);
        }
        assertThat(slugs("/v1/stories?category=industry")).contains(story);
    }

    @Test
    void aTagThatReadersDoNotSeeRedirectsNothing() {
        Map<String, Object> content = new HashMap<>(Editor.whole("A draft with a hidden tag"));
        String name = Newsroom.unique("hidden");
        content.put("tags", List.of(name));
        Editor.draft(content);
        String slug = Editor.get("/v1/admin/tags/" + name).jsonPath().getString("slug");
        String next = Newsroom.unique("renamed");
        rename(TaxonomyKind.TAG, slug, next);
        assertHidden(slug);
        assertHidden(next);
        assertThat(Editor.get("/v1/admin/stories?tag=" + next).jsonPath().getList("items"))
                .hasSize(1);

        story(TaxonomyKind.TAG, next);

        get("/v1/tags/" + next).then().statusCode(200);
        assertHidden(slug);
    }

    private static void assertHidden(String slug) {
        get("/v1/tags/" + slug).then().statusCode(404);
        get("/v1/tags/" + slug + "/stories").then().statusCode(404);
        get("/v1/stories?tag=" + slug).then().statusCode(400);
    }

    @Test
    void allFiltersOfAListAreResolvedByOneStatement() {
        String author = newsroom.author();
        String tag = newsroom.tag();
        newsroom.untilIndexed();
        long unfiltered = Statements.of(hibernate, time -> "/v1/stories?exclude=" + Newsroom.unique("no"));
        long filtered = Statements.of(
                hibernate,
                time -> "/v1/stories?category=industry&tag=" + tag + "&author=" + author + "&exclude="
                        + Newsroom.unique("no"));

        assertThat(filtered).isEqualTo(unfiltered + 1);
    }
}

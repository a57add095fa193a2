package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers may not see shows nowhere: in no field, count, link, related list or validator. */
@QuarkusTest
class HiddenContentTest {

    private static final String EVERYTHING =
            "include=tags,body,outline,wordCount,links,seo&body=html,blocks,markdown,text";

    @Inject
    Newsroom newsroom;

    private final Map<String, UUID> hidden = new LinkedHashMap<>();
    private final List<String> hiddenSlugs = new ArrayList<>();
    private String category;
    private String author;
    private String tag;
    private String collection;
    private UUID visible;
    private UUID other;

    @BeforeEach
    void oneVisibleStoryAmongHiddenOnesOfEveryKind() {
        category = newsroom.category();
        author = newsroom.author();
        tag = newsroom.tag();
        hide("draft", draft().saved());
        UUID scheduled = draft().saved();
        newsroom.schedule(scheduled);
        hide("scheduled", scheduled);
        UUID unpublished = draft().published();
        newsroom.unpublish(unpublished);
        hide("unpublished", unpublished);
        UUID deleted = draft().published();
        newsroom.delete(deleted);
        hide("deleted", deleted);

        StringBuilder links = new StringBuilder("Visible text.");
        hidden.values()
                .forEach(id -> links.append(" [secret](story:").append(id).append(")"));
        visible = newsroom.story(category)
                .by(author)
                .about(tag)
                .pinning(hidden.values().stream().map(UUID::toString).toArray(String[]::new))
                .saying(links.toString())
                .published();
        other = newsroom.story(category).by(author).about(tag).published();
        List<UUID> all = new ArrayList<>(hidden.values());
        all.add(visible);
        all.add(other);
        collection = newsroom.collection(all);
    }

    private Newsroom.Draft draft() {
        Newsroom.Draft draft = newsroom.story(category).by(author).about(tag);
        draft.title("Confidential " + draft.slug);
        hiddenSlugs.add(draft.slug);
        return draft;
    }

    private void hide(String kind, UUID id) {
        hidden.put(kind, id);
    }

    @Test
    void noListShowsThem() {
        String ids = "id="
                + String.join(
                        "&id=", hidden.values().stream().map(UUID::toString).toList());
        for (String path : List.of(
                "/v1/stories?category=" + category,
                "/v1/stories?tag=" + tag,
                "/v1/stories?author=" + author,
                "/v1/stories?category=" + category + "&sort=title",
                "/v1/stories?category=" + category + "&sort=-updatedAt",
                "/v1/stories?category=" + category + "&sort=publishedAt",
                "/v1/stories?" + ids,
                "/v1/stories?limit=100",
                "/v1/categories/" + category + "/stories?limit=100",
                "/v1/authors/" + author + "/stories?limit=100",
                "/v1/tags/" + tag + "/stories?limit=100")) {
            assertShowsNothingHidden(path + (path.contains("?") ? "&" : "?") + EVERYTHING);
        }
        for (String path : List.of(
                "/v1/collections/" + collection,
                "/v1/collections/" + collection + "/stories",
                "/v1/collections?limit=100",
                "/v1/stories/" + visible
                        + "?include=related,collections&relatedLimit=20&body=html,blocks,markdown,text",
                "/v1/stories/" + other + "?fields=collections",
                "/v1/stories?collection=" + collection,
                "/v1/stories/" + visible + "/related?limit=20",
                "/v1/stories/" + other + "/related?limit=20",
                "/v1/categories?limit=100",
                "/v1/authors?limit=100",
                "/v1/tags?limit=100",
                "/v1/search/suggest?q=confidential",
                "/v1/search/suggest?q=conf")) {
            assertShowsNothingHidden(path);
        }
    }

    @Test
    void searchFindsNothingOfThem() {
        for (String query :
                List.of("confidential", "%22confidential%22", "confidental", "conf", "confidential%20or%20secret")) {
            for (String sort : List.of("relevance", "-publishedAt")) {
                String path = "/v1/search?q=" + query + "&sort=" + sort + "&facets=category,tag,author,year";
                Response response = get(path);
                response.then().statusCode(200);
                assertThat(response.asString()).as(path).doesNotContainIgnoringCase("confidential");
                hiddenSlugs.forEach(slug -> assertThat(response.asString()).doesNotContain(slug));
            }
        }
        String words = hiddenSlugs.get(2);
        assertThat(get("/v1/search?q=%22" + words + "%22").jsonPath().getInt("page.total.count"))
                .isZero();
        JsonPath found = get("/v1/search?q=%22Visible%20text%22&category=" + category + "&facets=category,tag,author")
                .jsonPath();
        assertThat(found.getInt("page.total.count")).isOne();
        for (String facet : List.of("category", "tag", "author")) {
            assertThat(found.getList("facets." + facet + ".count")).containsExactly(1);
        }
    }

    @Test
    void nothingThatIsWorkedOutOfThemShows() {
        newsroom.publish(hidden.get("unpublished"));
        assertThat(get("/v1/search?q=confidential").jsonPath().getInt("page.total.count"))
                .isOne();
        Awaitility.await()
                .until(() -> get("/v1/search?q=confidental").jsonPath().getString("didYouMean") != null);
        newsroom.unpublish(hidden.get("unpublished"));

        Response response = get("/v1/search?q=confidental");
        assertThat(response.asString()).doesNotContainIgnoringCase("confidential");
        assertShowsNothingHidden("/v1/stories/" + visible + "/related?limit=20");
        assertShowsNothingHidden("/v1/search/suggest?q=confidential");
    }

    private void assertShowsNothingHidden(String path) {
        Response response = get(path);
        response.then().statusCode(200);
        String body = response.asString();
        hidden.forEach((kind, id) ->
                assertThat(body).as("%s shows a %s story", path, kind).doesNotContain(id.toString()));
        hiddenSlugs.forEach(slug -> assertThat(body).as(path).doesNotContain(slug));
        assertThat(body).as(path).doesNotContain("Confidential");
    }

    @Test
    void noCountCountsThem() {
        for (String path : List.of(
                "/v1/categories/" + category,
                "/v1/authors/" + author,
                "/v1/tags/" + tag,
                "/v1/collections/" + collection)) {
            assertThat(get(path).jsonPath().getInt("storyCount")).as(path).isEqualTo(2);
        }
        JsonPath part =
                get("/v1/stories/" + other + "?fields=collections").jsonPath().setRootPath("collections[0]");
        assertThat(part.getInt("storyCount")).isEqualTo(2);
        assertThat(part.getInt("position")).isEqualTo(2);
        for (String total : List.of("exact", "estimate")) {
            for (String filter :
                    List.of("category=" + category, "tag=" + tag, "author=" + author, "collection=" + collection)) {
                assertThat(get("/v1/stories?limit=1&total=" + total + "&" + filter)
                                .jsonPath()
                                .getInt("page.total.count"))
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void theirOwnAddressesGiveNothingAway() {
        for (String kind : List.of("draft", "scheduled")) {
            assertRespondsAsIfAbsent(hidden.get(kind).toString());
        }
        assertRespondsAsIfAbsent(hiddenSlugs.get(0));
        assertRespondsAsIfAbsent(hiddenSlugs.get(1));
        for (String kind : List.of("unpublished", "deleted")) {
            Response response = get("/v1/stories/" + hidden.get(kind));
            response.then().statusCode(410);
            assertThat(response.asString()).doesNotContain("Confidential");
            assertThat(response.header("ETag")).isNull();
        }
    }

    private static void assertRespondsAsIfAbsent(String name) {
        Response response = get("/v1/stories/" + name);
        Response nothing = get("/v1/stories/no-such-story");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.asString().replace(name, "X"))
                .isEqualTo(nothing.asString().replace("no-such-story", "X"));
        assertThat(response.header("ETag")).isNull();
    }

    @Test
    void aDraftOfALiveStoryChangesNoResponseAndNoValidator() {
        UUID live = newsroom.story(newsroom.category())
                .in("gd")
                .pinning(visible.toString())
                .published();
        String path = "/v1/stories/" + live + "?include=related";
        // Related stories are computed after publishing.
        newsroom.untilIndexed();
        Response before = get(path);

        newsroom.saveAgain(live, newsroom.story(category).title("Confidential draft"));

        Response after = get(path);
        assertThat(after.asString()).isEqualTo(before.asString());
        assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
    }
}

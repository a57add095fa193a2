package org.broadsheet.content.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;
import static org.broadsheet.Api.slugs;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.Statements;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stories of a collection are a list like others, and a story shows its collections. */
@QuarkusTest
class CollectionStoriesTest {

    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

    @Inject
    Newsroom newsroom;

    @Inject
    SessionFactory hibernate;

    private final List<UUID> ids = new ArrayList<>();
    private final List<String> slugs = new ArrayList<>();
    private String category;
    private String tag;
    private String collection;
    private String list;

    /** Six stories; those with an even index have the tag, and the one with the greatest index was published first. */
    @BeforeEach
    void aCollection() {
        category = newsroom.category();
        tag = newsroom.tag();
        for (int i = 0; i < 6; i++) {
            Newsroom.Draft draft = newsroom.story(category).title("Part " + (char) ('f' - i));
            if (i % 2 == 0) {
                draft.about(tag);
            }
            ids.add(draft.publishedAt(NOON.minus(i, ChronoUnit.HOURS)));
            slugs.add(draft.slug);
        }
        collection = newsroom.collection(order(3, 0, 5, 1, 4, 2));
        list = "/v1/collections/" + collection + "/stories";
    }

    private List<UUID> order(int... parts) {
        return Arrays.stream(parts).mapToObj(ids::get).toList();
    }

    private String[] parts(int... parts) {
        return Arrays.stream(parts).mapToObj(slugs::get).toArray(String[]::new);
    }

    private void put(List<UUID> stories) {
        Editor.patch(
                        "/v1/admin/collections/" + collection,
                        Map.of("stories", stories.stream().map(UUID::toString).toList()))
                .then()
                .statusCode(200);
    }

    @Test
    void theListHasTheParametersOfOtherLists() {
        assertThat(slugs(list)).containsExactly(parts(3, 0, 5, 1, 4, 2));
        assertThat(slugs(list + "?tag=" + tag)).containsExactly(parts(0, 4, 2));
        assertThat(slugs(list + "?limit=2")).containsExactly(parts(3, 0));
        assertThat(slugs(list + "?sort=title")).containsExactly(parts(5, 4, 3, 2, 1, 0));
        assertThat(slugs(list + "?exclude=" + slugs.get(5) + "&category=" + category))
                .containsExactly(parts(3, 0, 1, 4, 2));
        assertThat(slugs(list + "?publishedAfter=2025-06-01T09:30:00Z")).containsExactly(parts(0, 1, 2));
        assertThat(slugs(list + "?id=" + ids.get(1) + "&id=" + ids.get(3))).containsExactly(parts(3, 1));
        assertThat(slugs(list + "?language=de")).isEmpty();
        assertThat(json(list + "?fields=slug").getMap("items[0]")).containsOnlyKeys("slug");
        assertThat(json(list + "?include=tags,body&body=text").getMap("items[1]"))
                .containsKeys("title", "tags", "body");
        assertThat(json(list + "?total=exact&tag=" + tag).getInt("page.total.count"))
                .isEqualTo(3);
        get(list + "?colour=red").then().statusCode(400);
    }

    @Test
    void aListOfStoriesIsFilteredByCollections() {
        String other = newsroom.collection(order(2, 1));
        String none = newsroom.collection(List.of());
        String filter = "/v1/stories?collection=" + collection;
        assertThat(slugs(filter)).containsExactly(parts(0, 1, 2, 3, 4, 5));
        assertThat(slugs(filter + "&sort=publishedAt&tag=" + tag)).containsExactly(parts(4, 2, 0));
        assertThat(slugs(filter + "&sort=title&limit=2")).containsExactly(parts(5, 4));
        assertThat(slugs(filter + "&collection=" + other)).containsExactly(parts(0, 1, 2, 3, 4, 5));
        assertThat(slugs("/v1/stories?sort=-updatedAt&collection=" + other)).containsExactly(parts(1, 2));
        assertThat(slugs("/v1/stories?collection=" + none)).isEmpty();
        assertThat(slugs("/v1/categories/" + category + "/stories?collection=" + other))
                .containsExactly(parts(1, 2));
        assertThat(slugs(filter + "&id=" + ids.get(3) + "&id=" + UUID.randomUUID()))
                .containsExactly(parts(3));
        for (String kind : List.of("exact", "estimate")) {
            assertThat(json("/v1/stories?collection=" + other + "&total=" + kind)
                            .getInt("page.total.count"))
                    .isEqualTo(2);
        }
        get("/v1/stories?collection=no-such-collection").then().statusCode(400);
    }

    @Test
    void everyOrderIsWalkedPageByPage() {
        for (String path : List.of(list + "?limit=2", list + "?limit=4&sort=title", list + "?limit=1&tag=" + tag)) {
            assertThat(walked(path)).as(path).isEqualTo(slugs(path.replaceAll("limit=[0-9]", "limit=100")));
        }
        String filter = "/v1/stories?collection=" + collection;
        for (String sort : List.of("-publishedAt", "publishedAt", "-updatedAt", "title")) {
            String path = filter + "&sort=" + sort;
            assertThat(walked(path + "&limit=2")).as(path).hasSize(6).isEqualTo(slugs(path));
        }
    }

    private static List<String> walked(String path) {
        List<String> walked = new ArrayList<>();
        JsonPath page = json(path);
        walked.addAll(page.getList("items.slug"));
        while (page.getString("page.next") != null) {
            page = json(path + "&cursor=" + page.getString("page.next"));
            walked.addAll(page.getList("items.slug"));
        }
        return walked;
    }

    @Test
    void aFilteredWalkContinuesAfterAStoryThatWasRemoved() {
        String path = list + "?limit=2&tag=" + tag;
        JsonPath first = json(path);
        assertThat(first.getList("items.slug")).containsExactly((Object[]) parts(0, 4));
        put(order(3, 0, 5, 1, 2));

        assertThat(slugs(path + "&cursor=" + first.getString("page.next"))).containsExactly(parts(2));
    }

    @Test
    void searchFindsTheStoriesOfACollection() {
        newsroom.untilIndexed();
        String search = "/v1/search?q=part&fields=slug&limit=100&sort=-publishedAt&collection=";
        assertThat(json(search + collection).getList("items.story.slug"))
                .containsExactly((Object[]) parts(0, 1, 2, 3, 4, 5));
        put(order(5, 2));
        assertThat(json(search + collection).getList("items.story.slug")).containsExactly((Object[]) parts(2, 5));
        put(List.of());
        assertThat(json(search + collection).getList("items.story.slug")).isEmpty();
    }

    @Test
    void aStoryShowsItsPlaceInEachCollection() {
        String path = "/v1/stories/" + slugs.get(5) + "?include=collections";
        JsonPath story = json(path);
        assertThat(story.getList("collections")).hasSize(1);
        assertThat(story.getMap("collections[0]").keySet())
                .isEqualTo(Set.of("id", "slug", "title", "position", "storyCount", "previous", "next"));
        story.setRootPath("collections[0]");
        assertThat(story.getString("slug")).isEqualTo(collection);
        assertThat(story.getInt("position")).isEqualTo(3);
        assertThat(story.getInt("storyCount")).isEqualTo(6);
        assertThat(story.getMap("previous"))
                .isEqualTo(Map.of("id", ids.get(0).toString(), "slug", slugs.get(0), "title", "Part f"));
        assertThat(story.getString("next.slug")).isEqualTo(slugs.get(1));

        JsonPath first = json("/v1/stories/" + slugs.get(3) + "?fields=collections");
        assertThat(first.getMap("$")).containsOnlyKeys("collections");
        assertThat(first.getMap("collections[0]")).doesNotContainKey("previous").containsKey("next");
        assertThat(json("/v1/stories/" + slugs.get(2) + "?fields=collections").getMap("collections[0]"))
                .doesNotContainKey("next");
        assertThat(json("/v1/stories/" + slugs.get(2)).getMap("$")).doesNotContainKey("collections");
        get("/v1/stories?include=collections").then().statusCode(400);
    }

    @Test
    void thePlaceFollowsEveryChange() {
        String path = "/v1/stories/" + slugs.get(5) + "?fields=collections";
        String title = "/v1/stories/" + ids.get(2) + "?fields=collections";
        assertThat(json(path).getInt("collections[0].position")).isEqualTo(3);
        newsroom.unpublish(ids.get(3));
        assertThat(json(path).getInt("collections[0].position")).isEqualTo(2);
        assertThat(json(path).getInt("collections[0].storyCount")).isEqualTo(5);
        newsroom.publish(ids.get(3));
        assertThat(json(path).getInt("collections[0].position")).isEqualTo(3);
        put(order(5, 1));
        assertThat(json(path).getInt("collections[0].position")).isEqualTo(1);
        assertThat(json(title).getList("collections")).isEmpty();
        put(order(2, 5));
        assertThat(json(path).getString("collections[0].previous.slug")).isEqualTo(slugs.get(2));
        assertThat(json(title).getInt("collections[0].position")).isEqualTo(1);
        Editor.patch("/v1/admin/collections/" + collection, Map.of("title", "Another title"))
                .then()
                .statusCode(200);
        assertThat(json(title).getString("collections[0].title")).isEqualTo("Another title");
        String second = newsroom.collection(List.of());
        Editor.patch(
                        "/v1/admin/collections/" + second,
                        Map.of("stories", List.of(ids.get(2).toString())))
                .then()
                .statusCode(200);
        assertThat(json(title).getList("collections")).hasSize(2);
        Editor.delete("/v1/admin/collections/" + collection).then().statusCode(204);
        Response last = get(title);
        assertThat(last.jsonPath().getList("collections.slug")).isEqualTo(List.of(second));
        Awaitility.await().until(() -> get(title).header("Cache-Status").contains("hit"));
    }

    @Test
    void theCollectionsOfAStoryCostNoStatement() {
        newsroom.untilIndexed();
        String story = "/v1/stories/" + slugs.get(5) + "?relatedLimit=";
        long without = Statements.of(hibernate, time -> story + (1 + time));
        long with = Statements.of(hibernate, time -> story + (1 + time) + "&include=collections");
        assertThat(with).isEqualTo(without);
    }
}

package org.broadsheet.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.json;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every list is read backward as it is read forward. */
@QuarkusTest
class PreviousPagesTest {

    private static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");

    @Inject
    Newsroom newsroom;

    private final List<UUID> ids = new ArrayList<>();
    private String category;

    @BeforeEach
    void sevenStories() {
        category = newsroom.category();
        for (int i = 0; i < 7; i++) {
            ids.add(newsroom.story(category)
                    .title("Title " + i)
                    .saying("Backward ".repeat(1 + i))
                    .publishedAt(NOON.plus(i, ChronoUnit.HOURS)));
        }
    }

    private static JsonPath page(String path) {
        Response response = Editor.get(path);
        response.then().statusCode(200);
        return response.jsonPath();
    }

    private static List<Object> items(JsonPath page) {
        return page.getList("items.story") != null
                        && page.getList("items.story").stream().anyMatch(story -> story != null)
                ? page.getList("items.story.id")
                : page.getList("items.id");
    }

    @Test
    void everyListIsWalkedBack() {
        newsroom.untilIndexed();
        String collection = newsroom.collection(ids);
        String list = "/v1/stories?category=" + category;
        for (String path : List.of(
                list,
                list + "&sort=publishedAt",
                list + "&sort=-updatedAt",
                list + "&sort=title",
                list + "&include=body",
                list + "&language=en",
                "/v1/stories?sort=title&publishedAfter=2024-06-01T00:00:00Z&publishedBefore=2024-06-02T00:00:00Z",
                "/v1/categories/" + category + "/stories?sort=title",
                "/v1/stories?sort=title&collection=" + collection,
                "/v1/collections/" + collection + "/stories?language=en",
                "/v1/collections/" + collection + "/stories?include=body",
                "/v1/search?q=backward&category=" + category,
                "/v1/search?q=backward&sort=-publishedAt&category=" + category,
                "/v1/categories?total=none",
                "/v1/authors?total=none",
                "/v1/tags?total=none",
                "/v1/collections?total=none",
                "/v1/admin/stories?category=" + category,
                "/v1/admin/stories?sort=title&category=" + category,
                "/v1/admin/audit?action=key.created",
                "/v1/admin/categories?total=none")) {
            for (int limit : List.of(2, 3, 7)) {
                assertWalksBack(path + "&limit=" + limit);
            }
        }
    }

    private static void assertWalksBack(String path) {
        List<List<Object>> forward = new ArrayList<>();
        JsonPath page = page(path);
        assertThat(page.getString("page.previous")).as(path).isNull();
        forward.add(items(page));
        while (page.getString("page.next") != null && forward.size() < 4) {
            page = page(path + "&cursor=" + page.getString("page.next"));
            forward.add(items(page));
        }
        for (int number = forward.size() - 2; number >= 0; number--) {
            page = page(path + "&cursor=" + page.getString("page.previous"));
            assertThat(items(page)).as(path).isEqualTo(forward.get(number));
        }
        assertThat(page.getString("page.previous")).as(path).isNull();
        for (int number = 1; number < forward.size(); number++) {
            page = page(path + "&cursor=" + page.getString("page.next"));
            assertThat(items(page)).as(path).isEqualTo(forward.get(number));
        }
    }

    @Test
    void aPreviousPageShowsWhatWasPublishedMeanwhile() {
        String list = "/v1/stories?fields=id&limit=2&category=" + category;
        JsonPath second = json(list + "&cursor=" + json(list).getString("page.next"));
        UUID latest = newsroom.story(category).publishedAt(NOON.plus(9, ChronoUnit.HOURS));

        JsonPath first = json(list + "&cursor=" + second.getString("page.previous"));
        assertThat(first.getList("items.id"))
                .containsExactly(ids.get(6).toString(), ids.get(5).toString());
        JsonPath before = json(list + "&cursor=" + first.getString("page.previous"));
        assertThat(before.getList("items.id")).containsExactly(latest.toString());
        assertThat(before.getString("page.previous")).isNull();
        assertThat(json(list + "&cursor=" + before.getString("page.next")).getList("items.id"))
                .isEqualTo(first.getList("items.id"));
    }

    @Test
    void anEmptyPageLeadsBackToTheItemOfItsCursor() {
        String list = "/v1/stories?fields=id&limit=6&category=" + category;
        JsonPath first = json(list);
        newsroom.unpublish(ids.get(0));
        JsonPath empty = json(list + "&cursor=" + first.getString("page.next"));
        assertThat(empty.getList("items")).isEmpty();
        assertThat(empty.getString("page.next")).isNull();
        assertThat(json(list + "&cursor=" + empty.getString("page.previous")).getList("items.id"))
                .isEqualTo(first.getList("items.id"));

        String oldest = list.replace("limit=6", "limit=1") + "&sort=publishedAt";
        JsonPath last = json(oldest + "&cursor=" + json(oldest).getString("page.next"));
        newsroom.unpublish(ids.get(1));
        JsonPath none = json(oldest + "&cursor=" + last.getString("page.previous"));
        assertThat(none.getList("items")).isEmpty();
        assertThat(none.getString("page.previous")).isNull();
        assertThat(json(oldest + "&cursor=" + none.getString("page.next")).getList("items.id"))
                .isEqualTo(last.getList("items.id"));
    }

    @Test
    void aCollectionIsWalkedBackFromAStoryThatWasRemoved() {
        String collection = newsroom.collection(ids);
        String list = "/v1/collections/" + collection + "/stories?fields=id&limit=3";
        JsonPath second = json(list + "&cursor=" + json(list).getString("page.next"));
        List<String> without = new ArrayList<>(ids.stream().map(UUID::toString).toList());
        without.remove(3);
        Editor.patch("/v1/admin/collections/" + collection, Map.of("stories", without))
                .then()
                .statusCode(200);

        assertThat(json(list + "&cursor=" + second.getString("page.previous")).getList("items.id"))
                .isEqualTo(without.subList(0, 3));
        assertThat(json(list + "&cursor=" + second.getString("page.next")).getList("items.id"))
                .isEqualTo(without.subList(5, 6));
    }

    @Test
    void linksLeadToTheNextAndThePreviousPage() {
        String list = "/v1/stories?limit=2&category=" + category;
        String next = Api.get(list).header("Link").replaceFirst("<([^>]*)>; rel=\"next\"", "$1");
        String both = Api.get(next).header("Link");
        assertThat(both).matches("<[^>]*>; rel=\"next\", <[^>]*>; rel=\"prev\"");
        String previous = both.replaceFirst(".*, <([^>]*)>; rel=\"prev\"", "$1");
        assertThat(json(previous).getList("items.id")).isEqualTo(json(list).getList("items.id"));
    }
}

package org.broadsheet.content.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Categories, authors, tags and collections are alike in what they return. On a database of its own, because other tests
 * move and fill the sample categories.
 */
@QuarkusTest
@TestProfile(TaxonomyTest.OwnDatabase.class)
@Tag("profile")
class TaxonomyTest {

    public static class OwnDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.data-dir", "target/test-data/taxonomy");
        }
    }

    @Inject
    Newsroom newsroom;

    @Test
    void eachShowsTheseMembersAndNoOthers() {
        assertThat(json("/v1/categories/industry").getMap("$").keySet())
                .isEqualTo(Set.of("id", "slug", "name", "description", "position", "storyCount"));
        assertThat(json("/v1/authors/zoe-lindqvist").getMap("$").keySet())
                .isEqualTo(Set.of("id", "slug", "name", "bio", "links", "storyCount"));
        assertThat(json("/v1/tags/memory").getMap("$").keySet()).isEqualTo(Set.of("id", "slug", "name", "storyCount"));
        assertThat(json("/v1/collections/front-page").getMap("$").keySet())
                .isEqualTo(Set.of("id", "slug", "title", "description", "position", "storyCount", "stories"));
        assertThat(json("/v1/collections").getMap("items[0]").keySet())
                .isEqualTo(Set.of("id", "slug", "title", "description", "position", "storyCount"));
        assertThat(json("/v1/authors/" + newsroom.author()).getMap("$"))
                .as("what is unknown is absent")
                .containsOnlyKeys("id", "slug", "name", "links", "storyCount");
    }

    @Test
    void eachIsFoundBySlugAndById() {
        for (String path : List.of(
                "/v1/categories/industry",
                "/v1/authors/zoe-lindqvist",
                "/v1/tags/memory",
                "/v1/collections/front-page")) {
            String id = json(path).getString("id");
            String byId = path.substring(0, path.lastIndexOf('/') + 1) + id;
            assertThat(get(byId).asString()).isEqualTo(get(path).asString());
        }
    }

    @Test
    void theSampleCategoriesComeInTheirPosition() {
        assertThat(json("/v1/categories?limit=6").getList("items.slug", String.class))
                .first()
                .isEqualTo("industry");
        assertThat(json("/v1/categories?limit=6").getList("items.position", Integer.class))
                .isEqualTo(List.of(0, 1, 2, 3, 4, 5));
    }

    @Test
    void authorsAndTagsComeByNameWithoutRegardToCaseAndAccents() {
        for (String path : List.of("/v1/authors", "/v1/tags")) {
            List<String> names = walk(path + "?limit=20", "name");
            List<String> keys = names.stream()
                    .map(org.broadsheet.platform.naming.Slug::fold)
                    .toList();
            assertThat(keys).isSorted();
            assertThat(names).hasSize(json(path + "?total=exact").getInt("page.total.count"));
        }
    }

    private static List<String> walk(String list, String member) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = json(cursor == null ? list : list + "&cursor=" + cursor);
            found.addAll(page.getList("items." + member, String.class));
            cursor = page.getString("page.next");
        } while (cursor != null);
        return found;
    }

    @Test
    void aCollectionKeepsItsEditorsOrder() {
        String category = newsroom.category();
        List<UUID> stories = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stories.add(newsroom.story(category).published());
        }
        List<UUID> order = List.of(stories.get(3), stories.get(0), stories.get(4), stories.get(1), stories.get(2));
        List<String> expected = order.stream().map(UUID::toString).toList();
        String collection = newsroom.collection(order);

        assertThat(json("/v1/collections/" + collection).getList("stories.id")).isEqualTo(expected);
        assertThat(walk("/v1/collections/" + collection + "/stories?limit=2", "id"))
                .isEqualTo(expected);
        assertThat(json("/v1/collections/" + collection + "/stories?total=exact")
                        .getInt("page.total.count"))
                .isEqualTo(5);
    }

    @Test
    void theSampleContentIsWholeAndLinked() {
        assertThat(json("/v1/categories/industry/stories?total=exact&fields=slug&language=en")
                        .getInt("page.total.count"))
                .isEqualTo(6);
        for (String slug : json("/v1/collections/front-page").getList("stories.slug", String.class)) {
            JsonPath story = json("/v1/stories/" + slug + "?include=related");
            assertThat(story.getList("links")).as(slug).isNotEmpty();
            assertThat(story.getList("related")).as(slug).hasSize(3);
            assertThat(story.getInt("wordCount")).as(slug).isBetween(200, 620);
        }
    }
}

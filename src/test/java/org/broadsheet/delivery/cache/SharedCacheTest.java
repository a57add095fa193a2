package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.Newsroom;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cache in front that is purged by the names that the documentation lists for a change never keeps a response that is
 * not right any more, whatever the response did not show when it was stored.
 */
@QuarkusTest
class SharedCacheTest {

    private final List<String> paths = new ArrayList<>();
    private final Map<String, Response> stored = new HashMap<>();

    private String category;
    private String otherCategory;
    private String author;
    private String otherAuthor;
    private String tag;
    private String word;
    private UUID linked;
    private UUID pinned;
    private UUID page;
    private UUID collectionId;

    @Inject
    Newsroom newsroom;

    @BeforeEach
    void aPageThatDependsOnStoriesThatAreNotLive() {
        category = newsroom.category();
        otherCategory = newsroom.category();
        author = newsroom.author();
        otherAuthor = newsroom.author();
        tag = newsroom.tag();
        word = Newsroom.unique("word").replaceAll("[^a-z]", "");
        linked = other().saved();
        pinned = other().saved();
        page = newsroom.story(category)
                .by(author)
                .about(tag)
                .saying("See [this](story:%s).".formatted(linked))
                .pinning(pinned.toString())
                .in("gd")
                .published();
        String collection = newsroom.collection(List.of(linked, page, pinned));
        collectionId = json("/v1/collections/" + collection).getUUID("id");
        paths.addAll(List.of(
                "/v1/stories/" + page,
                "/v1/stories/" + page + "?fields=links",
                "/v1/stories/" + page + "?fields=body&body=html,blocks,markdown",
                "/v1/stories/" + page + "?fields=title&include=related",
                "/v1/stories/" + page + "/related?limit=1",
                "/v1/stories/" + page + "/related?limit=20",
                "/v1/stories?id=" + page + "&id=" + linked + "&id=" + pinned,
                "/v1/stories?limit=3",
                "/v1/stories?language=gd&include=links",
                "/v1/stories?category=" + category + "&include=body",
                "/v1/stories?category=" + otherCategory,
                "/v1/stories?author=" + otherAuthor,
                "/v1/stories?tag=" + tag + "&fields=links",
                "/v1/categories/" + category + "/stories?include=links",
                "/v1/categories/" + otherCategory + "/stories",
                "/v1/categories/" + otherCategory,
                "/v1/categories?limit=100",
                "/v1/authors/" + otherAuthor,
                "/v1/authors/" + otherAuthor + "/stories?total=exact",
                "/v1/tags/" + tag + "/stories?include=links",
                "/v1/tags?limit=100",
                "/v1/collections/" + collection,
                "/v1/collections/" + collection + "/stories",
                "/v1/collections?limit=100",
                "/v1/search?q=" + word + "&facets=category,author",
                "/v1/search/suggest?q=" + word));
    }

    private Newsroom.Draft other() {
        return newsroom.story(otherCategory).by(otherAuthor).in("gd").saying(word);
    }

    @Test
    void aStoryThatAPageLinksTo() {
        comesAndGoes(linked);
    }

    @Test
    void aStoryThatAPagePins() {
        comesAndGoes(pinned);
    }

    @Test
    void aStoryThatIsNotShownAmongRelatedOnes() {
        newsroom.publish(linked);
        newsroom.saveAgain(linked, other().notShownInRelated());
        after(linked, () -> newsroom.publish(linked));
        newsroom.saveAgain(linked, other());
        after(linked, () -> newsroom.publish(linked));
    }

    private void comesAndGoes(UUID story) {
        after(story, () -> newsroom.publish(story));
        newsroom.saveAgain(story, other());
        after(story, () -> newsroom.publish(story));
        after(story, () -> newsroom.unpublish(story));
        after(story, () -> newsroom.publish(story));
        after(story, () -> newsroom.delete(story));
    }

    /** What is stored, but for what is purged, is right after the change. */
    private void after(UUID story, Runnable change) {
        newsroom.untilIndexed();
        paths.forEach(path -> stored.put(path, get(path)));
        change.run();
        newsroom.untilIndexed();
        Set<String> purged = changed(story);
        List<String> different = new ArrayList<>();
        stored.forEach((path, before) -> {
            Response now = get(path);
            boolean isPurged =
                    names(before).stream().anyMatch(name -> purged.contains(name) || name.startsWith("like-"));
            if (!now.header("ETag").equals(before.header("ETag"))) {
                different.add(path);
                assertThat(isPurged)
                        .as("%s is purged by %s", path, names(before))
                        .isTrue();
            }
        });
        assertThat(different)
                .contains("/v1/stories/" + page + (story.equals(linked) ? "?fields=links" : "/related?limit=1"));
    }

    private static Set<String> names(Response response) {
        return Set.of(response.header("Surrogate-Key").split(" "));
    }

    /** What the documentation says that a change of a story of the other category purges. */
    private Set<String> changed(UUID story) {
        Set<String> names = new HashSet<>(
                Set.of("stories", "search", CacheGroup.ofLanguage("gd").name()));
        Stream.of(
                        CacheGroup.of(Kind.STORY, story),
                        CacheGroup.of(
                                Kind.STORIES_OF,
                                json("/v1/categories/" + otherCategory).getUUID("id")),
                        CacheGroup.of(
                                Kind.STORIES_OF,
                                json("/v1/authors/" + otherAuthor).getUUID("id")),
                        CacheGroup.of(Kind.STORIES_OF, collectionId))
                .map(CacheGroup::name)
                .forEach(names::add);
        return names;
    }

    @Test
    void aNameDoesNotGiveAwayTheIdOfAStoryThatReadersDoNotSee() {
        newsroom.untilIndexed();
        for (UUID hidden : List.of(linked, pinned)) {
            String name = CacheGroup.of(Kind.STORY, hidden).name();
            String id = java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(java.nio.ByteBuffer.allocate(16)
                            .putLong(hidden.getMostSignificantBits())
                            .putLong(hidden.getLeastSignificantBits())
                            .array());
            for (String path : paths) {
                String headers = get(path).headers().toString();
                assertThat(headers).as(path).doesNotContain(hidden.toString(), id.substring(0, 8), id.substring(10));
            }
            assertThat(names(get("/v1/stories/" + page + "?include=related"))).contains(name);
        }
    }
}

package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.contract.ContractValidation;
import org.broadsheet.platform.http.Surface;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After every change, each operation of delivery responds as if there were no cache. */
@QuarkusTest
class EveryChangeEvictsTest {

    private static final String HIT = "Broadsheet; hit";

    /** The cache does not understand the second range, so it leaves the request to the resource. */
    private static final String WITHOUT_CACHE = "application/json, text/plain;format=flowed";

    /** The operations of the change feed have no cache groups. */
    private static final Set<String> NOT_CACHED = Set.of("/v1/changes", "/v1/changes/stream");

    private static final String WORD = "qu" + Newsroom.unique("xylo").replaceAll("[^a-z]", "");

    @Inject
    Newsroom newsroom;

    /** The slugs and locations of what the paths below name. */
    private final Map<String, String> names = new HashMap<>();

    private String category;
    private String otherCategory;
    private String author;
    private String otherAuthor;
    private String tag;
    private String otherTag;
    private String story;
    private String other;
    private String linking;
    private String linked;
    private String pinned;
    private String hidden;
    private String collection;

    /** The paths that are read after each change, by the template of the operation. */
    private Map<String, List<String>> paths() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry(
                        "/v1/stories",
                        List.of(
                                "?limit=4",
                                "?limit=3&include=body,tags,links&sort=-updatedAt&total=exact",
                                "?category={category}&total=exact&fields=title,category,image",
                                "?category={other-category}&tag={tag}&sort=title",
                                "?tag={tag}&include=links",
                                "?author={author}&include=tags&total=estimate",
                                "?author={coming}",
                                "?language=nb&limit=2",
                                "?collection={collection}&sort=title&total=exact",
                                "?publishedAfter=2020-01-01T00:00:00Z&exclude={story-id}&limit=3",
                                "?id={story-id}&id={hidden-id}&id={linking-id}&include=body")),
                Map.entry(
                        "/v1/stories/{story}",
                        List.of(
                                "/v1/stories/{story}",
                                "/v1/stories/{story-id}?include=related&relatedLimit=5",
                                "/v1/stories/{story-id}?fields=title",
                                "/v1/stories/{linking-id}?fields=links,body",
                                "/v1/stories/{hidden-id}",
                                "/v1/stories/{story-id}?fields=collections",
                                "/v1/stories/{pinned-id}?fields=collections",
                                "/v1/stories/{pinned-id}?fields=tags")),
                Map.entry(
                        "/v1/stories/{story}/related",
                        List.of(
                                "/v1/stories/{story-id}/related?limit=5",
                                "/v1/stories/{story-id}/related?limit=5&relatedIn=category",
                                "/v1/stories/{linking-id}/related?limit=3&exclude={story-id}")),
                Map.entry("/v1/categories", List.of("", "?limit=100&total=exact")),
                Map.entry("/v1/categories/{category}", List.of("/v1/categories/{category}")),
                Map.entry(
                        "/v1/categories/{category}/stories",
                        List.of(
                                "/v1/categories/{category}/stories?total=exact",
                                "/v1/categories/{other-category}/stories?include=tags,body")),
                Map.entry("/v1/authors", List.of("?limit=100&total=exact")),
                Map.entry(
                        "/v1/authors/{author}",
                        List.of("/v1/authors/{author}", "/v1/authors/{other-author}", "/v1/authors/{coming}")),
                Map.entry(
                        "/v1/authors/{author}/stories",
                        List.of("/v1/authors/{author}/stories", "/v1/authors/{coming}/stories")),
                Map.entry("/v1/tags", List.of("?limit=100&total=exact")),
                Map.entry("/v1/tags/{tag}", List.of("/v1/tags/{tag}", "/v1/tags/{other-tag}")),
                Map.entry("/v1/tags/{tag}/stories", List.of("/v1/tags/{tag}/stories?include=links")),
                Map.entry("/v1/collections", List.of("?limit=100&total=exact")),
                Map.entry("/v1/collections/{collection}", List.of("/v1/collections/{collection}")),
                Map.entry(
                        "/v1/collections/{collection}/stories",
                        List.of(
                                "/v1/collections/{collection}/stories?limit=2&total=exact",
                                "/v1/collections/{collection}/stories?fields=slug,tags&tag={tag}")),
                Map.entry("/v1/site", List.of("")),
                Map.entry(
                        "/v1/search",
                        List.of(
                                "?q=" + WORD + "&facets=category,tag,author,year",
                                "?q=" + WORD + "&tag={tag}&include=body,links",
                                "?q=" + WORD + "&collection={collection}&fields=slug")),
                Map.entry("/v1/search/suggest", List.of("?q=" + WORD.substring(0, 5)))));
    }

    @BeforeEach
    void write() {
        category = made("categories", "name");
        otherCategory = made("categories", "name");
        author = made("authors", "name");
        otherAuthor = made("authors", "name");
        tag = made("tags", "name");
        otherTag = made("tags", "name");
        linked = Editor.draft(content("Linked", otherCategory, otherAuthor, List.of()));
        hidden = Editor.draft(content("Hidden", otherCategory, otherAuthor, List.of()));
        pinned = Editor.live(content("Pinned", otherCategory, otherAuthor, List.of(tag)));
        other = Editor.live(content("Other", category, otherAuthor, List.of(tag)));
        Map<String, Object> written = content("Story", category, author, List.of(tag));
        written.put("body", Editor.markdown("See [this](story:" + id(linked) + ")."));
        story = Editor.live(written);
        Map<String, Object> back = content("Linking", otherCategory, author, List.of());
        back.put("body", Editor.markdown("Return to [that](story:" + id(story) + ")."));
        linking = Editor.live(back);
        collection = made(
                "collections",
                Map.of("title", Newsroom.unique("list"), "stories", List.of(id(story), id(hidden), id(other))));
        names.put("coming", Newsroom.unique("coming"));
        names.put("story", Editor.slug(story));
        names.put("story-id", id(story));
        names.put("linking-id", id(linking));
        names.put("pinned-id", id(pinned));
        names.put("hidden-id", id(hidden));
        names.put("category", Editor.slug(category));
        names.put("other-category", Editor.slug(otherCategory));
        names.put("author", Editor.slug(author));
        names.put("other-author", Editor.slug(otherAuthor));
        names.put("tag", Editor.slug(tag));
        names.put("other-tag", Editor.slug(otherTag));
        names.put("collection", Editor.slug(collection));
    }

    private static String made(String plural, String naming) {
        return made(plural, Map.of(naming, Newsroom.unique(plural)));
    }

    private static String made(String plural, Object content) {
        Response made = Editor.post("/v1/admin/" + plural, content);
        made.then().statusCode(201);
        return made.header("Location");
    }

    private static Map<String, Object> content(String title, String category, String author, List<String> tags) {
        Map<String, Object> content = Editor.whole(title + " " + WORD);
        content.put("category", Editor.slug(category));
        content.put("authors", List.of(Editor.slug(author)));
        content.put("tags", tags.stream().map(Editor::slug).toList());
        content.put("language", "nb");
        return content;
    }

    private static String id(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** The changes, each on top of those before it, by what they are. */
    private Map<String, Runnable> changes() {
        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("title of a story", () -> publish(story, Map.of("title", "Another " + WORD)));
        changes.put("excerpt of a story", () -> publish(story, Map.of("excerpt", "Another excerpt.")));
        changes.put(
                "image of a story",
                () -> publish(
                        story,
                        Map.of("image", Map.of("url", "https://images.example/b.jpg", "alt", "Another picture"))));
        changes.put(
                "search texts of a story",
                () -> publish(story, Map.of("seo", Map.of("title", "Another title for search engines"))));
        changes.put(
                "corrections of a story",
                () -> publish(
                        story,
                        Map.of(
                                "corrections",
                                List.of(Map.of("kind", "update", "text", "New.", "at", "2026-01-02T03:04:05Z")))));
        changes.put("minor change of a story", () -> {
            patch(story, Map.of("excerpt", "A minor change."));
            Editor.act(story + "/publish", Map.of("minor", true)).then().statusCode(200);
        });
        changes.put("target of a link goes live", () -> publish(linked, Map.of()));
        changes.put("title of the target of a link", () -> publish(linked, Map.of("title", "Linked anew " + WORD)));
        changes.put("slug of the target of a link", () -> publish(linked, Map.of("slug", Newsroom.unique("linked"))));
        changes.put("target of a link is withdrawn", () -> act(linked + "/unpublish"));
        changes.put("body of a story", () -> publish(story, Map.of("body", Editor.markdown("No link is left."))));
        changes.put("pinned stories of a story", () -> publish(story, Map.of("pinned", List.of(id(pinned)))));
        changes.put("title of a pinned story", () -> publish(pinned, Map.of("title", "Pinned anew " + WORD)));
        changes.put("pinned story is withdrawn", () -> act(pinned + "/unpublish"));
        changes.put("pinned story comes back", () -> act(pinned + "/publish"));
        changes.put("story leaves the related ones", () -> publish(other, Map.of("showInRelated", false)));
        changes.put("story of a collection goes live", () -> publish(hidden, Map.of()));
        changes.put("story of a collection is withdrawn", () -> act(hidden + "/unpublish"));
        changes.put("language of a story", () -> publish(story, Map.of("language", "nn")));
        changes.put("tags of a story", () -> publish(story, Map.of("tags", List.of(Editor.slug(otherTag)))));
        changes.put("authors of a story", () -> publish(story, Map.of("authors", List.of(Editor.slug(otherAuthor)))));
        changes.put("category of a story", () -> publish(story, Map.of("category", Editor.slug(otherCategory))));
        changes.put("slug of a story", () -> publish(story, Map.of("slug", Newsroom.unique("moved"))));
        changes.put("story is withdrawn", () -> act(story + "/unpublish"));
        changes.put(
                "reason of a withdrawn story",
                () -> Editor.act(story + "/unpublish", Map.of("reason", "The licence has expired."))
                        .then()
                        .statusCode(200));
        changes.put("story comes back", () -> act(story + "/publish"));
        changes.put("new story", () -> Editor.live(content("New", category, author, List.of(tag))));
        changes.put("name of a category", () -> patch(otherCategory, Map.of("name", "Renamed " + WORD)));
        changes.put("description of a category", () -> patch(category, Map.of("description", "Described.")));
        changes.put("position of a category", () -> patch(category, Map.of("position", 0)));
        changes.put("name of an author", () -> patch(otherAuthor, Map.of("name", "Renamed " + WORD)));
        changes.put("biography of an author", () -> patch(author, Map.of("bio", "Writes.")));
        changes.put("name of a tag", () -> patch(tag, Map.of("name", "Renamed " + WORD)));
        changes.put("title of a collection", () -> patch(collection, Map.of("title", "Renamed " + WORD)));
        changes.put("position of a collection", () -> patch(collection, Map.of("position", 0)));
        changes.put(
                "order of a collection",
                () -> patch(collection, Map.of("stories", List.of(id(other), id(hidden), id(story)))));
        changes.put(
                "stories of a collection",
                () -> patch(collection, Map.of("stories", List.of(id(other), id(linked), id(pinned)))));
        changes.put("hidden story of a collection goes live", () -> act(linked + "/publish"));
        changes.put("title of the site", () -> patch("/v1/admin/site", Map.of("title", "Renamed " + WORD)));
        changes.put(
                "default title of the site", () -> patch("/v1/admin/site", Collections.singletonMap("title", null)));
        changes.put("new category", () -> made("categories", "name"));
        changes.put("new tag", () -> made("tags", "name"));
        changes.put("new collection", () -> made("collections", "title"));
        changes.put(
                "new author, whose slug was asked for before",
                () -> made("authors", Map.of("name", "Coming", "slug", names.get("coming"))));
        changes.put("slug of a tag", () -> patch(tag, Map.of("slug", Newsroom.unique("moved"))));
        changes.put("slug of an author", () -> patch(otherAuthor, Map.of("slug", Newsroom.unique("moved"))));
        changes.put("slug of a category", () -> patch(otherCategory, Map.of("slug", Newsroom.unique("moved"))));
        changes.put("tag is replaced", () -> delete(tag, otherTag));
        changes.put("author is replaced", () -> delete(otherAuthor, author));
        changes.put("category is replaced", () -> delete(otherCategory, category));
        changes.put("collection is deleted", () -> delete(collection));
        changes.put("story is deleted", () -> delete(linking));
        return changes;
    }

    private static void publish(String story, Map<String, Object> change) {
        patch(story, change);
        act(story + "/publish");
    }

    private static void patch(String location, Map<String, Object> change) {
        Editor.patch(location, change).then().statusCode(200);
    }

    private static void act(String path) {
        Editor.act(path).then().statusCode(200);
    }

    private static void delete(String location, String substitute) {
        delete(location + "?replaceWith=" + id(substitute));
    }

    private static void delete(String location) {
        Editor.delete(location).then().statusCode(204);
    }

    @Test
    void everyOperationIsRead() {
        Set<String> operations = new TreeSet<>();
        ContractValidation.served().path("paths").properties().forEach(path -> {
            if (Surface.of(path.getKey()) == Surface.DELIVERY) {
                operations.add(path.getKey());
            }
        });
        operations.removeAll(NOT_CACHED);

        assertThat(paths().keySet()).isEqualTo(operations);
    }

    @Test
    void eachResponseIsThatOfANodeWithoutCache() {
        Map<String, String> operations = new LinkedHashMap<>();
        paths().forEach((operation, paths) ->
                paths.forEach(path -> operations.put(path(path.startsWith("/") ? path : operation + path), operation)));
        Map<String, String> last = new HashMap<>();
        Set<String> changed = new TreeSet<>();
        newsroom.untilIndexed();
        operations.keySet().forEach(path -> last.put(path, bytes(withoutCache(path))));

        changes().forEach((what, change) -> {
            operations.keySet().forEach(EveryChangeEvictsTest::untilCached);
            change.run();
            newsroom.untilIndexed();
            List<String> affected = new ArrayList<>();
            operations.forEach((path, operation) -> {
                String expected = bytes(withoutCache(path));
                assertThat(bytes(read(path, "*/*")))
                        .as("%s after: %s", path, what)
                        .isEqualTo(expected);
                if (!expected.equals(last.put(path, expected))) {
                    affected.add(operation);
                }
            });
            assertThat(affected).as(what).isNotEmpty();
            changed.addAll(affected);
        });

        assertThat(changed).isEqualTo(paths().keySet());
    }

    private String path(String template) {
        String path = template;
        for (Map.Entry<String, String> name : names.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", name.getValue());
        }
        assertThat(path).doesNotContain("{");
        return path;
    }

    /** The log may still have to tell this node what the node changed itself. A response that names an error is not cached. */
    private static void untilCached(String path) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    Response response = read(path, "*/*");
                    return HIT.equals(response.header("Cache-Status")) || response.statusCode() == 400;
                });
    }

    private static Response withoutCache(String path) {
        Response response = read(path, WITHOUT_CACHE);
        assertThat(response.header("Cache-Status")).as(path).isEqualTo("Broadsheet; fwd=bypass");
        return response;
    }

    private static Response read(String path, String accepted) {
        return Api.request()
                .redirects()
                .follow(false)
                .header("Accept", accepted)
                .get(path);
    }

    /** Everything that makes a response another one. */
    private static String bytes(Response response) {
        return response.statusCode() + " " + response.header("Location") + " " + response.header("ETag") + " "
                + response.header("Cache-Groups") + "\n" + response.asString();
    }
}

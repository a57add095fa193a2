package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.request;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.changelog.TaxonomyKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept, and what each change evicts. */
@QuarkusTest
class CacheTest {

    private static final String HIT = "Broadsheet; hit";
    private static final String STORED = "Broadsheet; fwd=uri-miss; stored";
    private static final String BYPASS = "Broadsheet; fwd=bypass";

    private final Map<String, String> paths = new HashMap<>();
    private String category;
    private String otherCategory;
    private String author;
    private String otherAuthor;
    private String tag;
    private String story;
    private String otherStory;
    private String collection;

    /** Two stories that have nothing in common. */
    @Inject
    Newsroom newsroom;

    @Inject
    DataSource database;

    @BeforeEach
    void write() {
        category = make("categories", "name");
        otherCategory = make("categories", "name");
        author = make("authors", "name");
        otherAuthor = make("authors", "name");
        tag = make("tags", "name");
        story = Editor.live(content(category, author, List.of(Editor.slug(tag))));
        otherStory = Editor.live(content(otherCategory, otherAuthor, List.of()));
        collection = made("collections", Map.of("title", Newsroom.unique("list"), "stories", List.of(id(story))));
        paths.put("story", "/v1/stories/" + Editor.slug(story));
        paths.put("story-by-id", "/v1/stories/" + id(story) + "?include=related&relatedLimit=1");
        paths.put("related", "/v1/stories/" + Editor.slug(story) + "/related?limit=1");
        paths.put("other-story", "/v1/stories/" + Editor.slug(otherStory));
        paths.put("all", "/v1/stories?limit=7");
        paths.put("category-stories", "/v1/categories/" + Editor.slug(category) + "/stories");
        paths.put("other-category-stories", "/v1/categories/" + Editor.slug(otherCategory) + "/stories");
        paths.put("author-stories", "/v1/stories?author=" + Editor.slug(author));
        paths.put("other-author-stories", "/v1/authors/" + Editor.slug(otherAuthor) + "/stories");
        paths.put("tag-stories", "/v1/stories?tag=" + Editor.slug(tag) + "&category=" + Editor.slug(category));
        paths.put("collection", "/v1/collections/" + Editor.slug(collection));
        paths.put("category", "/v1/categories/" + Editor.slug(category));
        paths.put("other-category", "/v1/categories/" + Editor.slug(otherCategory));
        paths.put("author", "/v1/authors/" + Editor.slug(author));
        paths.put("other-author", "/v1/authors/" + Editor.slug(otherAuthor));
        paths.put("tag", "/v1/tags/" + Editor.slug(tag));
        paths.put("sample", "/v1/stories/memory-makers-bet-on-the-inference-boom");
        paths.put("sample-category", "/v1/categories/industry/stories");
    }

    private static String make(String plural, String naming) {
        return made(plural, Map.of(naming, Newsroom.unique(plural)));
    }

    private static String made(String plural, Object content) {
        Response response = Editor.post("/v1/admin/" + plural, content);
        response.then().statusCode(201);
        return response.header("Location");
    }

    private static Map<String, Object> content(String category, String author, List<String> tags) {
        Map<String, Object> content = Editor.whole(Newsroom.unique("Cached"));
        content.put("category", Editor.slug(category));
        content.put("authors", List.of(Editor.slug(author)));
        content.put("tags", tags);
        // Nothing in the texts makes one like another.
        content.put("excerpt", "It is.");
        content.put("body", Editor.markdown("It is what it was."));
        return content;
    }

    private static String id(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String status(String path) {
        return get(path).header("Cache-Status");
    }

    /** Reads everything, so that it is kept. */
    private void readAll() {
        newsroom.untilIndexed();
        paths.values().forEach(path -> get(path).then().statusCode(200));
        paths.forEach((name, path) -> assertThat(status(path)).as(name).isEqualTo(HIT));
    }

    private Set<String> evicted() {
        Set<String> evicted = new LinkedHashSet<>();
        paths.forEach((name, path) -> {
            if (!HIT.equals(status(path))) {
                evicted.add(name);
            }
        });
        return evicted;
    }

    @Test
    void theSecondReadIsServedFromTheCacheWithTheSameBytes() {
        Response first = get(paths.get("story-by-id"));
        Response second = get(paths.get("story-by-id"));

        assertThat(first.header("Cache-Status")).isEqualTo(STORED);
        assertThat(second.header("Cache-Status")).isEqualTo(HIT);
        assertThat(second.header("Age")).isEqualTo("0");
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        for (String header :
                List.of("ETag", "Cache-Control", "Content-Type", "Vary", "Cache-Groups", "Surrogate-Key")) {
            assertThat(second.header(header))
                    .as(header)
                    .isEqualTo(first.header(header))
                    .isNotNull();
        }
    }

    @Test
    void equalRequestsShareAResponse() {
        String list = "/v1/stories?category=" + Editor.slug(category);
        assertThat(status(list + "&fields=title,slug")).isEqualTo(STORED);

        for (String other : List.of(
                "&fields=slug,title",
                "&fields=slug%2Ctitle",
                "&fields=slug&fields=title",
                "&fields=slug,title,slug",
                "&sort=-publishedAt&fields=title,slug",
                "&total=none&fields=title,slug")) {
            assertThat(status(list + other)).as(other).isEqualTo(HIT);
        }
        assertThat(status("/v1/stories?fields=slug,title&category=" + Editor.slug(category)))
                .isEqualTo(HIT);
        assertThat(status(list + "&fields=slug")).isEqualTo(STORED);
    }

    @Test
    void aBatchHasItsOwnLimitUnlessOneIsGiven() {
        String batch = "/v1/stories?id=" + id(story) + "&id=" + id(otherStory);
        get(batch).then().body("page.limit", equalTo(2));
        get(batch + "&limit=20").then().body("page.limit", equalTo(20));
        get(batch + "&id=" + id(story)).then().body("page.limit", equalTo(2));
    }

    @Test
    void aMalformedRequestIsNotCached() {
        for (String path : List.of(
                "/v1/stories?junk=1",
                "/v1/stories?limit=1001",
                "/v1/stories?limit",
                "/v1/stories?=1",
                "/v1/stories?sort=+title",
                "/v1/no-such-thing",
                "/v1/stories?category=%C3%A9")) {
            for (int time = 0; time < 2; time++) {
                assertThat(request().get(path).header("Cache-Status")).as(path).isIn(BYPASS, null);
            }
        }
    }

    @Test
    void headAndValidatorsAreServedFromTheCache() {
        String path = paths.get("sample") + "?include=related";
        get(path);
        for (String coding : List.of("identity", "gzip", "br")) {
            Response read = request().header("Accept-Encoding", coding).head(path);
            assertThat(read.header("Cache-Status")).isEqualTo(HIT);
            request()
                    .header("Accept-Encoding", coding)
                    .header("If-None-Match", read.header("ETag"))
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("Cache-Status", HIT)
                    .header("ETag", read.header("ETag"));
        }
    }

    @Test
    void renamingAnAuthorTouchesItsStoriesAndListsAndNothingElse() {
        readAll();

        Editor.patch(author, Map.of("name", "Somebody Else")).then().statusCode(200);

        assertThat(evicted())
                .containsExactlyInAnyOrder(
                        "story",
                        "story-by-id",
                        "all",
                        "category-stories",
                        "author-stories",
                        "tag-stories",
                        "collection",
                        "author");
        get(paths.get("story")).then().body("authors[0].name", equalTo("Somebody Else"));
    }

    @Test
    void renamingACategoryTouchesItsStoriesAndListsAndNothingElse() {
        readAll();

        Editor.patch(category, Map.of("name", "Something Else")).then().statusCode(200);

        assertThat(evicted())
                .containsExactlyInAnyOrder(
                        "story",
                        "story-by-id",
                        "all",
                        "category-stories",
                        "author-stories",
                        "tag-stories",
                        "collection",
                        "category");
    }

    @Test
    void aChangedStoryTouchesItsListsAndNoOthers() {
        readAll();

        Editor.patch(story, Map.of("title", "Another title")).then().statusCode(200);
        assertThat(evicted()).as("saving shows readers nothing").isEmpty();
        Editor.act(story + "/publish").then().statusCode(200);

        assertThat(evicted())
                .containsExactlyInAnyOrder(
                        "story",
                        "story-by-id",
                        "related",
                        "all",
                        "category-stories",
                        "author-stories",
                        "tag-stories",
                        "collection",
                        "category",
                        "author",
                        "tag");
    }

    @Test
    void aStoryThatMovesTouchesTheListsThatItLeavesAndThoseThatItEnters() {
        readAll();

        Editor.patch(
                        story,
                        Map.of(
                                "category",
                                Editor.slug(otherCategory),
                                "authors",
                                List.of(Editor.slug(otherAuthor)),
                                "tags",
                                List.of()))
                .then()
                .statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);

        assertThat(evicted())
                .contains(
                        "category-stories",
                        "other-category-stories",
                        "author-stories",
                        "other-author-stories",
                        "tag-stories",
                        "category",
                        "other-category",
                        "author",
                        "other-author",
                        "tag")
                .doesNotContain("sample", "sample-category", "other-story");
    }

    @Test
    void aCollectionTouchesItself() {
        readAll();

        Editor.patch(collection, Map.of("title", "Other", "stories", List.of(id(otherStory))))
                .then()
                .statusCode(200);

        assertThat(evicted()).containsExactly("collection");
    }

    @Test
    void aLinkFollowsItsTargetWhereverItGoes() {
        String target = Editor.draft(content(otherCategory, otherAuthor, List.of()));
        Map<String, Object> linking = content(category, author, List.of());
        linking.put("body", Editor.markdown("See [this](story:" + id(target) + ")."));
        String path = "/v1/stories/" + Editor.slug(Editor.live(linking)) + "?fields=links";
        get(path).then().body("links.size()", equalTo(0));

        Editor.act(target + "/publish").then().statusCode(200);
        get(path).then().body("links.slug", equalTo(List.of(Editor.slug(target))));

        Editor.patch(target, Map.of("slug", Newsroom.unique("moved"))).then().statusCode(200);
        Editor.act(target + "/publish").then().statusCode(200);
        get(path).then().body("links.slug", equalTo(List.of(Editor.slug(target))));

        Editor.act(target + "/unpublish").then().statusCode(200);
        get(path).then().body("links.size()", equalTo(0));
    }

    @Test
    void relatedStoriesFollowWhatIsPinnedLinkedTaggedAndPublished() {
        String related = paths.get("story") + "?fields=related&include=related&relatedLimit=5";
        newsroom.untilIndexed();
        get(related).then().body("related.size()", equalTo(0));

        Editor.live(content(category, otherAuthor, List.of()));
        newsroom.untilIndexed();
        get(related).then().body("related.reason", equalTo(List.of("category")));

        Editor.live(content(otherCategory, otherAuthor, List.of(Editor.slug(tag))));
        newsroom.untilIndexed();
        get(related).then().body("related.reason", equalTo(List.of("similar", "category")));

        Map<String, Object> linking = content(otherCategory, otherAuthor, List.of());
        linking.put("body", Editor.markdown("See [this](story:" + id(story) + ")."));
        String linked = Editor.live(linking);
        newsroom.untilIndexed();
        get(related).then().body("related.reason", equalTo(List.of("similar", "linked", "category")));

        String pinned = Editor.draft(content(otherCategory, otherAuthor, List.of()));
        Editor.patch(story, Map.of("pinned", List.of(id(pinned)))).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
        newsroom.untilIndexed();
        get(related).then().body("related.reason", equalTo(List.of("similar", "linked", "category")));
        Editor.act(pinned + "/publish").then().statusCode(200);
        newsroom.untilIndexed();
        get(related).then().body("related.reason", equalTo(List.of("pinned", "similar", "linked", "category")));

        Editor.act(linked + "/unpublish").then().statusCode(200);
        newsroom.untilIndexed();
        get(related).then().body("related.reason", equalTo(List.of("pinned", "similar", "category")));
    }

    @Test
    void aNotFoundIsCachedUntilTheResourceExists() {
        Map<String, Object> content = content(category, author, List.of());
        String slug = Newsroom.unique("coming");
        content.put("slug", slug);
        String path = "/v1/stories/" + slug;
        String draft = Editor.draft(content);
        isKept(path, 404).header("Cache-Control", "no-store");

        Editor.act(draft + "/publish").then().statusCode(200);
        get(path).then().statusCode(200);
        Editor.act(draft + "/unpublish").then().statusCode(200);
        isKept(path, 410);
        Editor.act(draft + "/publish").then().statusCode(200);
        get(path).then().statusCode(200);

        Editor.patch(draft, Map.of("slug", Newsroom.unique("moved"))).then().statusCode(200);
        Editor.act(draft + "/publish").then().statusCode(200);
        isKept(path, 308).header("Location", "/v1/stories/" + Editor.slug(draft));
    }

    /** Once the log has told this node too what the node had changed itself. */
    private static ValidatableResponse isKept(String path, int status) {
        return Awaitility.await()
                .until(
                        () -> request()
                                .redirects()
                                .follow(false)
                                .get(path)
                                .then()
                                .statusCode(status),
                        response -> HIT.equals(response.extract().header("Cache-Status")));
    }

    @Test
    void aNameThatIsTakenLaterIsFoundAtOnce() {
        for (String plural : List.of("categories", "authors", "tags", "collections")) {
            String slug = Newsroom.unique("later");
            String path = "/v1/" + plural + "/" + slug;
            get(path).then().statusCode(404);
            get(path + "/stories").then().statusCode(404);

            made(plural, Map.of(plural.equals("collections") ? "title" : "name", "Later", "slug", slug));

            get(path).then().statusCode(200);
            get(path + "/stories").then().statusCode(200);
        }
    }

    @Test
    void concurrentEqualRequestsShareOneComputation() throws Exception {
        String path = "/v1/stories?limit=100&include=body,tags,links&exclude=" + Newsroom.unique("none");
        ExecutorService readers = Executors.newFixedThreadPool(16);
        List<Callable<String>> reads = IntStream.range(0, 64)
                .<Callable<String>>mapToObj(n -> () -> status(path))
                .toList();
        List<String> statuses = new ArrayList<>();
        for (Future<String> read : readers.invokeAll(reads)) {
            statuses.add(read.get());
        }
        readers.shutdown();

        assertThat(statuses).filteredOn(STORED::equals).hasSize(1);
        assertThat(statuses).containsOnly(STORED, HIT, "Broadsheet; fwd=uri-miss; collapsed");
    }

    @Test
    void aResponseComputedWhileItsStoryChangedIsNeitherCachedNorSentToLaterRequests() throws Exception {
        String path = paths.get("story") + "?fields=title";
        Hold.prepare();
        CompletableFuture<Response> early = CompletableFuture.supplyAsync(
                () -> request().header(Hold.HEADER, "1").get(path));
        Hold.awaitReached();

        Editor.patch(story, Map.of("title", "The new title")).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
        CompletableFuture<Response> late = CompletableFuture.supplyAsync(() -> get(path));
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> !late.isDone());
        Hold.release();

        late.get(10, TimeUnit.SECONDS).then().statusCode(200).body("title", equalTo("The new title"));
        // The date of the change would hide it from the client that has the content of before.
        String date =
                early.get(10, TimeUnit.SECONDS).then().statusCode(200).extract().header("Last-Modified");
        request().header("If-Modified-Since", date).get(path).then().statusCode(200);
        get(path).then().body("title", equalTo("The new title"));
    }

    @Test
    void whatIsTooMuchForOneLookAtTheLogEvictsEverything() throws Exception {
        String path = "/v1/tags?limit=3";
        get(path);
        get(path).then().header("Cache-Status", HIT);
        try (Connection lock = database.getConnection();
                Connection connection = database.getConnection()) {
            lock.setAutoCommit(false);
            // What changed is looked up in this table.
            execute(lock, "LOCK TABLE live_story_link IN ACCESS EXCLUSIVE MODE");
            execute(connection, "INSERT INTO eviction (kind, subject_id) SELECT 'STORY', gen_random_uuid()");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !get(path).header("Cache-Status").equals(HIT));
            lock.rollback();
            lock.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aNameIsShortAndThereAreNeverMoreThanEveryCacheUnderstands() {
        for (String path : List.of(
                paths.get("sample") + "?include=related&relatedLimit=20",
                "/v1/stories?limit=100&include=tags,links,body",
                "/v1/tags?limit=100")) {
            Response response = get(path);
            String[] groups = response.header("Cache-Groups").split(", ");
            assertThat(groups)
                    .hasSizeBetween(1, 32)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("\"[A-Za-z0-9_-]{1,32}\""));
            assertThat(response.header("Surrogate-Key").split(" "))
                    .isEqualTo(Arrays.stream(groups)
                            .map(name -> name.replace("\"", ""))
                            .toArray(String[]::new));
        }
        assertThat(get(paths.get("story")).header("Cache-Groups"))
                .contains(
                        '"'
                                + CacheGroup.of(CacheGroup.Kind.STORY, java.util.UUID.fromString(id(story)))
                                        .name()
                                + '"',
                        '"'
                                + CacheGroup.of(
                                                CacheGroup.Kind.of(TaxonomyKind.AUTHOR),
                                                java.util.UUID.fromString(id(author)))
                                        .name()
                                + '"');
    }

    @Test
    void aWriterReadsItsOwnWrites() {
        String path = "/v1/categories/" + Editor.slug(category);
        for (int round = 0; round < 100; round++) {
            String name = "Round " + round;
            Editor.patch(category, Map.of("name", name)).then().statusCode(200);
            get(path).then().body("name", equalTo(name));
        }
    }
}

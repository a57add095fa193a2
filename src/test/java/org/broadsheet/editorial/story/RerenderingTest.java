package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.arc.ClientProxy;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.integration.webhook.Receiver;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Stories that an earlier version rendered. */
@QuarkusTest
class RerenderingTest {

    @Inject
    Rerendering rerendering;

    @Inject
    Session database;

    @Inject
    LiveRendering rendering;

    @Inject
    ChangeLog changeLog;

    private static UUID id(String story) {
        return UUID.fromString(story.substring(story.lastIndexOf('/') + 1));
    }

    private void renderedEarlier(UUID story, String html) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(
                                "UPDATE live_story SET rendering_version = 0, body_html = coalesce(CAST(:html AS text), body_html)"
                                        + " WHERE story_id = :story")
                        .setParameter("html", html)
                        .setParameter("story", story)
                        .executeUpdate());
    }

    /** The assertions of Awaitility run on a thread of their own, which has no transaction. */
    private <T> List<T> select(String sql, Class<T> type, UUID story) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(sql, type)
                        .setParameter("story", story)
                        .getResultList());
    }

    private List<String> changes(UUID story) {
        return select("SELECT type FROM change WHERE subject_id = :story ORDER BY sequence", String.class, story);
    }

    private static JsonPath read(UUID story) {
        return Api.json("/v1/stories/" + story);
    }

    @Test
    void aStoryIsRenderedAgainWithoutAnUpdate() {
        UUID story = id(Editor.live(Editor.whole("Story " + Newsroom.unique("rendering"))));
        JsonPath before = read(story);
        renderedEarlier(story, "<p>earlier</p>");

        rerendering.renderAll();

        Awaitility.await().until(() -> changes(story).contains("story.rendered"));
        assertThat(changes(story)).containsExactly("story.published", "story.rendered");
        Awaitility.await().until(() -> read(story).getString("body.html").equals(before.getString("body.html")));
        assertThat(read(story).getMap("$")).isEqualTo(before.getMap("$"));
    }

    @Test
    void aStoryThatLooksTheSameIsNoChange() {
        UUID story = id(Editor.live(Editor.whole("Story " + Newsroom.unique("rendering"))));
        renderedEarlier(story, null);

        rerendering.renderAll();

        Awaitility.await()
                .until(() -> select(
                                "SELECT rendering_version FROM live_story WHERE story_id = :story",
                                Integer.class,
                                story)
                        .equals(List.of(Bodies.RENDERING_VERSION)));
        assertThat(changes(story)).containsExactly("story.published");
    }

    private void execute(String sql, UUID story) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(sql)
                        .setParameter("story", story)
                        .executeUpdate());
    }

    private int rendering(UUID story) {
        return select("SELECT rendering_version FROM live_story WHERE story_id = :story", Integer.class, story)
                .get(0);
    }

    /** An earlier version may have had other limits. */
    @Test
    void aBodyThatCannotBeRenderedDoesNotStopOthers() {
        String tooDeep = Editor.live(Editor.whole("Story " + Newsroom.unique("rendering")));
        UUID other = id(Editor.live(Editor.whole("Story " + Newsroom.unique("rendering"))));
        execute(
                "UPDATE revision SET content = jsonb_set(content, '{body,source}', to_jsonb(repeat('*a* ', 2001)))"
                        + " WHERE story_id = :story",
                id(tooDeep));
        renderedEarlier(id(tooDeep), null);
        renderedEarlier(other, null);

        rerendering.renderAll();

        assertThat(rendering(other)).isEqualTo(Bodies.RENDERING_VERSION);
        assertThat(rendering(id(tooDeep))).isZero();
        Editor.get(tooDeep).then().statusCode(200).body("warnings.detail[0]", containsString("cannot be rendered"));
        Editor.act(tooDeep + "/publish").then().statusCode(422).body("errors.pointer", contains("/body/source"));
        Editor.act(tooDeep + "/unpublish").then().statusCode(200);
    }

    /** During an upgrade, a node of the former version does not know the column. */
    @Test
    void aBodyThatAFormerVersionWritesIsRenderedAgain() {
        UUID story = id(Editor.live(Editor.whole("Story " + Newsroom.unique("rendering"))));

        assertThat(select(
                        "UPDATE live_story SET body_html = body_html || '<p>former</p>' WHERE story_id = :story"
                                + " RETURNING rendering_version",
                        Integer.class,
                        story))
                .containsExactly(0);
        rerendering.renderAll();
        assertThat(rendering(story)).isEqualTo(Bodies.RENDERING_VERSION);
        assertThat(select("SELECT body_html FROM live_story WHERE story_id = :story", String.class, story)
                        .get(0))
                .doesNotContain("former");
    }

    /** The formats that a former version rendered, all of which differ from what this one renders. */
    private void renderedDifferently(UUID story) {
        execute(
                "UPDATE live_story SET rendering_version = 0, body_html = '<p>former</p>', body_text = 'former',"
                        + " body_markdown = 'former', outline = '[]', word_count = 1,"
                        + " body_blocks = '[{\"type\": \"paragraph\", \"text\": \"former\", \"html\": \"former\"}]'"
                        + " WHERE story_id = :story",
                story);
        execute("DELETE FROM live_story_link WHERE story_id = :story", story);
    }

    /** Returns what the server's own task synchronizes on. */
    private Object task() {
        return ClientProxy.unwrap(rerendering);
    }

    private static UUID live(Map<String, Object> body) {
        Map<String, Object> content = Editor.whole("Story " + Newsroom.unique("rendering"));
        content.put("body", body);
        return id(Editor.live(content));
    }

    private static void awaitHit(String path) {
        Awaitility.await().until(() -> Api.get(path).header("Cache-Status"), equalTo("Broadsheet; hit"));
    }

    @Test
    void onlyResponsesThatShowTheStoryAreEvictedIfOnlyMarkupDiffers() {
        UUID story = live(Editor.markdown("One."));
        UUID other = live(Editor.markdown("Two."));
        String path = "/v1/stories/" + story;
        List<String> others = List.of(
                "/v1/stories/" + other + "?fields=body,links",
                "/v1/stories?limit=9",
                "/v1/categories/industry/stories");
        Response before;
        synchronized (task()) {
            renderedEarlier(story, "<div>One.</div>");
            awaitHit(path);
            others.forEach(RerenderingTest::awaitHit);
            before = Api.get(path);

            rerendering.renderAll();
        }

        Awaitility.await().until(() -> read(story).getString("body.html"), equalTo("<p>One.</p>"));
        others.forEach(each ->
                assertThat(Api.get(each).header("Cache-Status")).as(each).isEqualTo("Broadsheet; hit"));
        Response after = Api.get(path);
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        assertThat(after.jsonPath().getString("updatedAt"))
                .isEqualTo(before.jsonPath().getString("updatedAt"));
    }

    @Test
    void theChangeFeedHasTheStoryAndWebhooksGetNoEvent() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            String webhook = Editor.post("/v1/admin/webhooks", Map.of("url", receiver.url()))
                    .header("Location");
            UUID story = live(Editor.markdown("One."));
            String since;
            synchronized (task()) {
                renderedDifferently(story);
                since = end();

                rerendering.renderAll();
            }

            Awaitility.await()
                    .untilAsserted(() -> assertThat(Api.json("/v1/changes?body=html&since=" + since)
                                    .getList("items.story.id", String.class))
                            .contains(story.toString()));
            UUID next = live(Editor.markdown("Two."));
            Awaitility.await().until(() -> events(receiver, next) == 1);
            assertThat(events(receiver, story)).isEqualTo(1);
            Editor.delete(webhook);
        }
    }

    /** An event that is not answered in time is sent again. */
    private static long events(Receiver receiver, UUID story) {
        return receiver.received().stream()
                .filter(event -> event.payload().contains("\"" + story + "\""))
                .map(Receiver.Received::id)
                .distinct()
                .count();
    }

    /** Returns the cursor behind all changes. */
    private static String end() {
        JsonPath page = Api.json("/v1/changes?limit=100&fields=slug");
        while (page.getBoolean("page.more")) {
            page = Api.json("/v1/changes?limit=100&fields=slug&since=" + page.getString("page.since"));
        }
        return page.getString("page.since");
    }

    @Test
    void readersSeeTheOldOrTheNewRenderingAndNeverAMixture() throws Exception {
        UUID target = live(Editor.markdown("A target."));
        List<UUID> stories = Stream.generate(() -> live(
                        Editor.markdown("## A part\n\nWith a link to [another story](story:" + target + ") in it.")))
                .limit(15)
                .toList();
        stories.forEach(this::renderedDifferently);
        Set<List<Boolean>> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        for (int reader = 0; reader < 2; reader++) {
            readers.submit(() -> {
                while (!done.get()) {
                    stories.forEach(story -> seen.add(newParts(story)));
                }
            });
        }
        Awaitility.await().until(() -> !seen.isEmpty());

        rerendering.renderAll();

        Awaitility.await().until(() -> seen.size() > 1);
        done.set(true);
        readers.shutdown();
        assertThat(readers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(seen).containsExactlyInAnyOrder(Collections.nCopies(7, false), Collections.nCopies(7, true));
    }

    /** Returns which parts of a story are those that this version renders. */
    private static List<Boolean> newParts(UUID story) {
        JsonPath it = Api.json(
                "/v1/stories/" + story + "?fields=body,outline,links,wordCount&body=html,blocks,markdown,text");
        return List.of(
                !it.getString("body.html").contains("former"),
                !it.getString("body.blocks").contains("former"),
                !it.getString("body.markdown").contains("former"),
                !it.getString("body.text").contains("former"),
                it.getList("outline").size() == 1,
                it.getList("links").size() == 1,
                it.getInt("wordCount") > 1);
    }

    @Test
    void aStopEndsTheTaskAndTheNextRunContinues() {
        List<UUID> stories =
                Stream.generate(() -> live(Editor.markdown("One."))).limit(5).toList();
        synchronized (task()) {
            stories.forEach(this::renderedDifferently);
            Rerendering stopped = new Rerendering(database, rendering, changeLog);
            stopped.stop(null);
            stopped.renderAll();

            assertThat(stories.stream().filter(story -> rendering(story) == 0).count())
                    .isGreaterThanOrEqualTo(4);
        }
        rerendering.renderAll();

        assertThat(stories).allMatch(story -> rendering(story) == Bodies.RENDERING_VERSION);
        assertThat(stories)
                .allSatisfy(story -> assertThat(changes(story)).containsExactly("story.published", "story.rendered"));
    }
}

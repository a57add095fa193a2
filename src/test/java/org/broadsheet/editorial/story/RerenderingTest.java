package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.content.body.Bodies;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Stories that an earlier version rendered. */
@QuarkusTest
class RerenderingTest {

    @Inject
    Rerendering rerendering;

    @Inject
    Session database;

    private static UUID id(String story) {
        return UUID.fromString(story.substring(story.lastIndexOf('/') + 1));
    }

    private void renderedEarlier(UUID story, String html) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(
                                "UPDATE live_story SET rendering = 0, body_html = coalesce(CAST(:html AS text), body_html)"
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
                .until(() -> select("SELECT rendering FROM live_story WHERE story_id = :story", Integer.class, story)
                        .equals(List.of(Bodies.RENDERING)));
        assertThat(changes(story)).containsExactly("story.published");
    }

    private void execute(String sql, UUID story) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(sql)
                        .setParameter("story", story)
                        .executeUpdate());
    }

    private int rendering(UUID story) {
        return select("SELECT rendering FROM live_story WHERE story_id = :story", Integer.class, story)
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

        assertThat(rendering(other)).isEqualTo(Bodies.RENDERING);
        assertThat(rendering(id(tooDeep))).isZero();
        Editor.get(tooDeep).then().statusCode(200).body("warnings.detail[0]", containsString("cannot be rendered"));
        Editor.act(tooDeep + "/publish").then().statusCode(422).body("errors.pointer", contains("/body/source"));
        execute("DELETE FROM live_story WHERE story_id = :story", id(tooDeep));
    }

    /** During an upgrade, a node of the former version does not know the column. */
    @Test
    void aBodyThatAFormerVersionWritesIsRenderedAgain() {
        UUID story = id(Editor.live(Editor.whole("Story " + Newsroom.unique("rendering"))));

        assertThat(select(
                        "UPDATE live_story SET body_html = body_html || '<p>former</p>' WHERE story_id = :story"
                                + " RETURNING rendering",
                        Integer.class,
                        story))
                .containsExactly(0);
        rerendering.renderAll();
        assertThat(rendering(story)).isEqualTo(Bodies.RENDERING);
        assertThat(select("SELECT body_html FROM live_story WHERE story_id = :story", String.class, story)
                        .get(0))
                .doesNotContain("former");
    }
}

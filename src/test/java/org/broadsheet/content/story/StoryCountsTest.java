package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Percentage;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StoryCountsTest {

    private static final String WRONG = """
            SELECT count(*) FROM (
                SELECT category_id AS subject_id, count(*) AS stories FROM live_story GROUP BY 1
                UNION ALL SELECT author_id, count(*) FROM live_story_author GROUP BY 1
                UNION ALL SELECT tag_id, count(*) FROM live_story_tag GROUP BY 1) counted
            FULL JOIN (
                SELECT subject_id, sum(stories) AS stories FROM story_count GROUP BY 1) kept USING (subject_id)
            WHERE coalesce(counted.stories, 0) <> coalesce(kept.stories, 0)""";

    private static final String MANY = """
            INSERT INTO story (id, status, latest_revision, created_at, updated_at)
            SELECT gen_random_uuid(), 'published', 1, now(), now() FROM generate_series(1, 50001)""";

    private static final int MANY_STORIES = 50_001;

    private static final String NAMED = """
            INSERT INTO story_slug SELECT CAST(id AS text), id, false FROM story
            WHERE NOT EXISTS (SELECT 1 FROM revision WHERE story_id = story.id)""";

    private static final String LIVE = """
            INSERT INTO live_story (story_id, revision, slug, title, title_key, excerpt, category_id, language,
                published_at, updated_at, show_in_related, reading_minutes, word_count, outline, body_html, body_blocks,
                body_markdown, body_text)
            SELECT id, 1, CAST(id AS text), 'Many', 'many', '', (SELECT min(CAST(id AS text)) FROM category)::uuid, 'tlh',
                now(), now(), false, 1, 1, '[]', '', '[]', '', '' FROM story
            WHERE NOT EXISTS (SELECT 1 FROM revision WHERE story_id = story.id)""";

    @Inject
    EntityManager database;

    @Inject
    StoryCounts counts;

    private void run(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(sql).executeUpdate());
    }

    private long wrong() {
        return QuarkusTransaction.requiringNew()
                .call(() -> (Long) database.createNativeQuery(WRONG, Long.class).getSingleResult());
    }

    @Test
    void theyAreRightWhileManyPublishMoveAndWithdrawAndTheyAreFolded() throws Exception {
        ExecutorService newsroom = Executors.newFixedThreadPool(6);
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 5; writer++) {
            writers.add(() -> {
                Map<String, Object> content = Editor.whole(Newsroom.unique("Counted"));
                content.put("tags", List.of("memory", Newsroom.unique("counted")));
                String story = Editor.live(content);
                Editor.patch(story, Map.of("category", "research", "tags", List.of("memory")))
                        .then()
                        .statusCode(200);
                Editor.act(story + "/publish").then().statusCode(200);
                Editor.act(story + "/unpublish").then().statusCode(200);
                Editor.act(story + "/publish").then().statusCode(200);
                return null;
            });
        }
        writers.add(() -> {
            for (int round = 0; round < 20; round++) {
                counts.fold();
                // The pace: the counts are folded now and then while the others write.
                Thread.sleep(20);
            }
            return null;
        });
        for (Future<Void> writer : newsroom.invokeAll(writers)) {
            writer.get();
        }
        newsroom.shutdown();

        assertThat(wrong()).isZero();
        counts.fold();
        assertThat(wrong()).isZero();
        get("/v1/tags/memory").then().body("storyCount", equalTo((int) total("/v1/tags/memory/stories")));
        get("/v1/categories/research").then().body("storyCount", equalTo((int)
                total("/v1/stories?sort=title&category=research")));
    }

    private static long total(String list) {
        return get(list + (list.contains("?") ? "&" : "?") + "total=exact")
                .jsonPath()
                .getLong("page.total.count");
    }

    private static int estimate(String list) {
        return get(list).jsonPath().getInt("page.total.count");
    }

    @Tag("endurance")
    @Test
    void aCountOfTooManyStoriesIsRejectedInFavourOfAnEstimate() {
        run(MANY);
        // Or each may be looked for among all of them, by a plan from when there were few.
        run("ANALYZE story");
        run(NAMED);
        run("ANALYZE story_slug");
        run(LIVE);
        try {
            get("/v1/stories?language=tlh&limit=1&total=exact")
                    .then()
                    .statusCode(400)
                    .body("errors[0].parameter", equalTo("total"))
                    .body("errors[0].detail", containsString("estimate"))
                    .body("errors[0].detail", containsString("more than 50,000 stories"));
            get("/v1/stories?language=tlh&limit=1&total=estimate")
                    .then()
                    .statusCode(200)
                    .body("page.total.kind", equalTo("estimate"))
                    .body("page.total.count", greaterThanOrEqualTo(MANY_STORIES));
            int estimate = estimate("/v1/stories?language=tlh&sort=title&limit=1&total=estimate");
            assertThat(estimate).isCloseTo(MANY_STORIES, Percentage.withPercentage(10));
            run("ANALYZE live_story");
            assertThat(estimate("/v1/stories?language=tlh&sort=title&limit=2&total=estimate"))
                    .as("whatever PostgreSQL's planner expects")
                    .isEqualTo(estimate);
            get("/v1/stories?language=tlh&tag=memory&limit=1&total=estimate")
                    .then()
                    .statusCode(200)
                    .body("page.total", equalTo(Map.of("count", 0, "kind", "exact")));
            get("/v1/stories?limit=1&total=exact").then().statusCode(200).body("page.total.kind", equalTo("exact"));
        } finally {
            run("DELETE FROM live_story WHERE language = 'tlh'");
            run("DELETE FROM story_slug WHERE story_id IN (SELECT id FROM story WHERE NOT EXISTS ("
                    + "SELECT 1 FROM revision WHERE story_id = story.id))");
            run("DELETE FROM story WHERE NOT EXISTS (SELECT 1 FROM revision WHERE story_id = story.id)");
        }
    }
}

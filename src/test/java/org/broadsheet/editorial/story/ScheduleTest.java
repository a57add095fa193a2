package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** Stories that go live by themselves. */
@QuarkusTest
class ScheduleTest {

    @Inject
    Schedule schedule;

    @Inject
    EntityManager database;

    private final String title = "Story " + Newsroom.unique("schedule");

    private static String soon(long millis) {
        return Instant.now().plusMillis(millis).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static int status(String slug) {
        return Api.get("/v1/stories/" + slug).statusCode();
    }

    private long published(String story) {
        return ((Number) database.createNativeQuery(
                                "SELECT count(*) FROM change WHERE subject_id = :id AND type LIKE 'story.%'")
                        .setParameter("id", UUID.fromString(story.substring(story.lastIndexOf('/') + 1)))
                        .getSingleResult())
                .longValue();
    }

    @Test
    void aStoryGoesLiveWithinASecondOfItsTimeAndNotBefore() {
        String story = Editor.draft(Editor.whole(title));
        String slug = Editor.slug(story);
        String at = soon(1_500);
        Editor.act(story + "/publish", Map.of("at", at))
                .then()
                .statusCode(200)
                .body("status", equalTo("scheduled"))
                .body("scheduled.revision", equalTo(1))
                .body("scheduled.at", equalTo(at));
        while (Instant.now().isBefore(Instant.parse(at).minusMillis(100))) {
            assertThat(status(slug)).isEqualTo(404);
        }
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.between(Instant.now(), Instant.parse(at).plusSeconds(1)))
                .until(() -> status(slug) == 200);
        Editor.get(story)
                .then()
                .body("status", equalTo("published"))
                .body("scheduled", nullValue())
                .body("publishedAt", equalTo(at));
        assertThat(published(story)).isEqualTo(1);
    }

    @Test
    void aLiveStoryGetsItsNextRevisionAtItsTimeAndLaterSavesAreNotInIt() {
        String story = Editor.live(Editor.whole(title));
        Editor.patch(story, Map.of("excerpt", "Scheduled")).then().statusCode(200);
        Editor.act(story + "/publish", Map.of("at", soon(800)))
                .then()
                .body("status", equalTo("published"))
                .body("scheduled.revision", equalTo(2));
        Editor.patch(story, Map.of("excerpt", "Not yet")).then().statusCode(200);

        Awaitility.await().until(() -> Editor.get(story).jsonPath().getInt("live.revision") == 2);
        assertThat(Api.json("/v1/stories/" + Editor.slug(story)).getString("excerpt"))
                .isEqualTo("Scheduled");
    }

    @Test
    void manyNodesPublishADueStoryOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        List<String> stories = IntStream.range(0, 10)
                .mapToObj(number -> Editor.draft(Editor.whole(title + " " + number)))
                .toList();
        String at = soon(500);
        stories.forEach(
                story -> Editor.act(story + "/publish", Map.of("at", at)).then().statusCode(200));
        Instant end = Instant.parse(at).plusMillis(700);
        Callable<Void> node = () -> {
            while (Instant.now().isBefore(end)) {
                schedule.publishDue();
            }
            return null;
        };
        for (var done : nodes.invokeAll(java.util.Collections.nCopies(8, node))) {
            done.get();
        }
        nodes.shutdown();
        stories.forEach(story -> {
            Editor.get(story).then().body("status", equalTo("published"));
            assertThat(published(story)).isEqualTo(1);
        });
    }

    @Test
    void aScheduleCanBeTakenBack() {
        String draft = Editor.draft(Editor.whole(title));
        Editor.act(draft + "/publish", Map.of("at", soon(600_000))).then().statusCode(200);
        Editor.request()
                .header("If-Match", "*")
                .delete(draft + "/schedule")
                .then()
                .statusCode(204);
        Editor.get(draft).then().body("status", equalTo("draft")).body("scheduled", nullValue());

        String unpublished = Editor.live(Editor.whole(title + " too"));
        Editor.act(unpublished + "/unpublish").then().statusCode(200);
        Editor.act(unpublished + "/publish", Map.of("at", soon(600_000))).then().body("status", equalTo("scheduled"));
        Editor.act(unpublished + "/unpublish").then().body("status", equalTo("unpublished"));
    }

    @Test
    void whatPublishesOrWithdrawsTakesAScheduleBack() {
        String story = Editor.draft(Editor.whole(title));
        Editor.act(story + "/publish", Map.of("at", soon(600_000))).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200).body("scheduled", nullValue());

        Editor.act(story + "/publish", Map.of("at", soon(600_000))).then().statusCode(200);
        Editor.act(story + "/unpublish").then().statusCode(200).body("scheduled", nullValue());

        Editor.act(story + "/publish", Map.of("at", soon(600_000))).then().statusCode(200);
        Editor.delete(story).then().statusCode(204);
        Editor.get(story).then().body("scheduled", nullValue());
    }

    @Test
    void onlyAWholeStoryIsScheduled() {
        Editor.act(Editor.draft(Map.of("title", title)) + "/publish", Map.of("at", soon(600_000)))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/incomplete-story"));
    }
}

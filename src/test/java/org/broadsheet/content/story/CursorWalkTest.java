package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.broadsheet.Newsroom;
import org.broadsheet.Newsroom.Draft;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("endurance")
@QuarkusTest
class CursorWalkTest {

    private static final int STEADY = 50;
    private static final int WRITERS = 3;

    /** What each writer adds at most, so that a walk has an end. */
    private static final int NEW_STORIES = 20;

    @Inject
    Newsroom newsroom;

    @ParameterizedTest
    @ValueSource(strings = {"-publishedAt", "title"})
    void aWalkWhileStoriesComeAndGoRepeatsNoneAndSkipsNoneThatWasThereThroughout(String sort) throws Exception {
        String category = newsroom.category();
        String tag = newsroom.tag();
        walkWhileStoriesComeAndGo(
                number -> newsroom.story(category).about(tag),
                "id",
                Stream.of("category=" + category, "tag=" + tag, "category=" + category + "&tag=" + tag)
                        .map(filter -> "/v1/stories?fields=id&limit=12&sort=" + sort + "&" + filter)
                        .toList());
    }

    /** The word is in so many stories that they are ranked in part, and in few enough titles to rank all of those. */
    @ParameterizedTest
    @ValueSource(strings = {"relevance"})
    void soDoesASearch(String sort) throws Exception {
        String category = newsroom.category();
        String word = "walked" + Newsroom.unique("w").replaceAll("[^a-z]", "");
        walkWhileStoriesComeAndGo(
                number -> newsroom.story(category)
                        .title(number % 10 == 0 ? "On " + word : "Of something else")
                        .saying("It says " + word + "."),
                "story.id",
                Stream.of("", "&category=" + category, "&language=en")
                        .map(filter -> "/v1/search?fields=id&limit=12&q=" + word + "&sort=" + sort + filter)
                        .toList());
    }

    private void walkWhileStoriesComeAndGo(IntFunction<Draft> draft, String id, List<String> lists) throws Exception {
        Set<String> steady = new HashSet<>();
        List<UUID> comingAndGoing = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < STEADY; i++) {
            steady.add(draft.apply(i).publishedAt(someTime(random)).toString());
            comingAndGoing.add(draft.apply(i).publishedAt(someTime(random)));
        }

        AtomicBoolean walking = new AtomicBoolean(true);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<Integer>> writing = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            List<UUID> mine = new ArrayList<>();
            for (int i = writer; i < comingAndGoing.size(); i += WRITERS) {
                mine.add(comingAndGoing.get(i));
            }
            writing.add(writers.submit(() -> writeWhile(walking, draft, mine)));
        }

        try {
            for (String list : lists) {
                assertThat(walk(list, id)).as(list).doesNotHaveDuplicates().containsAll(steady);
                assertThat(walkBack(list, id)).as(list).doesNotHaveDuplicates().containsAll(steady);
            }
        } finally {
            walking.set(false);
        }
        int writes = 0;
        for (Future<Integer> writer : writing) {
            writes += writer.get(30, TimeUnit.SECONDS);
        }
        writers.shutdown();
        assertThat(writes).as("writes during the walks").isGreaterThan(20);
    }

    private int writeWhile(AtomicBoolean walking, IntFunction<Draft> draft, List<UUID> stories) {
        Random random = new Random();
        int writes = 0;
        int added = 0;
        while (walking.get()) {
            UUID story = stories.get(random.nextInt(stories.size()));
            int choice = random.nextInt(3);
            if (choice == 0) {
                newsroom.unpublish(story);
            } else if (choice == 1 || added == NEW_STORIES) {
                newsroom.publish(story);
            } else {
                draft.apply(random.nextInt(100)).publishedAt(someTime(random));
                added++;
            }
            writes++;
        }
        return writes;
    }

    private static Instant someTime(Random random) {
        return Instant.parse("2025-01-01T00:00:00Z").plus(random.nextInt(1_000_000), ChronoUnit.SECONDS);
    }

    private static List<String> walk(String list, String id) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Response page = get(cursor == null ? list : list + "&cursor=" + cursor);
            page.then().statusCode(200);
            ids.addAll(page.jsonPath().getList("items." + id));
            cursor = page.jsonPath().getString("page.next");
        } while (cursor != null);
        return ids;
    }

    /** Walks to the last page, and from there to the first. */
    private static List<String> walkBack(String list, String id) {
        JsonPath page = json(list);
        while (page.getString("page.next") != null) {
            page = json(list + "&cursor=" + page.getString("page.next"));
        }
        List<String> ids = new ArrayList<>(page.getList("items." + id));
        while (page.getString("page.previous") != null) {
            page = json(list + "&cursor=" + page.getString("page.previous"));
            ids.addAll(0, page.getList("items." + id));
        }
        return ids;
    }

    @Test
    void storiesOfTheSameMomentAreOrderedByTheirIds() {
        String category = newsroom.category();
        Instant moment = Instant.parse("2025-01-01T00:00:00Z");
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 9; i++) {
            all.add(newsroom.story(category).title("Same").publishedAt(moment).toString());
        }
        for (String sort : List.of("-publishedAt", "publishedAt", "-updatedAt", "title")) {
            assertThat(walk("/v1/stories?fields=id&limit=2&sort=" + sort + "&category=" + category, "id"))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(all);
            String list = "/v1/stories?fields=id&limit=2&sort=" + sort + "&category=" + category;
            assertThat(walkBack(list, "id")).as(sort).isEqualTo(walk(list, "id"));
        }
    }
}

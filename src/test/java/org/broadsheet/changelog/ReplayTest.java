package org.broadsheet.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever follows the log from its beginning, and looks at nothing but what it names, has what readers see. */
@Tag("endurance")
@QuarkusTest
class ReplayTest {

    private static final int STEPS = 120;

    /** What looks different by a row: the story itself and, where it spreads, stories that link to it or name it. */
    private static final String AFFECTED = """
            SELECT CAST(:subject AS uuid) AS id
            UNION SELECT story_id FROM live_story_link WHERE :spreads AND target_id = :subject
            UNION SELECT story_id FROM live_story WHERE :spreads AND category_id = :subject
            UNION SELECT story_id FROM live_story_author WHERE :spreads AND author_id = :subject
            UNION SELECT story_id FROM live_story_tag WHERE :spreads AND tag_id = :subject""";

    @Inject
    EntityManager database;

    private final Random random = new Random(7);
    private final Map<UUID, String> mirror = new TreeMap<>();
    private long position;

    private final List<String> stories = new ArrayList<>();
    private final Map<String, List<String>> entries = new HashMap<>();

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String make(String kind, String nameOf) {
        return Editor.slug(Editor.post("/v1/admin/" + kind, Map.of(nameOf, Newsroom.unique("Replay")))
                .header("Location"));
    }

    private Map<String, Object> content() {
        Map<String, Object> content = Editor.whole("Replay " + Newsroom.unique("r"));
        content.put("category", any(entries.get("categories")));
        content.put("authors", List.of(any(entries.get("authors"))));
        content.put("tags", List.of(any(entries.get("tags"))));
        if (!stories.isEmpty()) {
            String target = any(stories);
            content.put(
                    "body",
                    Editor.markdown("See [that](story:" + target.substring(target.lastIndexOf('/') + 1) + ") "
                            + random.nextInt(1000)));
        }
        return content;
    }

    private void something() {
        switch (stories.size() < 5 ? 0 : random.nextInt(12)) {
            case 0, 1 -> stories.add(Editor.live(content()));
            case 2 -> Editor.patch(any(stories), content());
            case 3, 4 -> {
                String story = any(stories);
                Editor.patch(story, content());
                Editor.act(story + "/publish");
            }
            case 5 -> {
                String story = any(stories);
                Editor.patch(story, Map.of("slug", Newsroom.unique("replay")));
                Editor.act(story + "/publish");
            }
            case 6 -> Editor.act(any(stories) + "/unpublish");
            case 7 -> Editor.act(any(stories) + "/publish");
            case 8 -> {
                String story = any(stories);
                Editor.delete(story);
                if (random.nextBoolean()) {
                    Editor.act(story + "/revisions/1/restore");
                }
            }
            case 9 ->
                Editor.act(
                        any(stories) + "/publish",
                        Map.of("at", Instant.now().plusMillis(50).toString()));
            case 10 -> {
                String kind = any(List.of("categories", "authors", "tags"));
                Editor.patch(
                        "/v1/admin/" + kind + "/" + any(entries.get(kind)), Map.of("name", Newsroom.unique("Renamed")));
            }
            default -> {
                String kind = any(List.of("categories", "authors", "tags"));
                String old = entries.get(kind).remove(0);
                entries.get(kind).add(make(kind, "name"));
                Editor.request()
                        .header("If-Match", "*")
                        .delete("/v1/admin/" + kind + "/" + old + "?replaceWith=" + any(entries.get(kind)))
                        .then()
                        .statusCode(204);
            }
        }
    }

    @SuppressWarnings("unchecked") // JPA's native queries are untyped
    private void follow() {
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT sequence, subject_id, spreads FROM change WHERE sequence > :position ORDER BY sequence",
                        Tuple.class)
                .setParameter("position", position)
                .getResultList();
        for (Tuple row : rows) {
            position = row.get("sequence", Long.class);
            List<UUID> affected = database.createNativeQuery(AFFECTED, UUID.class)
                    .setParameter("subject", row.get("subject_id", UUID.class))
                    .setParameter("spreads", row.get("spreads", Boolean.class))
                    .getResultList();
            affected.forEach(this::look);
        }
    }

    private void look(UUID id) {
        Response answer = Api.get("/v1/stories/" + id);
        if (answer.statusCode() == 200) {
            mirror.put(id, answer.asString());
        } else {
            mirror.remove(id);
        }
    }

    private static Map<UUID, String> delivered() {
        Map<UUID, String> delivered = new TreeMap<>();
        String cursor = "";
        while (cursor != null) {
            var page = Api.json("/v1/stories?fields=id&limit=100" + cursor);
            page.getList("items.id", String.class)
                    .forEach(id -> delivered.put(
                            UUID.fromString(id), Api.get("/v1/stories/" + id).asString()));
            String next = page.getString("page.next");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return delivered;
    }

    @Test
    void replayingTheLogGivesExactlyWhatDeliveryShows() throws Exception {
        for (String kind : List.of("categories", "authors", "tags")) {
            entries.put(kind, new ArrayList<>(List.of(make(kind, "name"), make(kind, "name"), make(kind, "name"))));
        }
        for (int step = 0; step < STEPS; step++) {
            something();
            if (step % 10 == 0) {
                follow();
            }
        }
        Awaitility.await()
                .pollInSameThread()
                .until(() -> database.createNativeQuery(
                                "SELECT id FROM story WHERE scheduled_at < clock_timestamp() + interval '1 minute'")
                        .getResultList()
                        .isEmpty());
        follow();

        assertThat(mirror).isEqualTo(delivered());
        assertThat(mirror).hasSizeGreaterThan(40);
    }

    @Test
    void everyKindOfChangeHasItsRow() {
        String story = Editor.live(Editor.whole("Rows " + Newsroom.unique("r")));
        UUID id = UUID.fromString(story.substring(story.lastIndexOf('/') + 1));
        Editor.patch(story, Map.of("slug", Newsroom.unique("rows")));
        Editor.act(story + "/publish");
        Editor.act(story + "/unpublish");
        Editor.act(story + "/publish");
        Editor.delete(story);
        assertThat(database.createNativeQuery(
                                "SELECT type FROM change WHERE subject_id = :id ORDER BY sequence", String.class)
                        .setParameter("id", id)
                        .getResultList()
                        .toString())
                .isEqualTo(List.of(
                                "story.published",
                                "story.updated",
                                "story.slug-changed",
                                "story.unpublished",
                                "story.published",
                                "story.deleted")
                        .toString());
    }
}

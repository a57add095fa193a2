package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Editors write and publish while the program is killed, again and again. */
@Tag("endurance")
class CrashIT {

    private static final int KILLS = 3;
    private static final int WRITERS = 4;
    private static final int SAVES = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Set<Written> stories = java.util.concurrent.ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledged = new AtomicInteger();

    /** A story as its writer knows it: what was acknowledged, and what else was asked for. */
    private static final class Written {
        private final String key = UUID.randomUUID().toString();
        private final Set<String> texts = new HashSet<>();
        private volatile String path;
        private volatile String saved;
        private volatile String savedOrNot;
        private volatile String live;
        private volatile String liveOrNot;
        private final List<String> acknowledgedTexts = new ArrayList<>();
    }

    private static HttpResponse<String> send(Program program, String method, String path, String key, String content)
            throws IOException {
        HttpRequest.Builder request = program.request(path)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .header("If-Match", "*")
                .method(method, BodyPublishers.ofString(content));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return program.send(request);
    }

    private static String content(Written story, String text) {
        return """
                {"title": "Crashproof %s", "excerpt": "%s", "category": "industry", "authors": ["zoe-lindqvist"],
                 "tags": ["memory"], "body": {"format": "markdown", "source": "%s"}}""".formatted(story.key, text, text);
    }

    /** Until the connection breaks: a story after the other, each saved and published several times. */
    private void write(Program program) {
        try {
            while (true) {
                Written story = new Written();
                stories.add(story);
                create(program, story);
                for (int save = 1; save <= SAVES; save++) {
                    publish(program, story);
                    save(program, story);
                }
                publish(program, story);
            }
        } catch (IOException killed) {
            // What was under way is known by neither side.
        }
    }

    private void create(Program program, Written story) throws IOException {
        String text = UUID.randomUUID().toString();
        story.texts.add(text);
        story.savedOrNot = text;
        HttpResponse<String> response = send(program, "POST", Editor.STORIES, story.key, content(story, text));
        if (response.statusCode() == 201) {
            story.path = response.headers().firstValue("Location").orElseThrow();
            saved(story, text);
        } else {
            stopWriting(response);
        }
    }

    private void save(Program program, Written story) throws IOException {
        String text = UUID.randomUUID().toString();
        story.texts.add(text);
        story.savedOrNot = text;
        HttpResponse<String> response = send(program, "PATCH", story.path, null, content(story, text));
        if (response.statusCode() == 200) {
            saved(story, text);
        } else {
            stopWriting(response);
        }
    }

    private void saved(Written story, String text) {
        story.saved = text;
        story.acknowledgedTexts.add(text);
        acknowledged.incrementAndGet();
    }

    private void publish(Program program, Written story) throws IOException {
        story.liveOrNot = story.saved;
        HttpResponse<String> response =
                send(program, "POST", story.path + "/publish", UUID.randomUUID().toString(), "");
        if (response.statusCode() == 200) {
            story.live = story.liveOrNot;
            acknowledged.incrementAndGet();
        } else {
            stopWriting(response);
        }
    }

    /** The database may die a moment before the program does; the writer stops as if the connection had broken. */
    private static void stopWriting(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        throw new IOException("The database is gone");
    }

    private void killWhileWriting(Program program, boolean databaseToo) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        int before = acknowledged.get();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.submit(() -> {
                try {
                    write(program);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> acknowledged.get() > before + 150 || !failures.isEmpty());
        ProcessHandle postmaster = program.postmaster();
        program.kill();
        if (databaseToo) {
            postmaster.destroyForcibly();
        }
        writers.shutdown();
        assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
    }

    private static JsonNode json(Program program, String path) throws IOException {
        HttpResponse<String> response =
                program.send(program.request(path).header("Authorization", "Bearer " + Editor.KEY));
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private void check(Program program) throws IOException {
        for (Written story : stories) {
            if (story.path == null) {
                // Whether it was created is known now: the same key gives the story that was made, or makes it.
                HttpResponse<String> again =
                        send(program, "POST", Editor.STORIES, story.key, content(story, story.savedOrNot));
                assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
                story.path = again.headers().firstValue("Location").orElseThrow();
                saved(story, story.savedOrNot);
            }
            check(program, story);
        }
    }

    private static void check(Program program, Written story) throws IOException {
        JsonNode now = json(program, story.path);
        String latest = now.path("excerpt").asText();
        assertThat(latest).isIn(story.saved, story.savedOrNot);
        assertThat(now.at("/body/source").asText()).isEqualTo(latest);
        assertThat(now.path("revision").asInt()).isBetween(story.acknowledgedTexts.size(), story.texts.size());
        for (int number = 0; number < story.acknowledgedTexts.size(); number++) {
            assertThat(json(program, story.path + "/revisions/" + (number + 1))
                            .path("excerpt")
                            .asText())
                    .isEqualTo(story.acknowledgedTexts.get(number));
        }
        boolean live = now.has("live");
        assertThat(now.path("status").asText()).isEqualTo(live ? "published" : "draft");
        if (story.live != null) {
            assertThat(live).as("%s is live", story.path).isTrue();
        }
        HttpResponse<String> delivered = program.get(
                "/v1/stories/" + now.path("id").asText() + "?fields=excerpt,authors,tags,category,body&body=text");
        assertThat(delivered.statusCode()).isEqualTo(live ? 200 : 404);
        if (live) {
            JsonNode shown = JSON.readTree(delivered.body());
            String text = shown.path("excerpt").asText();
            assertThat(text).isIn(story.live, story.liveOrNot);
            assertThat(shown.at("/body/text").asText()).isEqualTo(text);
            assertThat(shown.at("/authors/0/slug").asText()).isEqualTo("zoe-lindqvist");
            assertThat(shown.at("/tags/0/slug").asText()).isEqualTo("memory");
            assertThat(shown.at("/category/slug").asText()).isEqualTo("industry");
            story.live = text;
            story.liveOrNot = text;
        }
        if (!latest.equals(story.saved)) {
            story.saved = latest;
            story.acknowledgedTexts.add(latest);
        }
        story.savedOrNot = latest;
        story.texts.retainAll(new HashSet<>(story.acknowledgedTexts));
    }

    @Test
    void everyAcknowledgedWriteIsThereAfterEveryKillAndNothingIsHalfDone() throws Exception {
        Instant start = Instant.now();
        Path data = folder.resolve("data");
        for (int kill = 0; kill < KILLS; kill++) {
            try (Program program = Program.start(data).ready()) {
                check(program);
                killWhileWriting(program, kill % 3 == 2);
            }
        }
        try (Program program = Program.start(data).ready()) {
            check(program);
            assertThat(json(program, Editor.STORIES + "?q=crashproof&limit=1&total=exact")
                            .at("/page/total/count")
                            .asInt())
                    .isEqualTo(stories.size());
            long live = stories.stream().filter(story -> story.live != null).count();
            assertThat(json(program, "/v1/stories?limit=1&total=exact")
                            .at("/page/total/count")
                            .asLong())
                    .isEqualTo(40 + live);
            System.out.printf(
                    "%d kills, %d stories, %d acknowledged writes, none lost, %d s%n",
                    KILLS,
                    stories.size(),
                    acknowledged.get(),
                    Duration.between(start, Instant.now()).toSeconds());
        }
    }
}

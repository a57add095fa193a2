package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While four writers do whatever editors can do, three clients keep copies: one by pages of changes, one by pages of the
 * changes of a category, one by the stream, over a connection that is cut every few seconds.
 */
@Tag("endurance")
class MirrorIT {

    private static final Duration WRITING = Duration.ofSeconds(25);
    private static final int WRITERS = 4;
    private static final String FILTERED = "industry";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What editors may be told who do the same thing at the same time. */
    private static final Set<Integer> EXPECTED = Set.of(200, 201, 204, 404, 409, 410, 422);

    private final List<String> stories = new CopyOnWriteArrayList<>();
    private final List<String> tags = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile boolean writing = true;
    private volatile boolean following = true;

    @TempDir
    Path folder;

    private Program program;

    @Test
    void copiesAreWhatReadersSeeByteForByte() throws Exception {
        try (Program running = Program.start(folder.resolve("data")).ready()) {
            program = running;
            prepare();
            ExecutorService clients = Executors.newFixedThreadPool(WRITERS + 3);
            Instant begun = Instant.now();
            Mirror all = new Mirror();
            Mirror ofCategory = new Mirror();
            Mirror streamed = new Mirror();
            List<Future<?>> followers = List.of(
                    clients.submit(following(all, "")),
                    clients.submit(following(ofCategory, "&category=" + FILTERED)),
                    clients.submit(listening(streamed)));
            List<Future<?>> writers = new ArrayList<>();
            for (int seed = 0; seed < WRITERS; seed++) {
                writers.add(clients.submit(writing(new Random(seed))));
            }
            Awaitility.await()
                    .atMost(WRITING.multipliedBy(2))
                    .until(() -> Duration.between(begun, Instant.now()).compareTo(WRITING) > 0);
            writing = false;
            for (Future<?> writer : writers) {
                writer.get();
            }

            Map<String, String> delivered = delivered("");
            Map<String, String> deliveredOfCategory = delivered("&category=" + FILTERED);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(all.stories()).isEqualTo(delivered));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ofCategory.stories()).isEqualTo(deliveredOfCategory));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(streamed.stories()).isEqualTo(delivered));
            following = false;
            for (Future<?> follower : followers) {
                follower.get();
            }
            clients.shutdown();

            System.out.printf(
                    "Mirrored %d stories (%d of the category) through %d writes and %d cuts; tombstones: %d, %d, %d%n",
                    delivered.size(),
                    deliveredOfCategory.size(),
                    writes.get(),
                    cuts.get(),
                    all.tombstones(),
                    ofCategory.tombstones(),
                    streamed.tombstones());
            assertThat(deliveredOfCategory).hasSizeGreaterThan(5).hasSizeLessThan(delivered.size());
            assertThat(List.of(all.tombstones(), ofCategory.tombstones(), streamed.tombstones()))
                    .allMatch(number -> number > 10);
            assertThat(cuts.get()).isGreaterThan(10);
        }
    }

    private void prepare() throws IOException {
        for (int number = 0; number < 3; number++) {
            tags.add(slug(write("POST", "/v1/admin/tags", Map.of("name", "Tag " + number))));
        }
        stories.addAll(slugsOf("/v1/stories?fields=id&limit=100"));
    }

    private List<String> slugsOf(String list) throws IOException {
        return JSON.readTree(program.get(list).body()).findValuesAsText("id");
    }

    private static String slug(HttpResponse<String> made) throws IOException {
        return JSON.readTree(made.body()).path("slug").asText();
    }

    private HttpResponse<String> write(String method, String path, Map<String, ?> content) throws IOException {
        HttpRequest.Builder request = program.request(path)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("If-Match", "*")
                .method(
                        method,
                        content == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(content)));
        if (content != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> response = program.send(request);
        assertThat(response.statusCode())
                .as(() -> "%s %s %s: %s%n%s".formatted(method, path, content, response.body(), program.failures()))
                .isIn(EXPECTED);
        writes.incrementAndGet();
        return response;
    }

    private Callable<Void> writing(Random random) {
        return () -> {
            while (writing) {
                something(random);
            }
            return null;
        };
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private Map<String, Object> content(Random random) {
        Map<String, Object> content = Editor.whole("Mirrored 🚀 é " + random.nextInt(1_000_000));
        content.put("category", any(List.of(FILTERED, "research", "culture"), random));
        content.put("tags", List.of(any(tags, random)));
        content.put("language", any(List.of("en", "de"), random));
        content.put("body", Editor.markdown("See [that](story:" + any(stories, random) + "), " + random.nextInt(1000)));
        return content;
    }

    private void something(Random random) throws IOException {
        String story = "/v1/admin/stories/" + any(stories, random);
        switch (random.nextInt(10)) {
            case 0 -> {
                HttpResponse<String> made = write("POST", "/v1/admin/stories", content(random));
                if (made.statusCode() == 201) {
                    String id = JSON.readTree(made.body()).path("id").asText();
                    write("POST", "/v1/admin/stories/" + id + "/publish", null);
                    stories.add(id);
                }
            }
            case 1, 2 -> {
                write("PATCH", story, content(random));
                write("POST", story + "/publish", null);
            }
            case 3 -> {
                write("PATCH", story, Map.of("category", any(List.of(FILTERED, "research"), random)));
                write("POST", story + "/publish", null);
            }
            case 4 -> {
                write("PATCH", story, Map.of("slug", "mirrored-" + random.nextInt(1_000_000)));
                write("POST", story + "/publish", null);
            }
            case 5 -> write("POST", story + "/unpublish", null);
            case 6 -> write("POST", story + "/publish", null);
            case 7 -> {
                if (random.nextInt(3) == 0) {
                    write("DELETE", story, null);
                }
            }
            case 8 ->
                write(
                        "PATCH",
                        any(
                                List.of(
                                        "/v1/admin/categories/" + FILTERED,
                                        "/v1/admin/categories/research",
                                        "/v1/admin/authors/zoe-lindqvist"),
                                random),
                        Map.of("name", "Renamed " + random.nextInt(1_000_000)));
            default -> replaceTag(random);
        }
    }

    private void replaceTag(Random random) throws IOException {
        String made = slug(write("POST", "/v1/admin/tags", Map.of("name", "Tag " + random.nextInt(1_000_000))));
        String old = any(tags, random);
        if (write("DELETE", "/v1/admin/tags/" + old + "?replaceWith=" + made, null)
                        .statusCode()
                == 204) {
            tags.add(made);
            tags.remove(old);
        }
    }

    private Callable<Void> following(Mirror mirror, String filter) {
        return () -> {
            while (following) {
                String since = mirror.since() == null ? "" : "&since=" + mirror.since();
                HttpResponse<String> page = program.get("/v1/changes?limit=20&wait=1" + filter + since);
                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                mirror.takePage(page.body());
            }
            return null;
        };
    }

    private Callable<Void> listening(Mirror mirror) {
        return () -> {
            Random random = new Random(99);
            boolean more = true;
            while (more) {
                more = mirror.takePage(
                        program.get("/v1/changes?limit=50" + (mirror.since() == null ? "" : "&since=" + mirror.since()))
                                .body());
            }
            while (following) {
                HttpResponse<InputStream> stream = http.send(
                        program.request("/v1/changes/stream")
                                .header("Last-Event-ID", mirror.since())
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                assertThat(stream.statusCode()).isEqualTo(200);
                Thread scissors = new Thread(() -> cut(stream.body(), 500 + random.nextInt(3_000)));
                scissors.start();
                EventReader.read(stream.body(), (id, data) -> {
                    if (data != null) {
                        mirror.take(data);
                    }
                    mirror.goOnFrom(id);
                });
                scissors.join();
            }
            return null;
        };
    }

    /** Simulates a client that loses its connection after a while. */
    private void cut(InputStream stream, int millis) {
        try {
            Thread.sleep(millis);
            stream.close();
            cuts.incrementAndGet();
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> delivered(String filter) throws IOException {
        Map<String, String> delivered = new TreeMap<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = JSON.readTree(program.get("/v1/stories?fields=id&limit=100" + filter + cursor)
                    .body());
            for (JsonNode item : page.path("items")) {
                String id = item.path("id").asText();
                delivered.put(id, program.get("/v1/stories/" + id).body());
            }
            JsonNode next = page.path("page").path("next");
            cursor = next.isMissingNode() ? null : "&cursor=" + next.asText();
        }
        return delivered;
    }
}

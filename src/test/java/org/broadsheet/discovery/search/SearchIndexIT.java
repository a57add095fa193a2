package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the search index of a node that is killed, or whose files are damaged or cannot be written. */
@Tag("endurance")
class SearchIndexIT {

    private static final int KILLS = Integer.getInteger("broadsheet.test.kills", 1);
    private static final int WRITERS = 4;
    private static final int WRITES = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** No word of it is the stem of another one. */
    private static final List<String> WORDS = IntStream.range(0, 20)
            .mapToObj(word -> "qu" + (char) ('a' + word / 5) + "b" + (char) ('k' + word % 5) + "x")
            .toList();

    @TempDir
    Path folder;

    private static HttpResponse<String> send(Program program, String method, String path, String content)
            throws IOException {
        return program.send(program.request(path)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .header("If-Match", "*")
                .method(method, BodyPublishers.ofString(content)));
    }

    private static String words(Random random, int count) {
        return random.ints(count, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(" "));
    }

    private static String content(Random random) {
        return """
                {"title": "%s", "excerpt": "%s", "category": "industry", "authors": ["zoe-lindqvist"],
                 "tags": ["memory"], "body": {"format": "markdown", "source": "%s"}}""".formatted(words(random, 3), words(random, 8), words(random, 40));
    }

    /** Until the connection breaks. */
    private static void write(Program program, Random random, AtomicInteger writes) {
        try {
            while (true) {
                HttpResponse<String> created = send(program, "POST", Editor.STORIES, content(random));
                String story = created.headers().firstValue("Location").orElseThrow(IOException::new);
                send(program, "POST", story + "/publish", "");
                send(program, "PATCH", story, content(random));
                if (random.nextBoolean()) {
                    send(program, "POST", story + "/publish", "");
                }
                if (random.nextInt(4) == 0) {
                    send(program, "POST", story + "/unpublish", "");
                }
                writes.incrementAndGet();
            }
        } catch (IOException killed) {
            // What was under way is known by neither side.
        }
    }

    private static void killWhileWriting(Program program, int seed) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        AtomicInteger writes = new AtomicInteger();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(WRITERS * seed + writer);
            writers.submit(() -> write(program, random, writes));
        }
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> writes.get() >= WRITES);
        program.kill();
        writers.shutdown();
        assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Every page of every word, with the scores, as readers and as editors find it. */
    private static Map<String, List<JsonNode>> found(Program program) throws IOException {
        Map<String, List<JsonNode>> found = new HashMap<>();
        for (String word : WORDS) {
            found.put(word, pages(program, "/v1/search?fields=slug&facets=year&limit=50&q=" + word));
            found.put("drafts " + word, pages(program, Editor.STORIES + "?limit=100&q=" + word));
        }
        found.put(
                "some", pages(program, "/v1/search?fields=slug&limit=100&q=" + String.join("+", WORDS.subList(0, 9))));
        return found;
    }

    /** The items of all pages; waits for a node that has been started a moment ago. */
    private static List<JsonNode> pages(Program program, String path) throws IOException {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> send(program, "GET", path, "").statusCode() != 503);
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            HttpResponse<String> response = send(program, "GET", path + cursor, "");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode page = JSON.readTree(response.body());
            page.path("items").forEach(items::add);
            cursor = "&cursor=" + page.at("/page/next").asText();
        } while (!cursor.endsWith("=") && !cursor.endsWith("=null"));
        return items;
    }

    private Program withIndex(Program database, String name) throws IOException {
        Map<String, String> settings = new HashMap<>(database.asDatabaseOfAnotherNode());
        settings.put("BROADSHEET_SEARCH_DIR", folder.resolve(name).toString());
        return Program.start(folder.resolve("data"), settings);
    }

    @Test
    void anIndexIsAfterEveryKillWhatItWouldBeIfItWereBuiltAnew() throws Exception {
        Path data = folder.resolve("data");
        for (int kill = 0; kill <= KILLS; kill++) {
            try (Program program = Program.start(data).ready()) {
                try (Program other = withIndex(program, "index-" + kill).ready()) {
                    Map<String, List<JsonNode>> continued = found(program);
                    assertThat(continued.get("some")).hasSizeGreaterThan(kill == 0 ? -1 : 0);
                    assertThat(continued).isEqualTo(found(other));
                    assertThat(other.log()).contains("was built in");
                    other.terminate();
                }
                if (kill > 0) {
                    assertThat(program.log()).doesNotContain("was built in");
                }
                if (kill < KILLS) {
                    killWhileWriting(program, kill);
                }
            }
        }
    }

    private static final String SEARCH = "/v1/search?fields=slug&q=memory";
    private static final String DRAFTS = Editor.STORIES + "?q=memory";

    @Test
    void aDamagedIndexIsBuiltAgain() throws Exception {
        Path data = folder.resolve("data");
        List<JsonNode> found;
        List<JsonNode> drafts;
        try (Program program = Program.start(data).ready()) {
            found = pages(program, SEARCH);
            drafts = pages(program, DRAFTS);
            assertThat(found).isNotEmpty();
            assertThat(drafts).isNotEmpty();
            program.terminate();
        }
        Path live = data.resolve("search/live");
        Path draft = data.resolve("search/drafts");
        for (Damage damage : List.<Damage>of(
                () -> {
                    flipInTheMiddle(file(live, "[.]cfs"));
                    Files.write(file(draft, "segments_.*"), new byte[0]);
                },
                () -> {
                    Files.delete(file(live, "[.]cfs"));
                    flipInTheMiddle(file(draft, "[.]cfs"));
                },
                () -> flipInTheMiddle(file(live, "segments_.*")))) {
            damage.make();
            try (Program program = Program.start(data).ready()) {
                Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    assertThat(program.log()).contains("is damaged and will be rebuilt");
                    assertThat(pages(program, SEARCH)).isEqualTo(found);
                    assertThat(pages(program, DRAFTS)).isEqualTo(drafts);
                });
                program.terminate();
            }
        }
    }

    private interface Damage {
        void make() throws IOException;
    }

    private static Path file(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*" + name))
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flipInTheMiddle(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void withoutAFolderForItsIndexANodeRejectsSearchesAndDoesEverythingElse() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        Path search = data.resolve("search");
        Files.createFile(search);
        try (Program program = Program.start(data).ready()) {
            HttpResponse<String> rejected = program.get(SEARCH);
            assertThat(rejected.statusCode()).as(rejected.body()).isEqualTo(503);
            assertThat(rejected.headers().firstValue("Retry-After")).isPresent();
            assertThat(program.get("/v1/search/suggest?q=mem").statusCode()).isEqualTo(503);
            assertThat(program.log()).contains("The search index cannot be written");
            JsonNode story =
                    JSON.readTree(program.get("/v1/stories?limit=1").body()).at("/items/0/slug");
            assertThat(program.get("/v1/stories/" + story.asText() + "?include=related")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(program, "POST", Editor.STORIES, content(new Random(1)))
                            .statusCode())
                    .isEqualTo(201);

            Files.delete(search);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(pages(program, SEARCH)).isNotEmpty());
        }
    }

    /** Needs the right to mount a file system, as root has in most places. */
    @Test
    void aFullDiskCostsNoWriteAndTheIndexGoesOnOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
                .isZero();
        try (Program program = Program.start(
                        folder.resolve("data"),
                        Map.of("BROADSHEET_SEARCH_DIR", disk.resolve("search").toString()))
                .ready()) {
            assertThat(pages(program, SEARCH)).isNotEmpty();
            Path filling = disk.resolve("filling");
            fill(filling);

            String story = send(program, "POST", Editor.STORIES, content(new Random(1)))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(send(program, "POST", story + "/publish", "").statusCode())
                    .isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(program.log()).contains("cannot be written"));
            assertThat(program.get("/v1/search?q=" + WORDS.get(0)).statusCode()).isIn(200, 503);
            assertThat(program.get("/v1/stories?limit=1").statusCode()).isEqualTo(200);

            Files.delete(filling);
            String id = story.substring(story.lastIndexOf('/') + 1);
            String title = JSON.readTree(
                            program.get("/v1/stories/" + id + "?fields=title").body())
                    .path("title")
                    .asText()
                    .replace(' ', '+');
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(pages(program, "/v1/search?fields=id&q=" + title).toString())
                        .contains(id);
                assertThat(disk.resolve("search/live").toFile().list()).hasSizeGreaterThan(2);
            });
        } finally {
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream filling = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                filling.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void aNodeWhoseFolderIsInUseHasAnIndexOfItsOwn() throws Exception {
        Path data = folder.resolve("data");
        try (Program first = Program.start(data).ready();
                Program second =
                        Program.start(data, first.asDatabaseOfAnotherNode()).ready()) {
            assertThat(pages(second, SEARCH)).isNotEmpty().isEqualTo(pages(first, SEARCH));
            assertThat(pages(second, DRAFTS)).isNotEmpty().isEqualTo(pages(first, DRAFTS));
            assertThat(second.log()).contains("Another node uses the search index");
            for (int draft = 0; draft < 10; draft++) {
                String story = send(first, "POST", Editor.STORIES, content(new Random(draft)))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
                assertThat(pages(second, Editor.STORIES + "?q=" + String.join("+or+", WORDS))
                                .toString())
                        .contains(story.substring(story.lastIndexOf('/') + 1));
            }
            Path own =
                    Path.of(second.log().split("creates a temporary one in ")[1].split("\\.\\s")[0]);
            assertThat(own).isDirectory();
            second.terminate();
            assertThat(own).doesNotExist();
        }
    }
}

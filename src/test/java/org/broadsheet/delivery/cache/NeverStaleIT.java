package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers and writers at the same time, on one node and on two, and a database that goes away. */
@Tag("endurance")
class NeverStaleIT {

    private static final int WRITERS = 4;
    private static final int PAIRS = 400;
    private static final Pattern ROUND = Pattern.compile("Round (\\d+)");
    private static final String STORY = "/v1/stories/memory-makers-bet-on-the-inference-boom";

    private static final String CUT = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = 'Broadsheet change log'""";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Path data;

    @BeforeEach
    void chooseFolder() {
        data = folder.resolve("data");
    }

    private static void write(Program node, String author, int round) throws IOException {
        HttpResponse<String> response = node.send(node.request("/v1/admin/authors/" + author)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", "*")
                .method("PATCH", BodyPublishers.ofString("{\"name\": \"Round " + round + "\"}")));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static int round(Program node, String path) {
        HttpResponse<String> response = node.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Matcher round = ROUND.matcher(response.body());
        return round.find() ? Integer.parseInt(round.group(1)) : -1;
    }

    /** Authors whose stories are in the sample content. */
    private static List<String> authors(Program node) {
        List<String> slugs = new ArrayList<>();
        Matcher slug = Pattern.compile("\"slug\":\"([^\"]+)\"")
                .matcher(node.get("/v1/authors?limit=" + WRITERS).body());
        while (slug.find()) {
            slugs.add(slug.group(1));
        }
        assertThat(slugs).hasSize(WRITERS);
        return slugs;
    }

    @Test
    void theNodeThatAcknowledgedAWriteNeverShowsTheStateBefore() throws Exception {
        try (Program program = Program.start(data).ready()) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger hits = new AtomicInteger();
            List<Callable<Integer>> writers = new ArrayList<>();
            for (String author : authors(program)) {
                String own = "/v1/authors/" + author;
                String stories = own + "/stories?fields=authors&limit=1";
                threads.submit(() -> {
                    while (!over.get()) {
                        for (String path : List.of(own, stories)) {
                            program.get(path)
                                    .headers()
                                    .firstValue("Cache-Status")
                                    .filter("Broadsheet; hit"::equals)
                                    .ifPresent(hit -> hits.incrementAndGet());
                        }
                    }
                });
                writers.add(() -> {
                    int stale = 0;
                    for (int round = 0; round < PAIRS / WRITERS; round++) {
                        write(program, author, round);
                        stale += round(program, round % 2 == 0 ? own : stories) == round ? 0 : 1;
                    }
                    return stale;
                });
            }
            for (Future<Integer> stale : threads.invokeAll(writers)) {
                assertThat(stale.get()).isZero();
            }
            over.set(true);
            assertThat(hits).hasValueGreaterThan(PAIRS);
        }
    }

    @Test
    void theOtherNodeFollowsAndNeverGoesBackWhateverBecomesOfItsConnection() throws Exception {
        try (Program first = Program.start(data).ready();
                Program second =
                        Program.start(data, first.asDatabaseOfAnotherNode()).ready();
                Connection database = first.connectToDatabase();
                Statement cut = database.createStatement()) {
            String author = authors(first).get(0);
            String path = "/v1/authors/" + author + "/stories?fields=authors&limit=1";
            for (int round = 0; round < 200; round++) {
                boolean lost = round % 4 == 3;
                if (lost) {
                    cut(cut);
                }
                write(first, author, round);
                int expected = round;
                assertThat(round(second, path)).isGreaterThanOrEqualTo(round - 1);
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> round(second, path) == expected);
            }
        }
    }

    private static void cut(Statement statement) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            try (var count = statement.executeQuery(CUT)) {
                return count.next() && count.getInt(1) > 0;
            }
        });
    }

    @Test
    void anOpenTransactionDelaysNoReader() throws Exception {
        try (Program first = Program.start(data).ready();
                Program second =
                        Program.start(data, first.asDatabaseOfAnotherNode()).ready();
                Connection database = first.connectToDatabase();
                Statement open = database.createStatement()) {
            String author = authors(first).get(0);
            String path = "/v1/authors/" + author;
            database.setAutoCommit(false);
            open.execute("SELECT pg_current_xact_id()");
            for (int round = 0; round < 10; round++) {
                round(second, path);
                write(first, author, round);
                int expected = round;
                Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> round(second, path) == expected);
            }
            database.rollback();
        }
    }

    @Test
    void withoutItsDatabaseANodeServesWhatItHasForAWhileAndSaysSo() throws Exception {
        Duration most = Duration.ofSeconds(12);
        Map<String, String> settings = new HashMap<>(Map.of("BROADSHEET_CACHE_MAX_BEHIND", most.toSeconds() + "S"));
        try (Program owner = Program.start(data).ready()) {
            settings.putAll(owner.asDatabaseOfAnotherNode());
            try (Program program = Program.start(data, settings).ready()) {
                program.get(STORY);
                Instant lost = Instant.now();
                ProcessHandle postmaster = owner.postmaster();
                owner.kill();
                postmaster.destroyForcibly();
                assertServesWhatItHas(program);
                Awaitility.await()
                        .atMost(most.plusSeconds(5))
                        .until(() -> program.get(STORY).statusCode() == 503);
                assertThat(Duration.between(lost, Instant.now())).isGreaterThan(most);
                assertUnavailable(program, STORY);
                assertThat(program.get("/health/ready").statusCode()).isEqualTo(503);
                assertThat(program.get("/health/live").statusCode()).isEqualTo(200);
            }
        }
    }

    private static void assertServesWhatItHas(Program program) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(program.get(STORY).headers().firstValue("Cache-Status"))
                        .hasValueSatisfying(status -> assertThat(status)
                                .matches("Broadsheet; hit; ttl=-[0-9]+; detail=database-unreachable")));
        HttpResponse<String> kept = program.get(STORY);
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.headers().firstValue("Age").map(Integer::parseInt).orElseThrow())
                .isPositive();
        assertThat(program.get("/health/ready").statusCode()).isEqualTo(200);
        assertUnavailable(program, "/v1/stories?limit=3");
    }

    private static void assertUnavailable(Program program, String path) {
        HttpResponse<String> response = program.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).contains("/problems/unavailable");
    }
}

package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.broadsheet.platform.connection.RawConnection;
import org.broadsheet.platform.connection.RawConnection.RawResponse;
import org.broadsheet.platform.http.DeliveryTargets;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is requested, a node with the cache responds as one without it. {@code -Dbroadsheet.test.targets} says with
 * how many requests, {@code -Dbroadsheet.test.seed} makes others.
 */
@Tag("endurance")
class CachedResponsesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int TARGETS = Integer.getInteger("broadsheet.test.targets", 20_000);
    private static final long SEED = Long.getLong("broadsheet.test.seed", 9_199_757_027_511L);

    /** So many requests are sent in random order before others are made. */
    private static final int AT_ONCE = 2_000;

    private static final int CONNECTIONS = 4;
    private static final int MOST_FINDINGS = 30;

    /** Each response's own, and what the cache says of itself. */
    private static final Set<String> NOT_COMPARED = Set.of("date", "x-request-id", "age", "cache-status", "connection");

    @TempDir
    Path folder;

    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> tags = new ConcurrentHashMap<>();

    @Test
    void aNodeWithTheCacheRespondsAsOneWithoutIt() throws Exception {
        Path data = folder.resolve("data");
        try (Program first = Program.start(data).ready()) {
            untilIndexed(first);
        }
        // Both nodes see the same log when they start, so they know the same dates.
        Map<String, String> settings = new HashMap<>(
                Map.of("BROADSHEET_ACCESS_LOG_ENABLED", "false", "BROADSHEET_PUBLIC_URL", "https://api.example"));
        try (Program cached = Program.start(data, settings).ready()) {
            settings.putAll(cached.asDatabaseOfAnotherNode());
            settings.put("BROADSHEET_CACHE_ENABLED", "false");
            try (Program plain = Program.start(data, settings).ready()) {
                assertThat(cached.get("/v1/tags").headers().map()).containsKey("cache-status");
                assertThat(plain.get("/v1/tags").headers().map()).doesNotContainKey("cache-status");
                compare(cached, plain);
                assertThat(cached.failures()).isEmpty();
                assertThat(plain.failures()).isEmpty();
            }
        }
    }

    private static void untilIndexed(Program program) throws Exception {
        try (Connection database = program.connectToDatabase()) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                try (var rows = database.createStatement()
                        .executeQuery("SELECT NOT EXISTS (SELECT 1 FROM related_task)"
                                + " AND EXISTS (SELECT 1 FROM related_list)")) {
                    return rows.next() && rows.getBoolean(1);
                }
            });
        }
    }

    private void compare(Program cached, Program plain) throws Exception {
        long began = System.nanoTime();
        System.out.println("Seed of the requests: " + SEED);
        Random random = new Random(SEED);
        DeliveryTargets targets = new DeliveryTargets(names(plain), random);
        int sent = 0;
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        while (sent < TARGETS && findings.isEmpty()) {
            List<String> requests = distinct(targets, Math.min(AT_ONCE, TARGETS - sent));
            sent += requests.size();
            List<String> twice = new ArrayList<>(requests);
            twice.addAll(requests);
            Collections.shuffle(twice, random);
            send(twice, cached.port(), plain.port(), clients);
        }
        clients.shutdown();
        System.out.printf(
                "%,d requests, each sent twice to both nodes, in %d s: %s%n",
                sent, Duration.ofNanos(System.nanoTime() - began).toSeconds(), new TreeMap<>(statuses));
        assertThat(findings).as("seed %d", SEED).isEmpty();
        assertThat(statuses.getOrDefault("200 hit", 0)).as("%s", statuses).isGreaterThan(sent / 4);
        assertThat(statuses.getOrDefault("304 hit", 0)).as("%s", statuses).isPositive();
    }

    private List<String> distinct(DeliveryTargets targets, int count) {
        List<String> known = new ArrayList<>(tags.values());
        Set<String> requests = new HashSet<>();
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < count) {
            String request = targets.next(known);
            if (requests.add(request)) {
                ordered.add(request);
            }
        }
        return ordered;
    }

    private void send(List<String> requests, int cached, int plain, ExecutorService clients) throws Exception {
        List<Callable<Void>> parts = new ArrayList<>();
        for (int part = 0; part < CONNECTIONS; part++) {
            int first = part;
            parts.add(() -> {
                try (RawConnection toCached = new RawConnection(cached);
                        RawConnection toPlain = new RawConnection(plain)) {
                    for (int i = first; i < requests.size() && findings.size() < MOST_FINDINGS; i += CONNECTIONS) {
                        compare(requests.get(i), toCached, toPlain);
                    }
                    return null;
                }
            });
        }
        for (Future<Void> part : clients.invokeAll(parts)) {
            part.get();
        }
    }

    private void compare(String request, RawConnection toCached, RawConnection toPlain) throws IOException {
        RawResponse with = toCached.send(request);
        RawResponse without = toPlain.send(request);
        boolean isHit = with.headers().getOrDefault("cache-status", "").contains("hit");
        statuses.merge(with.status() + (isHit ? " hit" : ""), 1, Integer::sum);
        if (with.headers().containsKey("etag") && tags.size() < 500) {
            tags.put(with.headers().get("etag"), with.headers().get("etag"));
        }
        if (with.status() >= 500 || !seen(with).equals(seen(without))) {
            findings.add("%s%n  with the cache:    %s%n  without the cache: %s"
                    .formatted(request.strip(), shortened(with), shortened(without)));
        }
    }

    private static RawResponse seen(RawResponse response) {
        Map<String, String> headers = new TreeMap<>(response.headers());
        headers.keySet().removeAll(NOT_COMPARED);
        return new RawResponse(response.status(), headers, response.content());
    }

    private static String shortened(RawResponse response) {
        String content = response.content().replaceAll("[^ -~]", "?");
        return "%d %s %s"
                .formatted(
                        response.status(),
                        seen(response).headers(),
                        content.substring(0, Math.min(200, content.length())));
    }

    /** What there is, so that many requests find something. */
    private static Map<String, List<String>> names(Program node) throws IOException {
        Map<String, List<String>> names = new HashMap<>();
        List<String> cursors = new ArrayList<>(List.of("a", "AAAA"));
        for (Map.Entry<String, String> list : Map.of(
                        "story",
                        "stories?limit=10",
                        "category",
                        "categories",
                        "author",
                        "authors?limit=6",
                        "tag",
                        "tags?limit=6",
                        "collection",
                        "collections")
                .entrySet()) {
            JsonNode page = JSON.readTree(node.get("/v1/" + list.getValue()).body());
            List<String> found = new ArrayList<>(List.of("no-such-thing", "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf"));
            for (JsonNode item : page.path("items")) {
                found.add(item.path("slug").asText());
                found.add(item.path("slug").asText());
                found.add(item.path("id").asText());
            }
            names.put(list.getKey(), found);
        }
        for (String path : List.of(
                "stories?limit=5", "stories?limit=5&category=industry", "search?q=memory&limit=2", "tags?limit=2")) {
            JsonNode page = JSON.readTree(node.get("/v1/" + path).body());
            cursors.add(page.at("/page/next").asText("a"));
        }
        cursors.add(JSON.readTree(node.get("/v1/changes?limit=5").body())
                .at("/page/since")
                .asText());
        names.put("cursor", cursors);
        return names;
    }
}

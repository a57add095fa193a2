package org.broadsheet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.broadsheet.Editor;
import org.broadsheet.platform.connection.RawConnection;
import org.broadsheet.platform.http.HostileRequests.Request;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a client sends, it gets no 5xx, and others are served. {@code -Dbroadsheet.test.requests} says how many
 * requests, {@code -Dbroadsheet.test.seed} makes others.
 */
@Tag("endurance")
class HostileRequestsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int REQUESTS = Integer.getInteger("broadsheet.test.requests", 100_000);
    private static final long SEED = Long.getLong("broadsheet.test.seed", 22_100_000L);
    private static final int CLIENTS = 4;
    private static final int MOST_FINDINGS = 5;

    /** Beyond it, hostile requests hold what others need. {@code src/bench/bursts.sh} measures more closely. */
    private static final Duration QUICK = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final ThreadLocal<String> previous = ThreadLocal.withInitial(() -> "");
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());

    @Test
    void noRequestIsAnUnexpectedFailureAndOthersAreServedMeanwhile() throws Exception {
        try (Program program = Program.start(folder.resolve("data")).ready()) {
            Map<String, List<String>> names = names(program);
            assertThat(new HostileRequests(Editor.KEY, names, new Random(SEED)).operations())
                    .isGreaterThan(60);
            Bystander bystander = new Bystander(program);
            ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
            Future<?> watching = threads.submit(bystander::watch);
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                HostileRequests requests = new HostileRequests(Editor.KEY, names, new Random(SEED + client));
                clients.add(threads.submit(() -> send(requests, program)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
            bystander.stop();
            watching.get();
            threads.shutdown();
            System.out.printf(
                    "%,d hostile requests, seed %d: %s; another client's cached response meanwhile: %s%n",
                    REQUESTS, SEED, new TreeMap<>(statuses), bystander);

            assertThat(findings).as("seed %d", SEED).isEmpty();
            assertThat(bystander.p99()).isLessThan(QUICK);
            assertThat(program.failures()).isEmpty();
            assertThat(program.log()).doesNotContain("\tat ");
            assertThat(program.get("/v1/stories").statusCode()).isEqualTo(200);
        }
    }

    private Void send(HostileRequests requests, Program program) throws IOException {
        try (RawConnection connection = new RawConnection(program.port())) {
            for (int number = 0; number < REQUESTS / CLIENTS && findings.size() < MOST_FINDINGS; number++) {
                Request request = requests.next();
                int status = request.isWhole() ? status(connection, request) : goneAfter(request, program.port());
                statuses.merge(status, 1, Integer::sum);
                if (status >= 500) {
                    findings.add(status + " " + request.text().strip());
                }
            }
        }
        return null;
    }

    /** @return 0 if the connection was closed without a response */
    private int status(RawConnection connection, Request request) throws IOException {
        try {
            int status = connection.send(request.text()).status();
            previous.set(status + " " + request.text());
            return status;
        } catch (SocketTimeoutException never) {
            findings.add("No response: " + request.text().strip() + "\nBEFORE: " + previous.get());
            connection.close();
            return 0;
        } catch (EOFException | SocketException closed) {
            connection.close();
            return 0;
        }
    }

    private static int goneAfter(Request request, int port) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            connection.sendOnly(request.text());
        } catch (SocketException closed) {
            return 0;
        }
        return 0;
    }

    /** Reads one cached response and the readiness again and again. */
    private final class Bystander {

        private final Program program;
        private final AtomicBoolean isStopped = new AtomicBoolean();
        private final List<Long> micros = new ArrayList<>();

        Bystander(Program program) {
            this.program = program;
        }

        Void watch() throws Exception {
            try (RawConnection connection = new RawConnection(program.port())) {
                while (!isStopped.get()) {
                    long began = System.nanoTime();
                    int status = connection
                            .send("GET /v1/stories?limit=3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .status();
                    micros.add((System.nanoTime() - began) / 1_000);
                    int ready = connection
                            .send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .status();
                    if (status != 200 || ready != 200) {
                        findings.add("Another client got " + status + ", and ready is " + ready);
                    }
                }
            }
            return null;
        }

        void stop() {
            isStopped.set(true);
        }

        Duration p99() {
            return percentile(99);
        }

        private Duration percentile(int percent) {
            List<Long> sorted = micros.stream().sorted().toList();
            return Duration.of(sorted.get(sorted.size() * percent / 100), ChronoUnit.MICROS);
        }

        @Override
        public String toString() {
            return "%,d times, p50 %s, p99 %s".formatted(micros.size(), percentile(50), percentile(99));
        }
    }

    /** What there is, so that many requests find something; cursors as they were sent, damaged and forged. */
    private static Map<String, List<String>> names(Program program) throws IOException {
        Map<String, List<String>> names = new HashMap<>();
        List<String> cursors = new ArrayList<>(List.of("a", "AAAA", ""));
        for (String list : List.of("stories", "categories", "authors", "tags", "collections")) {
            JsonNode page =
                    JSON.readTree(program.get("/v1/" + list + "?limit=5").body());
            List<String> found = new ArrayList<>();
            page.path("items").forEach(item -> {
                found.add(item.path("slug").asText());
                found.add(item.path("id").asText());
            });
            names.put(list, found);
            cursors.add(page.at("/page/next").asText("a"));
        }
        cursors.add(JSON.readTree(program.get("/v1/changes?limit=5").body())
                .at("/page/since")
                .asText());
        Random random = new Random(SEED);
        for (String cursor : List.copyOf(cursors)) {
            if (cursor.length() > 20) {
                byte[] octets = Base64.getUrlDecoder().decode(cursor);
                octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
                cursors.add(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
                cursors.add(cursor.substring(0, random.nextInt(cursor.length())));
            }
        }
        names.put("cursor", cursors);
        return names;
    }
}

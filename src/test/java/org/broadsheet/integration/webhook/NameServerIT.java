package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program where a name server does not respond. */
class NameServerIT {

    private static final int WEBHOOKS = 10;

    @TempDir
    private Path folder;

    /** Names are looked up in a file, and to open a pipe that nobody writes to takes forever. */
    @Test
    void namesAreLookedUpOutsideOfTransactionsAndForALimitedTime() throws Exception {
        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost\n");
        Map<String, String> settings = Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
        ExecutorService clients = Executors.newFixedThreadPool(WEBHOOKS);
        try (Program program = Program.start(folder.resolve("data"), settings).ready()) {
            Files.delete(hosts);
            assertThat(new ProcessBuilder("mkfifo", hosts.toString()).start().waitFor())
                    .isZero();

            Instant start = Instant.now();
            List<Future<HttpResponse<String>>> made = new ArrayList<>();
            for (int i = 0; i < WEBHOOKS; i++) {
                String content = "{\"url\": \"https://hooks%d.example/\"}".formatted(i);
                made.add(clients.submit(() -> program.send(program.request("/v1/admin/webhooks")
                        .header("Authorization", "Bearer " + Editor.KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(content)))));
            }
            String location = null;
            for (Future<HttpResponse<String>> response : made) {
                assertThat(response.get().statusCode()).isEqualTo(201);
                location = response.get().headers().firstValue("Location").orElseThrow();
            }
            HttpResponse<String> changed = program.send(program.request(location)
                    .header("Authorization", "Bearer " + Editor.KEY)
                    .header("Content-Type", "application/json")
                    .header("If-Match", "*")
                    .method("PATCH", BodyPublishers.ofString("{\"url\": \"https://other.example/\"}")));
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
        } finally {
            clients.shutdownNow();
        }
    }
}

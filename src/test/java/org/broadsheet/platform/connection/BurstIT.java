package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of requests at once are served in a small heap, and hold up nothing that is answered from memory. */
@Tag("endurance")
class BurstIT {

    private static final int REQUESTS = 2_000;

    /** The machine runs another test as well. {@code src/bench/bursts.sh} measures more closely. */
    private static final Duration QUICK = Duration.ofSeconds(4);

    private static final String CACHED = "GET /v1/categories HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** The heap of the container image. */
    private static final Map<String, String> SETTINGS = Map.of(
            "JAVA_TOOL_OPTIONS",
            "-XX:+UseSerialGC -Xmx112m -XX:+ExitOnOutOfMemoryError",
            "BROADSHEET_STREAM_MAX_PER_CLIENT",
            "10000");

    @TempDir
    private Path folder;

    @Test
    void listsThatNobodyHasAskedForBefore() throws Exception {
        assertServed(number -> "/v1/stories?publishedAfter=2000-01-01T%02d:%02d:%02dZ"
                .formatted(number / 3_600, number / 60 % 60, number % 60));
    }

    @Test
    void streams() throws Exception {
        assertServed(number -> "/v1/changes/stream");
    }

    private interface Target {
        String of(int number);
    }

    private void assertServed(Target target) throws Exception {
        try (Program program = Program.start(folder.resolve("data"), SETTINGS).ready()) {
            Awaitility.await().until(() -> program.hasCached("/v1/categories"));
            ExecutorService thread = Executors.newSingleThreadExecutor();
            AtomicBoolean isOver = new AtomicBoolean();
            Future<Duration> slowest = thread.submit(() -> slowest(program, isOver));
            List<RawConnection> connections = new ArrayList<>();
            for (int number = 0; number < REQUESTS; number++) {
                RawConnection connection = new RawConnection(program.port());
                connections.add(connection);
                connection.sendOnly("GET " + target.of(number) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            for (RawConnection connection : connections) {
                assertThat(connection.status()).isEqualTo(200);
            }
            isOver.set(true);
            assertThat(slowest.get()).isLessThan(QUICK);
            thread.shutdown();
            for (RawConnection connection : connections) {
                connection.close();
            }
            assertThat(program.failures()).isEmpty();
        }
    }

    private static Duration slowest(Program program, AtomicBoolean isOver) throws Exception {
        long slowest = 0;
        try (RawConnection connection = new RawConnection(program.port())) {
            while (!isOver.get()) {
                long began = System.nanoTime();
                assertThat(connection.send(CACHED).status()).isEqualTo(200);
                slowest = Math.max(slowest, System.nanoTime() - began);
            }
        }
        return Duration.ofNanos(slowest);
    }
}

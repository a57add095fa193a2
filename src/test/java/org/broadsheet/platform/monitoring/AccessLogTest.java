package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private static LoggedRequest exchange(int number) {
        return new LoggedRequest("127.0.0.1", "GET", "/v1/stories/" + number, "HTTP/1.1", 200, 100, 1_000_000, "id");
    }

    private static final Duration END = Duration.ofMillis(100);

    /** An output that is blocked until something reads it, such as {@code | less}. */
    private static final class Paused extends OutputStream {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final CountDownLatch reader = new CountDownLatch(1);

        @Override
        public void write(int octet) {
            throw new UnsupportedOperationException("Lines are written many at a time");
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            try {
                reader.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (taken) {
                taken.write(octets, from, length);
            }
        }

        List<String> lines() {
            synchronized (taken) {
                return taken.toString(StandardCharsets.ISO_8859_1).lines().toList();
            }
        }
    }

    private double dropped() {
        return metrics.get("broadsheet.access.log.dropped").counter().count();
    }

    @Test
    void noRequestWaitsForABlockedOutputAndDroppedLinesAreCounted() throws Exception {
        Paused output = new Paused();
        AccessLog log = new AccessLog(true, output, metrics, END);
        int requests = 3 * AccessLog.MOST / 80;

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int number = 0; number < requests; number++) {
                log.add(exchange(number));
            }
        });
        assertThat(dropped()).isPositive();

        List<String> said = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                said.add(new PatternFormatter("%m").format(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(AccessLog.class.getName());
        logger.addHandler(handler);
        try {
            output.reader.countDown();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(output.lines().size() + (int) dropped()).isEqualTo(requests));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(said)
                            .singleElement()
                            .asString()
                            .contains(String.valueOf((int) dropped()), "were dropped"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(output.lines())
                .allMatch(line -> line.startsWith("127.0.0.1 - - [") && line.endsWith(" 100 1.0ms id"));

        log.add(exchange(requests));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(output.lines().get(output.lines().size() - 1))
                                .contains("/v1/stories/" + requests + " "));
    }

    @Test
    void theProgramEndsEvenIfNothingReadsTheLastLines() {
        AccessLog log = new AccessLog(true, new Paused(), metrics, END);
        log.add(exchange(1));

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> log.stop(null));
    }

    @Test
    void linesThatCannotBeWrittenAreCounted() {
        AccessLog log = new AccessLog(
                true,
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("The pipe is broken");
                    }
                },
                metrics,
                END);
        log.add(exchange(1));
        log.add(exchange(2));

        Awaitility.await().untilAsserted(() -> assertThat(dropped()).isEqualTo(2));
    }
}

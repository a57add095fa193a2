package org.broadsheet.platform.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes a line for each request to the standard output: the Common Log Format, followed by the duration and the
 * request id. The writer collects lines for at most a tenth of a second. Requests never wait for the reader of the
 * output: lines are buffered up to a limit, and dropped and counted beyond it.
 *
 * @see <a href="https://www.w3.org/Daemon/User/Config/Logging.html#common-logfile-format">The Common Logfile Format</a>
 */
@ApplicationScoped
public class AccessLog {

    private static final Logger LOG = Logger.getLogger(AccessLog.class);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    /** The pause between two writes, in milliseconds. */
    private static final int LATEST = 100;

    /** The number of waiting characters from which the writer does not wait until the lines are due. */
    private static final int MANY = 32 * 1024;

    /** The maximum number of characters in the buffer of waiting lines, and in that of lines that are being written. */
    static final int MOST = 2 * 1024 * 1024;

    /** The usual length of a line in characters. */
    private static final int LINE = 160;

    /** The maximum time that the end of the program waits until the last lines are written. */
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final boolean enabled;
    private final OutputStream output;
    private final Counter dropped;
    private final Duration longestEnd;
    private final StringBuilder lines = new StringBuilder(2 * MANY);
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "access-log");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Second second = new Second(0, "");

    /** The number of waiting lines. */
    private int number;

    /** The number of dropped lines since the last message about them. */
    private long missing;

    /** Whether a write is scheduled; without requests, the writer sleeps. */
    private boolean due;

    /** Whether an immediate write is scheduled. */
    private boolean urgent;

    private boolean failed;

    /** A second of the Unix epoch, and its text in the log. */
    private record Second(long number, String date) {}

    @Inject
    AccessLog(AccessLogConfig config, MeterRegistry metrics) {
        this(config.enabled(), new FileOutputStream(FileDescriptor.out), metrics, LONGEST_END);
    }

    /** @param longestEnd the maximum time that {@link #stop} waits */
    AccessLog(boolean enabled, OutputStream output, MeterRegistry metrics, Duration longestEnd) {
        this.longestEnd = longestEnd;
        this.enabled = enabled;
        this.output = output;
        this.dropped = Counter.builder("broadsheet.access.log.dropped")
                .description("Lines of the access log that the standard output did not take in time")
                .register(metrics);
    }

    /** Writes the last lines before the program ends, unless the output is not read. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        synchronized (this) {
            writer.execute(this::write);
            writer.shutdown();
        }
        writer.awaitTermination(longestEnd.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Adds a line, if the log is enabled. */
    public void add(LoggedRequest exchange) {
        if (enabled) {
            append(line(exchange));
        }
    }

    private String line(LoggedRequest exchange) {
        long microseconds = exchange.nanoseconds() / 1_000;
        StringBuilder line = new StringBuilder(LINE);
        line.append(exchange.host()).append(" - - [").append(now()).append("] \"");
        line.append(exchange.method()).append(' ');
        // The query is omitted, because a client may have put a key into it.
        appendVisible(line, LoggedPath.of(exchange.path()));
        line.append(' ').append(exchange.version()).append("\" ");
        line.append(exchange.status()).append(' ');
        line.append(exchange.bytes()).append(' ');
        line.append(microseconds / 1_000).append('.').append(microseconds / 100 % 10);
        return line.append("ms ").append(exchange.id()).append('\n').toString();
    }

    /** A thread that loses its processor within this method makes event loops wait, so the method does as little as it can. */
    private synchronized void append(String line) {
        if (lines.length() >= MOST) {
            missing++;
            dropped.increment();
            return;
        }
        lines.append(line);
        number++;
        scheduleWrite();
    }

    private void scheduleWrite() {
        if (writer.isShutdown()) {
            return;
        }
        if (!due) {
            due = true;
            writer.schedule(this::write, LATEST, TimeUnit.MILLISECONDS);
        }
        if (!urgent && lines.length() >= MANY) {
            urgent = true;
            writer.execute(this::write);
        }
    }

    /** Characters that are not allowed in a URI could forge log lines, or send commands to a terminal. */
    private static void appendVisible(StringBuilder line, String path) {
        for (int i = 0; i < path.length(); i++) {
            char character = path.charAt(i);
            if (character > ' ' && character < 0x7F && character != '"' && character != '\\') {
                line.append(character);
            } else {
                line.append("\\x").append(Integer.toHexString(character));
            }
        }
    }

    private String now() {
        long seconds = System.currentTimeMillis() / 1_000;
        Second current = second;
        if (current.number() != seconds) {
            current = new Second(seconds, DATE.format(Instant.ofEpochSecond(seconds)));
            second = current;
        }
        return current.date();
    }

    /** Writes the waiting lines without the lock, because a slow reader can delay the write without limit. */
    private void write() {
        String text;
        int count;
        synchronized (this) {
            text = lines.toString();
            count = number;
            lines.setLength(0);
            number = 0;
            due = false;
            urgent = false;
        }
        if (text.isEmpty()) {
            return;
        }
        try {
            output.write(text.getBytes(StandardCharsets.ISO_8859_1));
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.errorf("The access log cannot be written: %s", e.getMessage());
            }
            failed = true;
            drop(count);
            return;
        }
        logDropped();
    }

    private synchronized void drop(int count) {
        missing += count;
        dropped.increment(count);
    }

    private void logDropped() {
        long count;
        synchronized (this) {
            count = missing;
            missing = 0;
        }
        if (count > 0) {
            LOG.warnf(
                    "%d lines of the access log were dropped: the standard output did not accept them in time", count);
        }
    }
}

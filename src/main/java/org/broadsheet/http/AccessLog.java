package org.broadsheet.http;

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
 * Writes a line for each request to the standard output: the Common Log Format, then how long the request took and its
 * id. Many lines go out at once, at most a tenth of a second late. Requests never wait for whoever reads the output: while
 * it takes no more, lines are kept up to a limit, and dropped and counted beyond it.
 *
 * @see <a href="https://www.w3.org/Daemon/User/Config/Logging.html#common-logfile-format">The Common Logfile Format</a>
 */
@ApplicationScoped
public class AccessLog {

    private static final Logger LOG = Logger.getLogger(AccessLog.class);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    /** In milliseconds. */
    private static final int LATEST = 100;

    /** In characters; with so many, the writer does not wait until they are due. */
    private static final int MANY = 32 * 1024;

    /** In characters. As many are on their way to the output while others wait. */
    static final int MOST = 2 * 1024 * 1024;

    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final boolean enabled;
    private final OutputStream output;
    private final Counter dropped;
    private final StringBuilder lines = new StringBuilder(2 * MANY);
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "access-log");
        thread.setDaemon(true);
        return thread;
    });
    private long second;
    private String date;

    /** Of the lines that wait. */
    private int number;

    /** Since the log last said so. */
    private long missing;

    /** Whether the writer will look at the lines by itself; without requests, it sleeps. */
    private boolean due;

    /** Whether it will do so at once. */
    private boolean urgent;

    private boolean failed;

    @Inject
    AccessLog(AccessLogConfig config, MeterRegistry metrics) {
        this(config.enabled(), new FileOutputStream(FileDescriptor.out), metrics);
    }

    AccessLog(boolean enabled, OutputStream output, MeterRegistry metrics) {
        this.enabled = enabled;
        this.output = output;
        this.dropped = Counter.builder("broadsheet.access.log.dropped")
                .description("Lines of the access log that the standard output did not take in time")
                .register(metrics);
    }

    /** The last lines are written before the program ends, unless nobody reads them. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        synchronized (this) {
            writer.execute(this::write);
            writer.shutdown();
        }
        writer.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Adds a line, where the log is enabled. */
    public void add(LoggedRequest exchange) {
        if (enabled) {
            append(exchange);
        }
    }

    private synchronized void append(LoggedRequest exchange) {
        if (lines.length() >= MOST) {
            missing++;
            dropped.increment();
            return;
        }
        long microseconds = exchange.nanoseconds() / 1_000;
        lines.append(exchange.host()).append(" - - [").append(now()).append("] \"");
        lines.append(exchange.method()).append(' ');
        // Without the query, into which a client may have put a key.
        appendVisible(LoggedPath.of(exchange.path()));
        lines.append(' ').append(exchange.version()).append("\" ");
        lines.append(exchange.status()).append(' ');
        lines.append(exchange.bytes()).append(' ');
        lines.append(microseconds / 1_000).append('.').append(microseconds / 100 % 10);
        lines.append("ms ").append(exchange.id()).append('\n');
        number++;
        haveThemWritten();
    }

    private void haveThemWritten() {
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

    /** What is none of a URI's characters could make up lines of its own, or command the terminal that shows it. */
    private void appendVisible(String path) {
        for (int i = 0; i < path.length(); i++) {
            char character = path.charAt(i);
            if (character > ' ' && character < 0x7F && character != '"' && character != '\\') {
                lines.append(character);
            } else {
                lines.append("\\x").append(Integer.toHexString(character));
            }
        }
    }

    private String now() {
        long now = System.currentTimeMillis() / 1_000;
        if (now != second) {
            second = now;
            date = DATE.format(Instant.ofEpochSecond(now));
        }
        return date;
    }

    /** Takes what waits, and writes it without the lock, since this may take as long as the reader likes. */
    private void write() {
        String taken;
        int count;
        synchronized (this) {
            taken = lines.toString();
            count = number;
            lines.setLength(0);
            number = 0;
            due = false;
            urgent = false;
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            output.write(taken.getBytes(StandardCharsets.ISO_8859_1));
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.errorf("The access log cannot be written: %s", e.getMessage());
            }
            failed = true;
            drop(count);
            return;
        }
        sayWhatIsMissing();
    }

    private synchronized void drop(int count) {
        missing += count;
        dropped.increment(count);
    }

    private void sayWhatIsMissing() {
        long said;
        synchronized (this) {
            said = missing;
            missing = 0;
        }
        if (said > 0) {
            LOG.warnf("%d lines of the access log were dropped: the standard output did not take them in time", said);
        }
    }
}

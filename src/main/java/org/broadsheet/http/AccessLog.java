package org.broadsheet.http;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
 * id. Many lines go out at once, at most a tenth of a second late; none is dropped.
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

    /** In characters; whoever adds the line that is beyond it waits until all are written. */
    private static final int MOST = 32 * 1024;

    private final boolean enabled;
    private final OutputStream output = new FileOutputStream(FileDescriptor.out);
    private final StringBuilder lines = new StringBuilder(MOST + 1024);
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "access-log");
        thread.setDaemon(true);
        return thread;
    });
    private long second;
    private String date;

    /** Whether the writer will look at the lines by itself; without requests, it sleeps. */
    private boolean due;

    private boolean failed;

    AccessLog(AccessLogConfig config) {
        this.enabled = config.enabled();
    }

    synchronized void stop(@Observes ShutdownEvent stopped) {
        writer.shutdown();
        write();
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Adds a line, where the log is enabled. */
    public void add(Exchange exchange) {
        if (enabled) {
            append(exchange);
        }
    }

    private synchronized void append(Exchange exchange) {
        if (!due && !writer.isShutdown()) {
            writer.schedule(this::writeWhatIsDue, LATEST, TimeUnit.MILLISECONDS);
            due = true;
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
        if (lines.length() >= MOST) {
            write();
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

    private synchronized void writeWhatIsDue() {
        due = false;
        write();
    }

    private synchronized void write() {
        if (lines.isEmpty()) {
            return;
        }
        try {
            output.write(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            if (!failed) {
                LOG.errorf("The access log cannot be written: %s", e.getMessage());
            }
            failed = true;
        }
        lines.setLength(0);
    }
}

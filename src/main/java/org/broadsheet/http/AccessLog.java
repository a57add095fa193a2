package org.broadsheet.http;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
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
class AccessLog {

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
    private boolean failed;

    AccessLog(AccessLogConfig config) {
        this.enabled = config.enabled();
    }

    void start(@Observes StartupEvent started) {
        if (enabled) {
            writer.scheduleWithFixedDelay(this::write, LATEST, LATEST, TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        writer.shutdown();
        write();
    }

    /** Whether a request is to be in the log: whoever reads a preview's address can read the preview. */
    boolean takes(RoutingContext context) {
        return enabled && !context.normalizedPath().startsWith("/v1/preview/");
    }

    /**
     * Adds a request that has been answered.
     *
     * @param started by {@link System#nanoTime}
     */
    synchronized void add(RoutingContext context, String id, long started) {
        HttpServerRequest request = context.request();
        long microseconds = (System.nanoTime() - started) / 1_000;
        lines.append(host(request.remoteAddress()))
                .append(" - - [")
                .append(now())
                .append("] \"");
        lines.append(request.method().name()).append(' ');
        // Without the query, into which a client may have put a key.
        appendVisible(request.path());
        lines.append(' ').append(name(request.version())).append("\" ");
        lines.append(context.response().getStatusCode()).append(' ');
        lines.append(context.response().bytesWritten()).append(' ');
        lines.append(microseconds / 1_000).append('.').append(microseconds / 100 % 10);
        lines.append("ms ").append(id).append('\n');
        if (lines.length() >= MOST) {
            write();
        }
    }

    private static String host(SocketAddress address) {
        return address == null || address.hostAddress() == null ? "-" : address.hostAddress();
    }

    private static String name(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 ? "HTTP/1.1" : version.alpnName().toUpperCase(Locale.ROOT);
    }

    /** What is none of a URI's characters could make up lines of its own, or command the terminal that shows it. */
    private void appendVisible(String path) {
        int length = path == null ? 0 : path.length();
        for (int i = 0; i < length; i++) {
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

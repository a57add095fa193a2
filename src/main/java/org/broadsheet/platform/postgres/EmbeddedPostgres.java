package org.broadsheet.platform.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * One PostgreSQL cluster in one data directory, started on demand and stopped when the JVM ends.
 *
 * <p>The postmaster belongs to the JVM and not to the application: a live reload in dev mode loads these classes again,
 * and finds the running postmaster by the system property that contains its port.
 */
final class EmbeddedPostgres {

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);

    private static final Map<Path, EmbeddedPostgres> INSTANCES = new ConcurrentHashMap<>();

    private static final String DATABASE = "broadsheet";
    private static final String SERVER_NOT_REACHED = "08001";
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final DataDirectory directory;
    private final String portProperty;
    private PostgresServer server;

    /** Set when the JVM ends: a server that is starting is then stopped again, and no other is started. */
    private volatile boolean ending;

    private EmbeddedPostgres(Path path) {
        this.directory = new DataDirectory(path);
        this.portProperty = "broadsheet.embedded-postgres.port:" + path;
    }

    static EmbeddedPostgres in(Path path) {
        return INSTANCES.computeIfAbsent(path.toAbsolutePath().normalize(), EmbeddedPostgres::new);
    }

    /** Connects as the application's role, which owns the database and is not a superuser. */
    Connection connect() throws SQLException {
        String port = System.getProperty(portProperty);
        if (port != null) {
            try {
                return connectTo(port);
            } catch (SQLException e) {
                if (!SERVER_NOT_REACHED.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        return connectTo(start(port));
    }

    /** Starts PostgreSQL unless it is running. */
    void start() {
        start(null);
    }

    private Connection connectTo(String port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", DATABASE);
        properties.setProperty("password", server().password());
        properties.setProperty("ApplicationName", "broadsheet");
        properties.setProperty("sslmode", "disable");
        return new org.postgresql.Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, properties);
    }

    /**
     * Starts the postmaster, unless another thread has done so since the caller saw {@code portBefore}.
     *
     * @return the port it listens on
     */
    private synchronized String start(String portBefore) {
        String port = System.getProperty(portProperty);
        if (port != null && !port.equals(portBefore)) {
            return port;
        }
        requireNotEnding();
        boolean first = port == null;
        if (first) {
            directory.lock();
            // The hook comes first, so that PostgreSQL is stopped whenever the JVM ends.
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "embedded-postgres-stop"));
        }
        server().initialise(DATABASE);
        server().stopLeftover();
        requireNotEnding();
        port = server().start();
        System.setProperty(portProperty, port);
        LOG.infof("PostgreSQL %s runs inside Broadsheet, data in %s", server().version(), directory.path());
        return port;
    }

    private void requireNotEnding() {
        if (ending) {
            throw new EmbeddedPostgresException("PostgreSQL does not start: Broadsheet is shutting down");
        }
    }

    private void stop() {
        ending = true;
        synchronized (this) {
            if (System.getProperty(portProperty) != null) {
                awaitLastConnections();
            }
            server().stopLeftover();
        }
    }

    /** Shutdown hooks run concurrently, so the application may still be sending its last responses. */
    private void awaitLastConnections() {
        try (Connection connection = connectTo(System.getProperty(portProperty));
                var others = connection.prepareStatement("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()""")) {
            long end = System.nanoTime() + DRAIN.toNanos();
            while (System.nanoTime() < end) {
                try (var rows = others.executeQuery()) {
                    rows.next();
                    if (rows.getInt(1) == 0) {
                        break;
                    }
                }
                Thread.sleep(20);
            }
        } catch (SQLException e) {
            LOG.debug("The connections to PostgreSQL could not be counted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized PostgresServer server() {
        if (server == null) {
            server = new PostgresServer(directory);
        }
        return server;
    }
}

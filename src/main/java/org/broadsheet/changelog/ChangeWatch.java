package org.broadsheet.changelog;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.broadsheet.platform.scheduling.StartupOrder;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Watches the end of the change log and wakes its readers when the end changes: the log has grown, or a backup was
 * restored and the log is shorter. PostgreSQL's notifications trigger a check, but can be lost with a connection, so
 * there are also periodic checks.
 */
@ApplicationScoped
public class ChangeWatch {

    private static final Logger LOG = Logger.getLogger(ChangeWatch.class);

    private static final int POLL_MILLIS = 500;

    /** Polling interval while rows wait for an older transaction, whose end may come without a notification. */
    private static final int HELD_BACK_MILLIS = 20;

    /** A connection without a response for this time is regarded as lost. */
    private static final int SILENCE_MILLIS = 2_000;

    /** The name of the connection in {@code pg_stat_activity}. */
    private static final String APPLICATION = "Broadsheet change log";

    /** Minimum pause after a failed connection attempt; a working connection that is cut is replaced at once. */
    private static final int SHORTEST_PAUSE_MILLIS = 50;

    /**
     * The result changes whenever a transaction that wrote something has ended, and on another server. The query reads
     * no table, so an idle node can run it often.
     */
    private static final String STATE = "SELECT concat(pg_current_snapshot(), ' ', pg_postmaster_start_time())";

    private static final String END = """
            SELECT CAST(CAST(coalesce(c.transaction, g.forgotten_transaction) AS text) AS bigint),
                   coalesce(c.sequence, g.forgotten_sequence), coalesce(c.id, g.forgotten_id),
                   EXISTS (SELECT 1 FROM change WHERE transaction >= h.horizon),
                   EXISTS (SELECT 1 FROM change WHERE transaction >= h.next)
            FROM change_log g
            CROSS JOIN (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon,
                               pg_snapshot_xmax(pg_current_snapshot()) AS next) h
            LEFT JOIN LATERAL (SELECT transaction, sequence, id FROM change WHERE transaction < h.horizon
                               ORDER BY transaction DESC, sequence DESC LIMIT 1) c ON true""";

    private final ListeningConnection source;
    private final Retention retention;
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();
    private final List<Poll> polls = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::watch, "change-watch");
    private volatile boolean stopped;
    private volatile boolean hasSeen;
    private volatile long seenAt;
    private int pauseMillis;

    private LogRow end = new LogRow(LogPosition.BEGINNING, new UUID(0, 0));
    private final Set<UniEmitter<? super Void>> waiting = new HashSet<>();

    ChangeWatch(ListeningConnection source, Retention retention) {
        this.source = source;
        this.retention = retention;
    }

    void start(@Observes @Priority(StartupOrder.CHANGE_WATCH) StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(5_000);
    }

    /** Returns the last row of the log that may be read at the moment. */
    public synchronized LogRow end() {
        return end;
    }

    /** Completes when the log's end differs from the given row; at once if it already does. */
    public Uni<Void> endsOtherwise(LogRow seen) {
        return Uni.createFrom().emitter(waiter -> wait(seen, waiter));
    }

    private void wait(LogRow seen, UniEmitter<? super Void> waiter) {
        boolean moved;
        synchronized (this) {
            moved = !end.equals(seen);
            if (!moved) {
                waiting.add(waiter);
            }
        }
        if (moved) {
            waiter.complete(null);
        } else {
            waiter.onTermination(() -> remove(waiter));
        }
    }

    private synchronized void remove(UniEmitter<? super Void> waiter) {
        waiting.remove(waiter);
    }

    /** Returns the number of requests that wait for another end of the log. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** @param reader is called whenever the end of the log changes, and must return at once */
    public void wake(Runnable reader) {
        readers.add(reader);
    }

    /**
     * Returns the nanoseconds since this node last saw all committed changes, or the maximum if it never has. By then,
     * all polls that are registered with {@link #atOnce} have run.
     */
    public long behind() {
        return hasSeen ? System.nanoTime() - seenAt : Long.MAX_VALUE;
    }

    /** Reads the database on a connection in autocommit mode. */
    @FunctionalInterface
    public interface Poll {

        /** @throws SQLException makes the watch reconnect */
        void at(Connection connection) throws SQLException;
    }

    /**
     * Registers a poll that runs after every write.
     *
     * @param poll is called repeatedly on the watch's own thread, as soon as anything was written; unlike a {@link
     *     #wake reader}, it sees rows whose position in the order is not final yet
     */
    public void atOnce(Poll poll) {
        polls.add(poll);
    }

    private void watch() {
        while (!stopped) {
            try (Connection connection = source.open()) {
                try (Statement statement = connection.createStatement()) {
                    connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
                    listen(connection, statement);
                    connection.setNetworkTimeout(Runnable::run, 0);
                } catch (SQLException e) {
                    discard(connection);
                    throw e;
                }
            } catch (SQLException e) {
                pause(e);
            }
        }
    }

    /**
     * A connection that is lost or still listens must not be reused. The pool only discards it after a failure on its
     * own side of the connection, since its {@code abort} does nothing.
     */
    private static void discard(Connection connection) throws SQLException {
        ((Connection) connection.unwrap(PGConnection.class)).abort(Runnable::run);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException expected) {
            LOG.debug("The connection is closed", expected);
        }
    }

    private void listen(Connection connection, Statement statement) throws SQLException {
        statement.execute("SET application_name = '" + APPLICATION + "'");
        statement.execute("LISTEN broadsheet_change");
        PGConnection notifications = connection.unwrap(PGConnection.class);
        try (PreparedStatement state = connection.prepareStatement(STATE)) {
            String seen = "";
            boolean heldBack = false;
            while (!stopped) {
                long began = System.nanoTime();
                String now = read(state);
                if (!now.equals(seen)) {
                    for (Poll poll : polls) {
                        poll.at(connection);
                    }
                    heldBack = poll(statement);
                    seen = now;
                }
                seenAt = began;
                hasSeen = true;
                pauseMillis = 0;
                notifications.getNotifications(heldBack ? HELD_BACK_MILLIS : POLL_MILLIS);
            }
        }
        statement.execute("UNLISTEN *");
        statement.execute("RESET application_name");
    }

    private static String read(PreparedStatement state) throws SQLException {
        try (ResultSet row = state.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** @return whether there are rows that may not be read yet */
    private boolean poll(Statement statement) throws SQLException {
        boolean foreign;
        boolean heldBack;
        try (ResultSet row = statement.executeQuery(END)) {
            row.next();
            endsWith(new LogRow(new LogPosition(row.getLong(1), row.getLong(2)), row.getObject(3, UUID.class)));
            heldBack = row.getBoolean(4);
            foreign = row.getBoolean(5);
        }
        if (foreign) {
            adopt();
        }
        return heldBack;
    }

    /** A dump of another server was restored while this node was running. */
    private void adopt() {
        try {
            retention.adoptForeign();
        } catch (RuntimeException e) {
            LOG.warn("Adopting the change log from another server failed; a later check retries it", e);
        }
    }

    private void endsWith(LogRow now) {
        List<UniEmitter<? super Void>> moved;
        synchronized (this) {
            if (now.equals(end)) {
                return;
            }
            end = now;
            moved = List.copyOf(waiting);
            waiting.clear();
        }
        moved.forEach(waiter -> waiter.complete(null));
        readers.forEach(Runnable::run);
    }

    private void pause(SQLException reason) {
        if (stopped) {
            return;
        }
        LOG.warnf("Watching the change log failed, the node reconnects: %s", reason.getMessage());
        try {
            Thread.sleep(pauseMillis);
            pauseMillis = Math.max(SHORTEST_PAUSE_MILLIS, Math.min(2 * pauseMillis, POLL_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}

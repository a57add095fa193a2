package org.broadsheet.change;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import org.broadsheet.clockwork.Recurring;
import org.jboss.logging.Logger;

/** Keeps the log in order: forgets what is old, and adopts a log that was brought from another server. */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** Before anybody reads the log. */
    private static final int FIRST = Interceptor.Priority.LIBRARY_BEFORE;

    /** The last row stays: its time is that of the last change. */
    private static final String FORGET = """
            WITH old AS (
                SELECT transaction, sequence FROM change
                WHERE at < clock_timestamp() - CAST(:seconds * interval '1 second' AS interval)
                AND sequence < (SELECT max(sequence) FROM change)
                AND transaction < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY transaction DESC, sequence DESC LIMIT 1),
            forgotten AS (
                UPDATE change_log SET forgotten_transaction = old.transaction, forgotten_sequence = old.sequence
                FROM old)
            DELETE FROM change USING old
            WHERE (change.transaction, change.sequence) <= (old.transaction, old.sequence)""";

    /** A row cannot have been seen to come out of a transaction that this server has not begun yet. */
    private static final String FOREIGN =
            "SELECT count(*) FROM change WHERE transaction >= pg_snapshot_xmax(pg_current_snapshot())";

    private final EntityManager database;
    private final ChangeConfig config;

    Retention(EntityManager database, ChangeConfig config) {
        this.database = database;
        this.config = config;
    }

    @Produces
    @Singleton
    static Recurring nowAndThen(Retention retention) {
        return new Recurring(Duration.ofMinutes(10), retention::forgetOld);
    }

    @ActivateRequestContext
    public void forgetOld() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(FORGET)
                        .setParameter("seconds", config.retain().toSeconds())
                        .executeUpdate());
    }

    @ActivateRequestContext
    void onStart(@Observes @Priority(FIRST) StartupEvent event) {
        adoptForeign();
    }

    /**
     * The numbers of transactions are a server's own. A log that was dumped and restored on a younger server would seem
     * to come from the future, and nobody would read it until that server had caught up.
     */
    @ActivateRequestContext
    public void adoptForeign() {
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("SELECT 1 FROM change_log FOR UPDATE").getResultList();
            Number foreign = (Number) database.createNativeQuery(FOREIGN).getSingleResult();
            if (foreign.longValue() > 0) {
                database.createNativeQuery("UPDATE change SET transaction = '0'")
                        .executeUpdate();
                database.createNativeQuery("UPDATE change_log SET identity = gen_random_uuid(),"
                                + " forgotten_transaction = '0', forgotten_sequence = 0")
                        .executeUpdate();
                LOG.info("The change log comes from another server; clients that follow it are told to start afresh");
            }
        });
    }
}

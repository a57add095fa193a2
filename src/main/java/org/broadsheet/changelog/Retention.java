package org.broadsheet.changelog;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.broadsheet.platform.scheduling.StartupOrder;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/** Maintains the change log: removes old rows, and adopts a log that was restored from another server. */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** The last row stays, since its time is that of the last change. Cursors at the last removed row remain valid. */
    private static final String DELETE_OLD = """
            WITH old AS (
                SELECT transaction, sequence, id FROM change
                WHERE at < clock_timestamp() - :seconds * interval '1 second'
                AND (transaction, sequence) < (
                    SELECT transaction, sequence FROM change ORDER BY transaction DESC, sequence DESC LIMIT 1)
                AND transaction < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY transaction DESC, sequence DESC LIMIT 1),
            forgotten AS (
                UPDATE change_log SET forgotten_transaction = old.transaction, forgotten_sequence = old.sequence,
                    forgotten_id = old.id
                FROM old WHERE (forgotten_transaction, forgotten_sequence) < (old.transaction, old.sequence))
            DELETE FROM change USING old
            WHERE (change.transaction, change.sequence) <= (old.transaction, old.sequence)""";

    /** A row of a transaction that this server has not begun yet must come from another server. */
    private static final String FOREIGN =
            "SELECT count(*) FROM change WHERE transaction >= pg_snapshot_xmax(pg_current_snapshot())";

    private static final String BEGIN_ANEW = """
            WITH anew AS (SELECT gen_random_uuid() AS identity)
            UPDATE change_log SET identity = anew.identity, forgotten_id = anew.identity,
                forgotten_transaction = '0', forgotten_sequence = 0
            FROM anew""";

    private final Session database;
    private final ChangeConfig config;

    Retention(Session database, ChangeConfig config) {
        this.database = database;
        this.config = config;
    }

    @Produces
    @Singleton
    static PeriodicTask nowAndThen(Retention retention) {
        return new PeriodicTask(Duration.ofMinutes(10), retention::deleteOld);
    }

    @ActivateRequestContext
    public void deleteOld() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(DELETE_OLD)
                        .setParameter("seconds", config.retain().toSeconds())
                        .executeUpdate());
    }

    @ActivateRequestContext
    void onStart(@Observes @Priority(StartupOrder.CHANGE_LOG) StartupEvent event) {
        adoptForeign();
    }

    /**
     * Transaction ids belong to one server. Without this step, a log that was restored on a server with a lower counter
     * would be unreadable until that server had caught up.
     */
    @ActivateRequestContext
    public void adoptForeign() {
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("SELECT 1 FROM change_log FOR UPDATE", Integer.class)
                    .getResultList();
            if (database.createNativeQuery(FOREIGN, Long.class).getSingleResult() > 0) {
                // The order is new, so existing cursors, which name rows by id, must match no row.
                database.createNativeMutationQuery("UPDATE change SET transaction = '0', id = gen_random_uuid()")
                        .executeUpdate();
                database.createNativeMutationQuery(BEGIN_ANEW).executeUpdate();
                LOG.info(
                        "Adopted a change log from another server; consumers of the change feed must start a new copy");
            }
        });
    }
}

package org.broadsheet.delivery.cache;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.broadsheet.changelog.ChangeLog.Recorded;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.hibernate.Session;

/** Evicts responses on all nodes for a reason that is not in the change log. */
@ApplicationScoped
public class Evicting {

    private static final String EVICT = """
            INSERT INTO eviction (kind, subject_id)
            SELECT :kind, subject FROM unnest(:subjects) s (subject)""";

    /** How long evictions are stored for nodes that have lost their connection. */
    static final Duration RETAINED = Duration.ofHours(1);

    private static final String DELETE_OLD =
            "DELETE FROM eviction WHERE at < clock_timestamp() - interval '%d seconds'".formatted(RETAINED.toSeconds());

    private final Session database;
    private final Event<Recorded> recorded;

    Evicting(Session database, Event<Recorded> recorded) {
        this.database = database;
        this.recorded = recorded;
    }

    @Produces
    @Singleton
    static PeriodicTask nowAndThen(Evicting evicting) {
        return new PeriodicTask(Duration.ofMinutes(10), evicting::deleteOld);
    }

    @ActivateRequestContext
    public void deleteOld() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(DELETE_OLD).executeUpdate());
    }

    /**
     * Evicts the responses that depend on resources of a kind, when the caller's transaction commits.
     *
     * @param subjects ids
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void evict(Kind kind, Collection<UUID> subjects) {
        database.createNativeMutationQuery(EVICT)
                .setParameter("kind", kind.name())
                .setParameter("subjects", subjects.toArray(UUID[]::new))
                .executeUpdate();
        recorded.fire(new Recorded());
    }
}

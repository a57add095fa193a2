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

/** Evicts responses for another reason than a change in the log, on all nodes. */
@ApplicationScoped
public class Evicting {

    private static final String EVICT = """
            INSERT INTO eviction (kind, subject_id)
            SELECT :kind, subject FROM unnest(:subjects) s (subject)""";

    /** How long evictions can be seen by nodes that lose their connection. */
    static final Duration RETAINED = Duration.ofHours(1);

    private static final String FORGET =
            "DELETE FROM eviction WHERE at < clock_timestamp() - interval '%d seconds'".formatted(RETAINED.toSeconds());

    private static final UUID ALL = new UUID(0, 0);

    private final Session database;
    private final Event<Recorded> recorded;

    Evicting(Session database, Event<Recorded> recorded) {
        this.database = database;
        this.recorded = recorded;
    }

    @Produces
    @Singleton
    static PeriodicTask nowAndThen(Evicting evicting) {
        return new PeriodicTask(Duration.ofMinutes(10), evicting::forgetOld);
    }

    @ActivateRequestContext
    public void forgetOld() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(FORGET).executeUpdate());
    }

    /**
     * As part of the caller's transaction: the responses are stale from its commit on.
     *
     * @param subjects of that kind; none for a kind that has but one group
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void evict(Kind kind, Collection<UUID> subjects) {
        UUID[] ids = subjects.isEmpty() ? new UUID[] {ALL} : subjects.toArray(UUID[]::new);
        database.createNativeMutationQuery(EVICT)
                .setParameter("kind", kind.name())
                .setParameter("subjects", ids)
                .executeUpdate();
        recorded.fire(new Recorded());
    }
}

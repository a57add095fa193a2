package org.broadsheet.delivery.cache;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The time of the last eviction of each cache group, by a clock that advances with each eviction. An eviction does not look up
 * responses. A response stores the time at which its computation began, and is stale once one of its groups has been
 * evicted after that time. Therefore a response is never cached if something that it depends on changes while it is computed.
 */
@Singleton
class Evictions {

    /** The maximum number of groups. With more, all responses are evicted, and the list is cleared. */
    private static final int MOST_GROUPS = 50_000;

    /**
     * @param clock the time of the eviction, by the clock of evictions
     * @param changed when this node read the change, by the clock of the database
     */
    private record Eviction(long clock, Instant changed) {

        /** The later eviction may have the earlier change, which another thread read. */
        Eviction and(Eviction next) {
            return new Eviction(next.clock, later(changed, next.changed));
        }
    }

    private final Map<String, Eviction> last = new ConcurrentHashMap<>();
    private final List<Runnable> preparations = new CopyOnWriteArrayList<>();

    /** Before this node has read the log, anything may just have changed. */
    private volatile Eviction all = new Eviction(0, Instant.MAX);

    private volatile long clock;
    private Instant latest = Instant.EPOCH;

    /**
     * Registers an action that runs before each eviction.
     *
     * @param preparation must return immediately
     */
    void prepareBy(Runnable preparation) {
        preparations.add(preparation);
    }

    /** Returns the time by this clock. Statements that begin afterwards see all changes that were evicted before. */
    long now() {
        return clock;
    }

    /**
     * Evicts groups.
     *
     * @param groups names
     * @param changed when this node read the changes, by the clock of the database
     */
    synchronized void evict(Collection<String> groups, Instant changed) {
        if (last.size() + groups.size() > MOST_GROUPS) {
            evictAll(changed);
            return;
        }
        prepare();
        latest = later(latest, changed);
        Eviction next = new Eviction(clock + 1, changed);
        groups.forEach(group -> last.merge(group, next, Eviction::and));
        clock = next.clock();
    }

    /**
     * Evicts all responses.
     *
     * @param changed when this node read the changes, by the clock of the database
     */
    synchronized void evictAll(Instant changed) {
        prepare();
        latest = later(latest, changed);
        all = new Eviction(clock + 1, latest);
        last.clear();
        clock = all.clock();
    }

    private void prepare() {
        preparations.forEach(Runnable::run);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Checks whether one of the groups has been evicted after a time. */
    boolean anySince(long time, List<String> groups) {
        if (all.clock() > time) {
            return true;
        }
        for (String group : groups) {
            Eviction eviction = last.get(group);
            if (eviction != null && eviction.clock() > time) {
                return true;
            }
        }
        return false;
    }

    /** Returns the time of the last change in any of the groups, or a later time; the epoch if there was no change. */
    Instant changed(List<String> groups) {
        Instant found = all.changed();
        for (String group : groups) {
            Eviction eviction = last.get(group);
            if (eviction != null) {
                found = later(found, eviction.changed());
            }
        }
        return found;
    }
}

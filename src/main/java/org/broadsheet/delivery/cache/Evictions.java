package org.broadsheet.delivery.cache;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which groups have been evicted, in the order of a clock that moves on with each eviction. Nothing is looked for and
 * removed: a response has the time at which its computation began, and is stale once one of its groups has been evicted
 * later than that. So a response that is being computed while something under it changes is never cached.
 */
@Singleton
class Evictions {

    /** Beyond that many, all is evicted, and the list begins anew. */
    private static final int MOST_GROUPS = 50_000;

    /**
     * @param clock by the clock of evictions
     * @param changed when what was evicted was seen to be changed, by the clock of the database
     */
    private record Eviction(long clock, Instant changed) {

        /** What is evicted later may have been seen earlier, on another thread. */
        Eviction and(Eviction next) {
            return new Eviction(next.clock, later(changed, next.changed));
        }
    }

    private final Map<String, Eviction> last = new ConcurrentHashMap<>();
    private final List<Runnable> preparations = new CopyOnWriteArrayList<>();

    /** Until the log has been seen, anything may have changed just now. */
    private volatile Eviction all = new Eviction(0, Instant.MAX);

    private volatile long clock;
    private Instant latest = Instant.EPOCH;

    /**
     * @param preparation is called before each eviction, so that what is made after it is made of the present state; must
     *     return at once
     */
    void prepareBy(Runnable preparation) {
        preparations.add(preparation);
    }

    /** The time by this clock. Whatever is read from the database from now on has seen all evictions so far. */
    long now() {
        return clock;
    }

    /**
     * @param groups names
     * @param changed when the changes were seen
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

    /** @param changed when the changes were seen */
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

    /** Whether one of the groups has been evicted after a time. */
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

    /** When something in one of the groups changed last, or a later time; the epoch where nothing ever did. */
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

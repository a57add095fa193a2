package org.broadsheet.cache;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which groups have been evicted, in the order of a clock that moves on with each eviction. Nothing is looked for and
 * thrown away: an answer knows from which time it is, and is none any more once one of its groups has been evicted later
 * than that. So an answer that is still being made while something under it changes is never right to keep.
 */
@Singleton
class Evictions {

    /** Beyond that many, all is evicted, and the list begins anew. */
    private static final int MOST_GROUPS = 50_000;

    /**
     * @param clock by the clock of evictions
     * @param changed when what was evicted had changed, by the clock of the database, the same for all nodes
     */
    private record Eviction(long clock, Instant changed) {}

    private final Map<String, Eviction> last = new ConcurrentHashMap<>();
    private volatile Eviction all = new Eviction(0, Instant.EPOCH);
    private volatile long clock;

    /** The time by this clock. Whatever is read from the database from now on has seen all evictions so far. */
    long now() {
        return clock;
    }

    /**
     * @param groups names
     * @param changed when the latest of the changes was made
     */
    synchronized void evict(Collection<String> groups, Instant changed) {
        if (last.size() + groups.size() > MOST_GROUPS) {
            evictAll(changed);
            return;
        }
        Eviction next = new Eviction(clock + 1, changed);
        groups.forEach(group -> last.put(group, next));
        clock = next.clock();
    }

    /** @param changed when anything was changed last */
    synchronized void evictAll(Instant changed) {
        all = new Eviction(clock + 1, changed);
        last.clear();
        clock = all.clock();
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
        Instant latest = all.changed();
        for (String group : groups) {
            Eviction eviction = last.get(group);
            if (eviction != null && eviction.changed().isAfter(latest)) {
                latest = eviction.changed();
            }
        }
        return latest;
    }
}

package org.broadsheet.cache;

import jakarta.inject.Singleton;
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

    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private volatile long allUntil;
    private volatile long clock;

    /** The time by this clock. Whatever is read from the database from now on has seen all evictions so far. */
    long now() {
        return clock;
    }

    /** @param groups names */
    synchronized void evict(Collection<String> groups) {
        if (last.size() + groups.size() > MOST_GROUPS) {
            evictAll();
            return;
        }
        long next = clock + 1;
        groups.forEach(group -> last.put(group, next));
        clock = next;
    }

    synchronized void evictAll() {
        allUntil = clock + 1;
        last.clear();
        clock = allUntil;
    }

    /** Whether one of the groups has been evicted after a time. */
    boolean anySince(long time, List<String> groups) {
        if (allUntil > time) {
            return true;
        }
        for (String group : groups) {
            Long evicted = last.get(group);
            if (evicted != null && evicted > time) {
                return true;
            }
        }
        return false;
    }
}

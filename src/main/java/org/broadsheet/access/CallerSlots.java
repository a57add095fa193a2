package org.broadsheet.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many requests of each caller may be under way at a time. */
final class CallerSlots {

    private final int limit;
    private final ConcurrentMap<Actor, Integer> taken = new ConcurrentHashMap<>();

    CallerSlots(int limit) {
        this.limit = limit;
    }

    /** @return whether the caller had one left, which it then has to {@link #release} */
    boolean take(Actor caller) {
        if (taken.merge(caller, 1, Integer::sum) <= limit) {
            return true;
        }
        release(caller);
        return false;
    }

    void release(Actor caller) {
        taken.compute(caller, (who, count) -> count == null || count == 1 ? null : count - 1);
    }
}

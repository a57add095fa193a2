package org.broadsheet.http;

import java.util.HashMap;
import java.util.Map;

/**
 * Divides among clients what a node has of something: it has so much in all, and gives each client so much at most.
 *
 * @param <K> names a client
 */
public final class Shares<K> {

    /** What comes of taking some. */
    public enum Outcome {
        TAKEN,

        /** The client has taken as much as one client may. */
        CLIENT_HAS_ITS_SHARE,

        /** All clients together have taken what the node has. */
        NODE_HAS_NO_MORE
    }

    private final long all;
    private final long each;
    private final Map<K, Long> taken = new HashMap<>();
    private long total;

    public Shares(long all, long each) {
        this.all = all;
        this.each = each;
    }

    /** @return {@link Outcome#TAKEN} where the client then has to {@link #release} the amount */
    public synchronized Outcome take(K client, long amount) {
        if (taken.getOrDefault(client, 0L) + amount > each) {
            return Outcome.CLIENT_HAS_ITS_SHARE;
        }
        if (total + amount > all) {
            return Outcome.NODE_HAS_NO_MORE;
        }
        taken.merge(client, amount, Long::sum);
        total += amount;
        return Outcome.TAKEN;
    }

    /** Gives back what was taken. */
    public synchronized void release(K client, long amount) {
        taken.computeIfPresent(client, (who, has) -> has == amount ? null : has - amount);
        total -= amount;
    }
}

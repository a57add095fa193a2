package org.broadsheet.platform.connection;

import java.util.HashMap;
import java.util.Map;

/**
 * Divides a node's capacity among its clients: it has a total, and a maximum for each client.
 *
 * @param <K> identifies a client
 */
public final class Shares<K> {

    /** The result of {@link #take}. */
    public enum Outcome {
        TAKEN,

        /** The client has reached the maximum for one client. */
        CLIENT_HAS_ITS_SHARE,

        /** All clients together have reached the total. */
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

    /** @return {@link Outcome#TAKEN} if the client must {@link #release} the amount later */
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

    /** Gives up an amount that was taken. */
    public synchronized void release(K client, long amount) {
        taken.computeIfPresent(client, (who, has) -> has == amount ? null : has - amount);
        total -= amount;
    }
}

package org.broadsheet.content.story;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.broadsheet.platform.database.SessionConnection;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;

/**
 * The memory that one request uses for the texts of stories until its response is complete. A page has a maximum number
 * of bytes, or one story; a node has a maximum for all concurrent requests.
 *
 * <p>A request may wait for memory, so it must not hold what others need to finish: neither memory nor, in a
 * transaction, a database connection.
 */
@RequestScoped
public class StoryMemory {

    private static final String SIZES =
            "SELECT l.story_id AS id, CAST(%s AS bigint) AS size FROM live_story l WHERE l.story_id = ANY(:ids)";

    /** The size of a story's texts. */
    private record Size(UUID story, Long bytes) {}

    private final Session database;
    private final OfNode node;
    private final long page;
    private final Runnable beforeWaiting;
    private long taken;
    private int acquired;
    private boolean released;

    @Inject
    StoryMemory(Session database, OfNode node, StoryListConfig config) {
        this(database, node, config, () -> SessionConnection.release(database));
    }

    StoryMemory(Session database, OfNode node, StoryListConfig config, Runnable beforeWaiting) {
        this.database = database;
        this.node = node;
        this.page = config.pageSize().asLongValue();
        this.beforeWaiting = beforeWaiting;
    }

    /**
     * Returns as many of the first stories as fit on the page; the first story of a page always fits. In a further call of
     * the same request, no story fits if other requests use or wait for all memory of the node.
     *
     * @throws ProblemException 503 if other requests use all memory of the node
     */
    public List<UUID> fitting(List<UUID> ids, StorySelection selection) {
        return fitting(ids, selection.size());
    }

    /** @param size an SQL expression for the bytes of {@code live_story l}; empty for no limit */
    public List<UUID> fitting(List<UUID> ids, String size) {
        if (ids.isEmpty() || size.isEmpty()) {
            return ids;
        }
        Map<UUID, Long> sizes = sizes(ids, size);
        long bytes = 0;
        int fitting = 0;
        while (fitting < ids.size()) {
            long next = sizes.getOrDefault(ids.get(fitting), 0L);
            if (taken + bytes > 0 && taken + bytes + next > page) {
                break;
            }
            bytes += next;
            fitting++;
        }
        if (acquired == 0) {
            take(bytes);
        } else if (!takeAtOnce(bytes)) {
            return List.of();
        }
        return ids.subList(0, fitting);
    }

    private Map<UUID, Long> sizes(List<UUID> ids, String size) {
        return database
                .createNativeQuery(SIZES.formatted(size), Size.class)
                .setParameter("ids", ids.toArray(UUID[]::new))
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Size::story, Size::bytes));
    }

    /** Takes memory for the first texts of a request. */
    void take(long bytes) {
        if (acquired > 0) {
            throw new IllegalStateException("A request must not wait for memory while it holds memory");
        }
        taken(bytes, node.acquire(bytes, beforeWaiting));
    }

    private boolean takeAtOnce(long bytes) {
        OptionalInt units = node.acquireAtOnce(bytes, acquired);
        units.ifPresent(more -> taken(bytes, more));
        return units.isPresent();
    }

    private void taken(long bytes, int units) {
        taken += bytes;
        synchronized (this) {
            if (released) {
                node.release(units);
            } else {
                acquired += units;
            }
        }
    }

    /**
     * Transfers the memory to the caller, so that the end of the request context does not release it.
     *
     * @return releases the memory
     */
    public synchronized Runnable keep() {
        int transferred = acquired;
        acquired = 0;
        return () -> node.release(transferred);
    }

    /** A client may disconnect, on another thread, while its request waits for memory. */
    @PreDestroy
    synchronized void release() {
        released = true;
        node.release(acquired);
        acquired = 0;
    }

    /** The memory of the node, which all requests share. A response uses several times its stored bytes. */
    @ApplicationScoped
    static class OfNode {

        private static final int HEAP_DIVISOR = 28;

        private static final int PATIENCE_SECONDS = 10;

        private static final int UNIT = 1_024;

        private final int all;
        private final Semaphore free;

        /** Requests that wait hold a thread each. The other half of the threads serves requests without long texts. */
        private final Semaphore waiting;

        OfNode(StoryListConfig config, @ConfigProperty(name = "quarkus.thread-pool.max-threads") int threads) {
            long bytes = config.memory()
                    .map(MemorySize::asLongValue)
                    .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
            this.all = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
            this.free = new Semaphore(all, true);
            this.waiting = new Semaphore(Math.max(1, threads / 2));
        }

        /**
         * Acquires memory, and waits if other requests use all of it.
         *
         * @param beforeWaiting gives up what others may need meanwhile
         * @return units to release
         */
        int acquire(long bytes, Runnable beforeWaiting) {
            int units = units(bytes, 0);
            if (!acquire(units, beforeWaiting)) {
                throw ProblemException.of(ProblemType.UNAVAILABLE, "The node has no memory left to read long texts.")
                        .withHeader("Retry-After", "1");
            }
            return units;
        }

        /**
         * Acquires memory, unless other requests use all of it or wait for it.
         *
         * @param before units that the request already has
         * @return units to release
         */
        OptionalInt acquireAtOnce(long bytes, int before) {
            int units = units(bytes, before);
            return tryAcquire(units, 0) ? OptionalInt.of(units) : OptionalInt.empty();
        }

        /** A request that needs more than the node has gets all of it. */
        private int units(long bytes, int before) {
            return (int) Math.min(all - before, bytes / UNIT);
        }

        private boolean acquire(int units, Runnable beforeWaiting) {
            if (tryAcquire(units, 0)) {
                return true;
            }
            if (!waiting.tryAcquire()) {
                return false;
            }
            try {
                beforeWaiting.run();
                return tryAcquire(units, PATIENCE_SECONDS);
            } finally {
                waiting.release();
            }
        }

        /** Unlike the method without a time, this one never overtakes requests that wait. */
        private boolean tryAcquire(int units, int seconds) {
            try {
                return free.tryAcquire(units, seconds, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        void release(int units) {
            free.release(units);
        }
    }
}

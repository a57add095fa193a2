package org.broadsheet.delivery.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.broadsheet.platform.operation.CanonicalRequest;

/** The cached responses of this node, by canonical target. Their total size in bytes is limited. */
@Singleton
class ResponseCache implements CachedResponses {

    /** The map from targets to canonical requests gets one part in so many of the memory. */
    private static final int SHARE_OF_MEANINGS = 16;

    /** The bytes of an entry without its key and value. */
    private static final int OVERHEAD = 200;

    private static final long SIZE = 64L << 20;

    /** The seconds after which an idle compression thread ends. */
    private static final int IDLE_SECONDS = 10;

    private final Evictions evictions;
    private final Invalidation invalidation;
    private final Cache<String, StoredResponse> responses;
    private final Cache<String, CanonicalRequest> meanings;
    private final Map<String, SharedComputation> computations = new ConcurrentHashMap<>();
    private final ExecutorService compressions = compressions();

    ResponseCache(CacheConfig config, Evictions evictions, Invalidation invalidation) {
        this.evictions = evictions;
        this.invalidation = invalidation;
        long size = config.size().map(MemorySize::asLongValue).orElseGet(ResponseCache::unlessGiven);
        this.responses = Caffeine.newBuilder()
                .maximumWeight(size - size / SHARE_OF_MEANINGS)
                .weigher((String key, StoredResponse stored) -> OVERHEAD + key.length() + stored.weight())
                .build();
        this.meanings = Caffeine.newBuilder()
                .maximumWeight(size / SHARE_OF_MEANINGS)
                .weigher((String target, CanonicalRequest meaning) -> OVERHEAD
                        + target.length()
                        + meaning.path().length()
                        + meaning.query().length())
                .build();
    }

    /** In a small heap, more cached responses would cost the garbage collector more time than they save. */
    private static long unlessGiven() {
        return Math.min(SIZE, Runtime.getRuntime().maxMemory() / 6);
    }

    /**
     * @param key a canonical target
     * @return null if there is none, or it is stale
     */
    StoredResponse find(String key) {
        StoredResponse stored = responses.getIfPresent(key);
        if (stored == null || stored.isCurrent(evictions)) {
            return stored;
        }
        responses.asMap().remove(key, stored);
        return null;
    }

    /** Returns nothing if this node has not read the log recently: {@link CacheFilter} then adds {@code Age}. */
    @Override
    public CachedResponse find(String target, ContentCoding coding, Validators validators) {
        StoredResponse stored = invalidation.behind() < CacheFilter.NOTICEABLE ? find(target) : null;
        return stored != null && stored.isOk() && stored.has(coding) ? stored.to(coding, validators) : null;
    }

    /** Returns the canonical request of a target; null if it is not known. */
    CanonicalRequest meaningOf(String target) {
        return meanings.getIfPresent(target);
    }

    void remember(String target, CanonicalRequest meaning) {
        meanings.put(target, meaning);
    }

    /** Returns the running computation of the same request; if there is none, registers the new one and returns it. */
    SharedComputation join(SharedComputation computation) {
        SharedComputation first = computations.putIfAbsent(computation.request().target(), computation);
        return first == null ? computation : first;
    }

    /** Caches the result of a computation, unless something that it depends on has changed meanwhile. */
    boolean complete(SharedComputation computation, StoredResponse stored) {
        boolean current = stored.isCurrent(evictions);
        if (current) {
            responses.put(computation.request().target(), stored);
        }
        computations.remove(computation.request().target(), computation);
        computation.complete(current ? Optional.of(stored) : Optional.empty());
        return current;
    }

    /** Ends a computation without a result that can be cached. */
    void abandon(SharedComputation computation) {
        computations.remove(computation.request().target(), computation);
        computation.complete(Optional.empty());
    }

    /**
     * Compresses a response outside of the event loops, and outside of the threads that compute responses: a cached
     * response must not wait for one of these.
     *
     * @return completes when the response has the encoding
     */
    CompletableFuture<?> compress(String key, StoredResponse stored, ContentCoding coding) {
        return stored.compress(coding, compression -> compressions.execute(() -> weighAfter(compression, key, stored)));
    }

    /**
     * Compresses a response on the thread that has computed it, unless another thread has begun.
     *
     * @return completes when the response has the encoding
     */
    CompletableFuture<?> compressHere(String key, StoredResponse stored, ContentCoding coding) {
        return stored.compress(coding, compression -> weighAfter(compression, key, stored));
    }

    private void weighAfter(Runnable compression, String key, StoredResponse stored) {
        compression.run();
        responses.asMap().replace(key, stored, stored);
    }

    @PreDestroy
    void stop() {
        compressions.shutdown();
    }

    private static ExecutorService compressions() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "compression");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}

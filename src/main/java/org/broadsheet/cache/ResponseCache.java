package org.broadsheet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.http.CanonicalRequest;

/** The responses that this node has, by canonical target, bounded by the bytes that they take. */
@Singleton
class ResponseCache implements CachedResponses {

    /** The share of the bytes that remembering what targets mean may take. */
    private static final int SHARE_OF_MEANINGS = 16;

    /** What an entry takes besides what it is weighed by. */
    private static final int OVERHEAD = 200;

    private static final long SIZE = 64L << 20;

    private final Evictions evictions;
    private final Invalidation invalidation;
    private final Cache<String, Answer> answers;
    private final Cache<String, CanonicalRequest> meanings;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    ResponseCache(CacheConfig config, Evictions evictions, Invalidation invalidation) {
        this.evictions = evictions;
        this.invalidation = invalidation;
        long size = config.size().map(MemorySize::asLongValue).orElseGet(ResponseCache::unlessGiven);
        this.answers = Caffeine.newBuilder()
                .maximumWeight(size - size / SHARE_OF_MEANINGS)
                .weigher((String key, Answer answer) -> OVERHEAD + key.length() + answer.weight())
                .build();
        this.meanings = Caffeine.newBuilder()
                .maximumWeight(size / SHARE_OF_MEANINGS)
                .weigher((String target, CanonicalRequest meaning) ->
                        OVERHEAD + target.length() + meaning.query().length())
                .build();
    }

    /** Where answers fill what a small heap has to spare, the collector takes more time than they save. */
    private static long unlessGiven() {
        return Math.min(SIZE, Runtime.getRuntime().maxMemory() / 6);
    }

    /**
     * @param key a canonical target
     * @return null if there is none that is right
     */
    Answer find(String key) {
        Answer answer = answers.getIfPresent(key);
        if (answer == null || answer.isRight(evictions)) {
            return answer;
        }
        answers.asMap().remove(key, answer);
        return null;
    }

    /** Where this node has not seen the log lately, the framework's filter says so in the response. */
    @Override
    public CachedResponse find(String target, ContentCoding coding, Validators validators) {
        Answer answer = invalidation.behind() < CacheFilter.NOTICEABLE ? find(target) : null;
        return answer != null && answer.isOk() && answer.has(coding) ? answer.to(coding, validators) : null;
    }

    /** What a target means, where that is known; else null. */
    CanonicalRequest meaningOf(String target) {
        return meanings.getIfPresent(target);
    }

    void remember(String target, CanonicalRequest meaning) {
        meanings.put(target, meaning);
    }

    /** The flight that is under way for a request, if there is one; else the new one. */
    Flight join(Flight flight) {
        Flight first = flights.putIfAbsent(flight.request().target(), flight);
        return first == null ? flight : first;
    }

    /** Keeps what came of a flight, unless something that it depends on has changed on the way. */
    boolean land(Flight flight, Answer answer) {
        boolean right = answer.isRight(evictions);
        if (right) {
            answers.put(flight.request().target(), answer);
        }
        flights.remove(flight.request().target(), flight);
        flight.land(right ? Optional.of(answer) : Optional.empty());
        return right;
    }

    /** Nothing came of it that could be kept. */
    void abandon(Flight flight) {
        flights.remove(flight.request().target(), flight);
        flight.land(Optional.empty());
    }

    /** Has the answer weighed again, since it has grown. */
    void weigh(String key, Answer answer) {
        answers.asMap().replace(key, answer, answer);
    }
}

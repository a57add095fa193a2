package org.broadsheet.identity.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.broadsheet.platform.http.ClientNetwork;

/**
 * Limits failed attempts: an address has a few, and regains one at a time. Beyond the limit, {@link ThrottledKeyCheck}
 * looks up well-formed keys many at a time, and nothing else is looked up: a valid key is accepted at any time.
 */
@ApplicationScoped
class FailedAttempts {

    static final int ALLOWED = 10;

    private static final Duration ONE_BACK = Duration.ofSeconds(6);

    /** The time at which an address will have regained all attempts, by address. */
    private final Cache<String, AtomicReference<Instant>> failures = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(ONE_BACK.multipliedBy(ALLOWED))
            .build();

    /** Returns how long the address must wait before it may fail again; zero if it need not wait. */
    Duration waitFor(SocketAddress address) {
        AtomicReference<Instant> recovered = failures.getIfPresent(ClientNetwork.of(address));
        if (recovered == null) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(Instant.now(), recovered.get()).minus(ONE_BACK.multipliedBy(ALLOWED - 1L));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    void failed(SocketAddress address) {
        AtomicReference<Instant> recovered =
                failures.get(ClientNetwork.of(address), none -> new AtomicReference<>(Instant.MIN));
        Instant now = Instant.now();
        Instant latest = now.plus(ONE_BACK.multipliedBy(ALLOWED));
        recovered.updateAndGet(time -> {
            Instant later = (time.isBefore(now) ? now : time).plus(ONE_BACK);
            return later.isBefore(latest) ? later : latest;
        });
        failures.put(ClientNetwork.of(address), recovered);
    }
}

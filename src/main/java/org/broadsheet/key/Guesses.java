package org.broadsheet.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Limits failed attempts: an address has a few, and gets one back at a time. Beyond the limit, what has the form of a key is
 * looked up many at a time, see {@link SuspectKeys}, and nothing else is looked up: a valid key passes at any time.
 */
@ApplicationScoped
class Guesses {

    static final int ALLOWED = 10;

    private static final Duration ONE_BACK = Duration.ofSeconds(6);

    /** By address: the time from which on all attempts will have come back. */
    private final Cache<String, AtomicReference<Instant>> failures = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(ONE_BACK.multipliedBy(ALLOWED))
            .build();

    /** How long the address has to wait before it may fail again; zero if it need not. */
    Duration waitFor(SocketAddress address) {
        AtomicReference<Instant> recovered = failures.getIfPresent(network(address));
        if (recovered == null) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(Instant.now(), recovered.get()).minus(ONE_BACK.multipliedBy(ALLOWED - 1L));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    void failed(SocketAddress address) {
        AtomicReference<Instant> recovered = failures.get(network(address), none -> new AtomicReference<>(Instant.MIN));
        Instant now = Instant.now();
        Instant latest = now.plus(ONE_BACK.multipliedBy(ALLOWED));
        recovered.updateAndGet(time -> {
            Instant later = (time.isBefore(now) ? now : time).plus(ONE_BACK);
            return later.isBefore(latest) ? later : latest;
        });
        failures.put(network(address), recovered);
    }

    /** Whoever has one IPv6 address has the other 2^64 of its network as well. */
    private static String network(SocketAddress address) {
        String text = address == null ? null : address.hostAddress();
        if (text == null || text.indexOf(':') < 0) {
            return String.valueOf(text);
        }
        try {
            InetAddress parsed = InetAddress.getByName(text);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return text;
        }
    }
}

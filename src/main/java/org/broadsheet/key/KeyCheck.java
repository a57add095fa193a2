package org.broadsheet.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.broadsheet.database.Timestamps;

/**
 * Looks a key up, in the database each time: a revocation holds on every node from its commit on.
 */
@ApplicationScoped
class KeyCheck {

    /** Finer than this, a busy key would cost a write for every request. */
    private static final Duration LAST_USED_PRECISION = Duration.ofMinutes(1);

    /** The key with this secret, if it is good at the moment. */
    @ActivateRequestContext
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<ApiKey> good(Secret secret) {
        Instant now = Timestamps.now();
        Optional<ApiKey> key = ApiKey.with(secret).filter(found -> found.isGood(now));
        key.filter(found -> found.lastUsedAt == null || found.lastUsedAt.isBefore(now.minus(LAST_USED_PRECISION)))
                .ifPresent(found -> found.lastUsedAt = now);
        return key;
    }
}

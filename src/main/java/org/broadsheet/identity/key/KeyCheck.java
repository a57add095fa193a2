package org.broadsheet.identity.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.platform.database.Timestamps;
import org.hibernate.Session;

/** Looks keys up in the database each time, so that a revocation takes effect on every node from its commit on. */
@ApplicationScoped
class KeyCheck {

    /** With a finer precision, a busy key would cost a write for every request. */
    private static final Duration LAST_USED_PRECISION = Duration.ofMinutes(1);

    private static final String GOOD = """
            SELECT hash FROM api_key WHERE hash = ANY(:hashes)
            AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)""";

    private final Session database;

    KeyCheck(Session database) {
        this.database = database;
    }

    /** Returns the secrets that belong to a currently valid key. */
    @ActivateRequestContext
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Set<Secret> good(Collection<Secret> secrets) {
        Set<ByteBuffer> hashes = database
                .createNativeQuery(GOOD, byte[].class)
                .setParameter("hashes", secrets.stream().map(Secret::hash).toArray(byte[][]::new))
                .setParameter("now", Timestamps.now())
                .getResultList()
                .stream()
                .map(ByteBuffer::wrap)
                .collect(Collectors.toSet());
        return secrets.stream()
                .filter(secret -> hashes.contains(ByteBuffer.wrap(secret.hash())))
                .collect(Collectors.toSet());
    }

    /** Returns the key with this secret, if the key is valid now. */
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

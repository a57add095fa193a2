package org.broadsheet.identity.key;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.scheduling.StartupOrder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;

/**
 * Provides the first key: the one in {@code BROADSHEET_ADMIN_KEY}, or else, where there has never been a key, a new one
 * that is printed once.
 */
@ApplicationScoped
class FirstKey {

    /** The advisory lock that prevents two nodes from creating one key each. */
    private static final long LOCK = 0x5EC_2E7;

    private final Optional<String> given;
    private final Session database;
    private final AuditLog audit;
    private final TransactionSynchronizationRegistry transaction;

    FirstKey(
            @ConfigProperty(name = "broadsheet.admin-key") Optional<String> given,
            Session database,
            AuditLog audit,
            TransactionSynchronizationRegistry transaction) {
        this.given = given;
        this.database = database;
        this.audit = audit;
        this.transaction = transaction;
    }

    void check(@Observes @Priority(StartupOrder.SETTINGS) StartupEvent event) {
        if (given.isPresent() && !secret().isWellFormed()) {
            throw new ConfigurationException("BROADSHEET_ADMIN_KEY is no key: it must match " + Secret.PATTERN
                    + ". Make one with: echo bs_$(openssl rand -hex 32)");
        }
    }

    private Secret secret() {
        return new Secret(given.orElseThrow().strip());
    }

    @Transactional
    void provide(@Observes @Priority(StartupOrder.FIRST_KEY) StartupEvent event) {
        database.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock)", Integer.class)
                .setParameter("lock", LOCK)
                .getResultList();
        if (given.isPresent()) {
            useFromEnvironment(secret());
        } else if (hasNoKeys()) {
            Secret secret = Secret.generate();
            create(secret, "First key", false);
            transaction.registerInterposedSynchronization(new PrintOnce(secret));
        }
    }

    /** A native query, because the first HQL query is slow and would delay every start. */
    private boolean hasNoKeys() {
        return database.createNativeQuery("SELECT 1 FROM api_key LIMIT 1", Integer.class)
                .getResultList()
                .isEmpty();
    }

    /**
     * Makes the environment's key valid, whatever its state: there is no other way to readmit an operator who is locked
     * out. The key that the environment named before is revoked.
     */
    private void useFromEnvironment(Secret secret) {
        ApiKey.<ApiKey>list("fromEnvironment = true and revokedAt is null").stream()
                .filter(other -> !MessageDigest.isEqual(other.hash, secret.hash()))
                .forEach(other -> {
                    other.revokedAt = Timestamps.now();
                    audit.record(
                            AuditAction.KEY_REVOKED,
                            AuditSubject.key(other.id),
                            Map.of(),
                            Map.of("revokedAt", other.revokedAt));
                });
        ApiKey.with(secret).ifPresentOrElse(this::restore, () -> create(secret, "BROADSHEET_ADMIN_KEY", true));
    }

    private void restore(ApiKey key) {
        key.fromEnvironment = true;
        KeyRepresentation before = KeyRepresentation.from(key);
        key.revokedAt = null;
        key.expiresAt = null;
        key.scopes = Scope.ALL;
        KeyRepresentation after = KeyRepresentation.from(key);
        if (!after.equals(before)) {
            audit.record(AuditAction.KEY_RESTORED, AuditSubject.key(key.id), before, after);
        }
    }

    private void create(Secret secret, String name, boolean fromEnvironment) {
        ApiKey key = ApiKey.of(secret, name, Scope.ALL);
        key.fromEnvironment = fromEnvironment;
        key.persist();
        audit.record(
                AuditAction.KEY_CREATED,
                AuditSubject.key(key.id),
                Map.of(),
                Map.of("name", name, "scopes", key.scopes));
    }

    /** Prints to the screen and not to the log, because logs may be stored; and only after the key is committed. */
    private record PrintOnce(Secret secret) implements Synchronization {

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                System.out.printf(
                        "%n  Admin key  %s%n             Store it: it is not shown again, and has every scope.%n%n",
                        secret.text());
            }
        }
    }
}

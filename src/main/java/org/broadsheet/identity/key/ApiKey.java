package org.broadsheet.identity.key;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.history.Actor;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

/** A key to the editorial API. The database only stores its hash. */
@Entity
public class ApiKey extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public String name;

    byte[] hash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> scopes;

    /** Whether {@code BROADSHEET_ADMIN_KEY} gave the key; it is then revoked when the variable names another. */
    public boolean fromEnvironment;

    public Instant createdAt = Timestamps.now();

    /** The key that created this one; null if a person or the environment did. */
    public UUID createdBy;

    /** The time from which the key is rejected; null for never. */
    public Instant expiresAt;

    /** The time of the last use, to the minute; null if the key was never used. */
    public Instant lastUsedAt;

    public Instant revokedAt;

    static ApiKey of(Secret secret, String name, List<String> scopes) {
        ApiKey key = new ApiKey();
        key.name = name;
        key.hash = secret.hash();
        key.scopes = scopes;
        return key;
    }

    /** Returns the key with this secret, whether or not it is still valid. */
    static Optional<ApiKey> with(Secret secret) {
        return ApiKey.<ApiKey>find("hash", secret.hash()).singleResultOptional();
    }

    /**
     * Returns the keys that a key has created, directly or through others, in the order of their ids. The locks prevent
     * all of them from creating another key before the transaction ends.
     */
    static List<ApiKey> madeBy(ApiKey key) {
        Set<UUID> known = new HashSet<>(Set.of(key.id));
        List<ApiKey> made = new ArrayList<>();
        List<ApiKey> more;
        do {
            // A key that was created before its creator was locked only becomes visible after the lock.
            more = ApiKey.<ApiKey>find("createdBy IN ?1 AND id NOT IN ?1 ORDER BY id", known)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .list();
            more.forEach(next -> known.add(next.id));
            made.addAll(more);
        } while (!more.isEmpty());
        made.sort(Comparator.comparing(next -> next.id.toString()));
        return made;
    }

    boolean isGood(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Actor actor() {
        return Actor.key(id.toString(), name);
    }
}

package org.broadsheet.key;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.access.Actor;
import org.broadsheet.database.Timestamps;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

/** A key to the editorial API, of which only a hash is kept. */
@Entity
public class ApiKey extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public String name;

    byte[] handle;

    byte[] hash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> scopes;

    /** Whether it was given by {@code BROADSHEET_ADMIN_KEY}, and goes when that names another. */
    public boolean fromEnvironment;

    public Instant createdAt = Timestamps.now();

    /** From then on it is refused; null for never. */
    public Instant expiresAt;

    /** To the minute; null if it never was. */
    public Instant lastUsedAt;

    public Instant revokedAt;

    static ApiKey of(Secret secret, String name, List<String> scopes) {
        ApiKey key = new ApiKey();
        key.name = name;
        key.handle = secret.handle();
        key.hash = secret.hash();
        key.scopes = scopes;
        return key;
    }

    /** The key with this secret, whether or not it is still good. */
    static Optional<ApiKey> with(Secret secret) {
        return ApiKey.<ApiKey>find("handle", secret.handle())
                .firstResultOptional()
                .filter(key -> MessageDigest.isEqual(key.hash, secret.hash()));
    }

    boolean isGood(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Actor actor() {
        return Actor.key(id.toString(), name);
    }
}

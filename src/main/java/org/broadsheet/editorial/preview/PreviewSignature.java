package org.broadsheet.editorial.preview;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hibernate.Session;

/**
 * Signs the content of a preview token, so that a forged token is rejected without a database query. The key is in the
 * database, so all nodes share it.
 */
@ApplicationScoped
class PreviewSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int STATEMENT_BYTES = 24;

    private final Session database;
    private volatile SecretKeySpec key;

    PreviewSignature(Session database) {
        this.database = database;
    }

    /** The content of a preview token. */
    record Statement(UUID id, Instant expiresAt) {}

    /** Returns the signed, URL-safe token. */
    String sign(Statement statement) {
        byte[] bytes = ByteBuffer.allocate(STATEMENT_BYTES)
                .putLong(statement.id().getMostSignificantBits())
                .putLong(statement.id().getLeastSignificantBits())
                .putLong(statement.expiresAt().toEpochMilli())
                .array();
        return encode(bytes) + "." + encode(mac(bytes));
    }

    /** Returns the content of a token, if its signature is valid. */
    Optional<Statement> read(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(parts[0]);
            if (parts.length != 2
                    || bytes.length != STATEMENT_BYTES
                    || !MessageDigest.isEqual(mac(bytes), Base64.getUrlDecoder().decode(parts[1]))) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return Optional.of(new Statement(
                    new UUID(buffer.getLong(), buffer.getLong()), Instant.ofEpochMilli(buffer.getLong())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must support " + ALGORITHM, e);
        }
    }

    private SecretKeySpec key() {
        if (key == null) {
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            // One statement covers an existing key, a new key, and a key that another node creates concurrently.
            byte[] stored = database.createNativeQuery("""
                            INSERT INTO signing_key (purpose, key) VALUES ('preview', :made)
                            ON CONFLICT (purpose) DO UPDATE SET purpose = excluded.purpose RETURNING key""", byte[].class)
                    .setParameter("made", made)
                    .getSingleResult();
            key = new SecretKeySpec(stored, ALGORITHM);
        }
        return key;
    }
}

package org.broadsheet.platform.paging;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies cursors: HMAC-SHA256, truncated to its first half.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
public final class CursorSigner {

    /** The length of a signature in bytes. */
    static final int LENGTH = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /** @param keys the first one signs, all of them verify */
    public CursorSigner(List<byte[]> keys) {
        this.keys = keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
    }

    byte[] sign(byte[] content) {
        return signature(keys.get(0), content);
    }

    boolean verifies(byte[] content, byte[] signature) {
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(signature(key, content), signature));
    }

    private static byte[] signature(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(content), LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}

package org.broadsheet.identity.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The secret text of an API key. {@link #toString} hides it, so that no log and no error can show it.
 *
 * @param text {@code bs_} and at least 32 characters of URL-safe Base64
 */
record Secret(String text) {

    static final String PREFIX = "bs_";

    /** The pattern of a key: the prefix, and room for 192 bits or more. */
    static final String PATTERN = PREFIX + "[A-Za-z0-9_-]{32,128}";

    private static final Pattern WELL_FORMED = Pattern.compile(PATTERN);
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Creates a secret of 256 random bits. */
    static Secret generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    boolean isWellFormed() {
        return WELL_FORMED.matcher(text).matches();
    }

    /** Returns the only part of a key that is stored. A plain hash is safe, because a secret has 256 random bits. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}

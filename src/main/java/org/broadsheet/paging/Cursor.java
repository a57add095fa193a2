package org.broadsheet.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The place in a list after which a page begins: the sort keys of the last item, with its id as the tie-break.
 * Opaque to clients; a digest binds it to the filters and the order that it was made for.
 *
 * @param key the last item's sort key
 * @param id the last item's id
 */
public record Cursor(String key, String id) {

    /** The longest cursor that is ever made: the longest title, as UTF-8, in Base64. */
    public static final int MAX_LENGTH = 2_000;

    private static final String SEPARATOR = "\u001f";
    private static final int DIGEST_LENGTH = 8;

    /**
     * @param binding the list's filters and order, in one canonical text
     * @return the cursor as clients see it, URL-safe
     */
    public String encode(String binding) {
        byte[] text = (key + SEPARATOR + id).getBytes(StandardCharsets.UTF_8);
        byte[] whole = ByteBuffer.allocate(DIGEST_LENGTH + text.length)
                .put(digest(binding, text))
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /**
     * @param binding the filters and order of the list that is asked for now
     * @return empty if the text is no cursor, or one of another list
     */
    public static Optional<Cursor> decode(String encoded, String binding) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(encoded);
            if (whole.length < DIGEST_LENGTH) {
                return Optional.empty();
            }
            byte[] text = Arrays.copyOfRange(whole, DIGEST_LENGTH, whole.length);
            if (!Arrays.equals(digest(binding, text), Arrays.copyOf(whole, DIGEST_LENGTH))) {
                return Optional.empty();
            }
            String[] keys = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString()
                    .split(SEPARATOR, -1);
            // PostgreSQL takes no NUL in text.
            return keys.length == 2 && keys[0].indexOf(0) < 0
                    ? Optional.of(new Cursor(keys[0], keys[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] digest(String binding, byte[] text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(binding.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            return Arrays.copyOf(sha256.digest(text), DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package org.broadsheet.platform.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The position in a list after which a page begins: the sort keys of the last item, with its id as the tie-break. The
 * cursor is opaque to clients, and signed: only a cursor from some node of this site is accepted. A digest binds it to
 * its filters and order.
 *
 * @param key the last item's sort key
 * @param id the last item's id
 */
public record Cursor(String key, String id) {

    /** The length of the longest possible cursor: of a search in all languages. */
    public static final int MAX_LENGTH = 4_000;

    private static final String SEPARATOR = "\u001f";
    private static final int DIGEST_LENGTH = 8;
    private static final int HEAD_LENGTH = CursorSigner.LENGTH + DIGEST_LENGTH;

    /** The signer of this node, whose keys are those of its database. */
    private static volatile CursorSigner signer;

    /**
     * Sets the signer of all cursors.
     *
     * @return the previous signer; null if there was none
     */
    public static CursorSigner signWith(CursorSigner next) {
        CursorSigner before = signer;
        signer = next;
        return before;
    }

    /**
     * Returns the cursor as clients see it: URL-safe Base64 of signature, digest of the binding, and text.
     *
     * @param binding the list's filters and order, in one canonical text
     */
    public String encode(String binding) {
        byte[] text = (key + SEPARATOR + id).getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(DIGEST_LENGTH + text.length)
                .put(digest(binding))
                .put(text)
                .array();
        byte[] whole = ByteBuffer.allocate(CursorSigner.LENGTH + content.length)
                .put(signer.sign(content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /**
     * Decodes a cursor of any list.
     *
     * @return empty if the text is not a cursor with a valid signature
     */
    public static Optional<Bound> decode(String encoded) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(encoded);
            if (whole.length < HEAD_LENGTH) {
                return Optional.empty();
            }
            byte[] signature = Arrays.copyOf(whole, CursorSigner.LENGTH);
            byte[] content = Arrays.copyOfRange(whole, CursorSigner.LENGTH, whole.length);
            return signer.verifies(content, signature) ? Bound.read(content) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A cursor with a valid signature, perhaps for another list than the requested one.
     *
     * @param digest of the binding
     */
    public record Bound(Cursor cursor, byte[] digest) {

        private static Optional<Bound> read(byte[] content) {
            try {
                String[] keys = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content, DIGEST_LENGTH, content.length - DIGEST_LENGTH))
                        .toString()
                        .split(SEPARATOR, -1);
                // PostgreSQL cannot store NUL in text.
                return keys.length == 2 && keys[0].indexOf(0) < 0
                        ? Optional.of(new Bound(new Cursor(keys[0], keys[1]), Arrays.copyOf(content, DIGEST_LENGTH)))
                        : Optional.empty();
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        /** @return empty if the cursor belongs to another list */
        public Optional<Cursor> of(String binding) {
            return Arrays.equals(digest, Cursor.digest(binding)) ? Optional.of(cursor) : Optional.empty();
        }
    }

    private static byte[] digest(String binding) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(binding.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(whole, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

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
 * The position in a list at which a page begins: the sort keys of an item, with its id as the tie-break. The
 * cursor is opaque to clients, and signed: only a cursor from some node of this site is accepted. A digest binds it to
 * its filters and order.
 *
 * @param edge which side of the item the page is on
 * @param key the item's sort key
 * @param id the item's id
 */
public record Cursor(Edge edge, String key, String id) {

    /** The side of an item on which a page is. */
    public enum Edge {
        /** The items after it. */
        AFTER(false, false),
        /** The items before it. */
        BEFORE(true, false),
        /** The item itself, if it still exists, and those after it. */
        FROM(false, true),
        /** The item itself, if it still exists, and those before it. */
        UP_TO(true, true);

        private final boolean backward;
        private final boolean inclusive;

        Edge(boolean backward, boolean inclusive) {
            this.backward = backward;
            this.inclusive = inclusive;
        }

        /** Checks whether the page is read from its last item to its first. */
        public boolean isBackward() {
            return backward;
        }

        /** Checks whether the item may be on the page. */
        public boolean isInclusive() {
            return inclusive;
        }

        /** Returns the operator that compares the sort keys of rows with those of the item. */
        public String operator(boolean descending) {
            return (backward == descending ? ">" : "<") + (inclusive ? "=" : "");
        }

        private static Optional<Edge> of(String[] keys) {
            return keys.length < 3
                    ? Optional.of(AFTER)
                    : Arrays.stream(values())
                            .filter(edge -> edge.name().equals(keys[2]))
                            .findFirst();
        }
    }

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

    /** Creates a cursor of the items after an item. */
    public Cursor(String key, String id) {
        this(Edge.AFTER, key, id);
    }

    /** Returns a cursor on a side of the same item. */
    Cursor at(Edge other) {
        return new Cursor(other, key, id);
    }

    /**
     * Returns the cursor as clients see it: URL-safe Base64 of signature, digest of the binding, and text.
     *
     * @param binding the list's filters and order, in one canonical text
     */
    public String encode(String binding) {
        String side = edge == Edge.AFTER ? "" : SEPARATOR + edge;
        byte[] text = (key + SEPARATOR + id + side).getBytes(StandardCharsets.UTF_8);
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
                return keys.length >= 2 && keys.length <= 3 && keys[0].indexOf(0) < 0
                        ? Edge.of(keys)
                                .map(edge -> new Bound(
                                        new Cursor(edge, keys[0], keys[1]), Arrays.copyOf(content, DIGEST_LENGTH)))
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

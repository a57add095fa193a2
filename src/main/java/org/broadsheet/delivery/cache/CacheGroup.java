package org.broadsheet.delivery.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.changelog.ChangeType;

/**
 * The responses that show one thing, or that list what belongs to it, by a name of at most 32 characters, which is what
 * every cache understands.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9875">RFC 9875, HTTP Cache Groups</a>
 * @param kind what they have in common
 * @param name as it goes out
 */
public record CacheGroup(Kind kind, String name) {

    /** What responses can have in common; each kind but the widest has a wider one that holds all its groups. */
    public enum Kind {
        /** Whatever changes when any story does. */
        STORIES("stories", null),
        CATEGORIES("categories", null),
        AUTHORS("authors", null),
        TAGS("tags", null),
        COLLECTIONS("collections", null),
        /** What search finds. */
        SEARCH("search", null),
        /** They show this story. */
        STORY("story-", STORIES),
        /** They list or count the stories of a category, author, tag or collection. */
        STORIES_OF("in-", STORIES),
        STORIES_IN_LANGUAGE("lang-", STORIES),
        /** They depend on which stories are most like this one. */
        SIMILAR_TO("like-", null),
        CATEGORY("category-", CATEGORIES),
        AUTHOR("author-", AUTHORS),
        TAG("tag-", TAGS),
        COLLECTION("list-", COLLECTIONS);

        private final String prefix;
        private final Kind wider;

        Kind(String prefix, Kind wider) {
            this.prefix = prefix;
            this.wider = wider;
        }

        /** The kind of the groups for responses that show the subject of a change. */
        public static Kind changedBy(ChangeType change) {
            return switch (change) {
                case STORY_PUBLISHED,
                        STORY_UPDATED,
                        STORY_RENDERED,
                        STORY_SLUG_CHANGED,
                        STORY_UNPUBLISHED,
                        STORY_DELETED -> STORY;
                case CATEGORY_CHANGED -> CATEGORY;
                case AUTHOR_CHANGED -> AUTHOR;
                case TAG_CHANGED -> TAG;
                case COLLECTION_CHANGED -> COLLECTION;
            };
        }

        /** The group that holds all of this kind; empty for one that does. */
        public Optional<CacheGroup> wider() {
            return Optional.ofNullable(wider).map(Kind::all);
        }

        private CacheGroup all() {
            return new CacheGroup(this, prefix);
        }
    }

    /** Whatever depends on all stories. */
    public static final CacheGroup STORIES = Kind.STORIES.all();

    /** Whatever depends on what search knows of them. */
    public static final CacheGroup SEARCH = Kind.SEARCH.all();

    private static final int DIGEST_LENGTH = 16;

    /**
     * Of one thing: the kind's prefix and the digest of the 16 bytes of the id. A response names stories that readers do
     * not see as well. The digest tells neither their ids nor when they were created.
     */
    public static CacheGroup of(Kind kind, UUID id) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return new CacheGroup(kind, kind.prefix + digest(bytes));
    }

    /** @param language of stories; one that is longer than the name has room for is named by its digest */
    public static CacheGroup ofLanguage(String language) {
        Kind kind = Kind.STORIES_IN_LANGUAGE;
        return new CacheGroup(
                kind,
                kind.prefix
                        + (language.length() <= DIGEST_LENGTH
                                ? language
                                : digest(language.getBytes(StandardCharsets.UTF_8))));
    }

    /** The first 16 bytes of SHA-256 in Base64 for URLs, without padding (RFC 4648, section 5). */
    private static String digest(byte[] bytes) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256, DIGEST_LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package org.broadsheet.delivery.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.changelog.TaxonomyKind;

/**
 * The responses that show one resource, or that list what belongs to it. The name has at most 32 characters, which
 * every cache accepts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9875">RFC 9875, HTTP Cache Groups</a>
 * @param kind what the responses have in common
 * @param name as in the headers
 */
public record CacheGroup(Kind kind, String name) {

    /** A kind of cache groups. Most kinds have a wider group, which has the responses of all groups of the kind. */
    public static final class Kind {

        private static final Kind ALL_STORIES = new Kind("STORIES", "stories", null);
        private static final Kind ALL_SETTINGS = new Kind("SETTINGS", "site", null);
        private static final Kind ALL_SEARCHES = new Kind("SEARCH", "search", null);

        /** Responses that show this story. */
        public static final Kind STORY = new Kind("STORY", "story-", ALL_STORIES);

        /** Responses that show the settings of the site. */
        public static final Kind SITE = new Kind("SITE", "site-", ALL_SETTINGS);

        /** Responses that list or count the stories of a category, author, tag or collection. */
        public static final Kind STORIES_OF = new Kind("STORIES_OF", "in-", ALL_STORIES);

        /** Responses that list the stories in this language. */
        public static final Kind STORIES_IN_LANGUAGE = new Kind("STORIES_IN_LANGUAGE", "lang-", ALL_STORIES);

        /** Responses that depend on which stories are similar to this one. */
        public static final Kind SIMILAR_TO = new Kind("SIMILAR_TO", "like-", null);

        /** Responses that show which collections have this story. */
        public static final Kind COLLECTIONS_OF = new Kind("COLLECTIONS_OF", "parts-", null);

        private static final Map<TaxonomyKind, Kind> OF_TAXONOMY = new EnumMap<>(TaxonomyKind.class);

        static {
            for (TaxonomyKind kind : TaxonomyKind.values()) {
                Kind all = new Kind(kind.plural().toUpperCase(Locale.ROOT), kind.plural(), null);
                OF_TAXONOMY.put(kind, new Kind(kind.name(), kind.cacheGroup(), all));
            }
        }

        private final String name;
        private final String prefix;
        private final Kind wider;

        private Kind(String name, String prefix, Kind wider) {
            this.name = name;
            this.prefix = prefix;
            this.wider = wider;
        }

        /** Returns the kind of the groups for responses that show an entry. */
        public static Kind of(TaxonomyKind kind) {
            return OF_TAXONOMY.get(kind);
        }

        /** Returns the kind of the groups for responses that show the subject of a change. */
        public static Kind changedBy(ChangeType change) {
            if (change.equals(ChangeType.SITE_CHANGED)) {
                return SITE;
            }
            return OF_TAXONOMY.entrySet().stream()
                    .filter(kind -> kind.getKey().change().equals(change))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(STORY);
        }

        /** Returns all kinds whose groups are named by an id or a language. */
        static List<Kind> values() {
            return Stream.concat(
                            Stream.of(STORY, STORIES_OF, STORIES_IN_LANGUAGE, SIMILAR_TO, COLLECTIONS_OF, SITE),
                            OF_TAXONOMY.values().stream())
                    .toList();
        }

        /** Returns the name in the database. */
        String name() {
            return name;
        }

        /** Returns the group that has the responses of all groups of this kind; empty if there is none. */
        public Optional<CacheGroup> wider() {
            return Optional.ofNullable(wider).map(Kind::all);
        }

        private CacheGroup all() {
            return new CacheGroup(this, prefix);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The group of responses that depend on all stories. */
    public static final CacheGroup STORIES = Kind.ALL_STORIES.all();

    /** The group of responses that show the settings of the site. */
    public static final CacheGroup SITE = Kind.ALL_SETTINGS.all();

    /** The group of responses that depend on the search index. */
    public static final CacheGroup SEARCH = Kind.ALL_SEARCHES.all();

    private static final int DIGEST_LENGTH = 16;

    /**
     * Returns the group of one resource, whose name is the kind's prefix and the digest of the id. A response also names
     * stories that readers do not see, and the digest hides their ids and the times of their creation.
     */
    public static CacheGroup of(Kind kind, UUID id) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return new CacheGroup(kind, kind.prefix + digest(bytes));
    }

    /** Returns the group of the stories in a language. A long language tag is replaced by its digest. */
    public static CacheGroup ofLanguage(String language) {
        Kind kind = Kind.STORIES_IN_LANGUAGE;
        return new CacheGroup(
                kind,
                kind.prefix
                        + (language.length() <= DIGEST_LENGTH
                                ? language
                                : digest(language.getBytes(StandardCharsets.UTF_8))));
    }

    /** Returns the first 16 bytes of SHA-256 in Base64 for URLs, without padding (RFC 4648, section 5). */
    private static String digest(byte[] bytes) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256, DIGEST_LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package org.broadsheet.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.platform.naming.Slug;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Bounds of response members, so that a client knows how much space to reserve. Request schemas declare their own
 * bounds, which are validated; these follow from them.
 */
final class Bounds {

    /** A body has at most 300,000 characters of source, and mark-up makes at most some thirty of one. */
    private static final int BODY_LENGTH = 10_000_000;

    /** Names and titles; the longest limit of these is 300. */
    private static final int LINE_LENGTH = 2_000;

    /** A problem repeats what was rejected: an address, or the names of twenty members. */
    private static final int DETAIL_LENGTH = 20_000;

    /** A body cannot have more elements than its text has characters. */
    private static final int LIST_LENGTH = 1_000_000;

    private static final Map<String, Integer> LISTS = Map.ofEntries(
            Map.entry("authors", 50),
            Map.entry("categories", 50),
            Map.entry("changed", 50),
            Map.entry("languages", 50),
            Map.entry("related", 20),
            Map.entry("scopes", 20),
            Map.entry("tags", 100),
            Map.entry("types", 20),
            Map.entry("ChangePage.items", 100),
            Map.entry("StoryCollection.stories", 100),
            Map.entry("EditorialCollection.stories", 500),
            Map.entry("RelatedList.items", 20),
            Map.entry("SearchFacets.author", 20),
            Map.entry("SearchFacets.category", 20),
            Map.entry("SearchFacets.tag", 20),
            Map.entry("SearchFacets.year", 20),
            Map.entry("SearchPage.items", 100),
            Map.entry("SearchSuggestions.items", 20));

    /** A pattern that is a choice of words, as Bean Validation needs it, is an enumeration in the contract. */
    private static final Pattern WORDS = Pattern.compile("\\^\\(\\?:[a-z:]+(?:\\|[a-z:]+)+\\)\\$");

    private static final Set<String> OF_A_BODY = Set.of("html", "markdown", "text", "source");

    private Bounds() {}

    /**
     * Completes a schema.
     *
     * @param place where the schema occurs, {@code Author.name}
     */
    static void complete(String place, Schema schema) {
        if (schema.getRef() != null || schema.getType() == null) {
            return;
        }
        String member = place.substring(place.lastIndexOf('.') + 1);
        if (schema.getType().contains(SchemaType.STRING)) {
            text(member, schema);
        } else if (schema.getType().contains(SchemaType.INTEGER)) {
            number(schema);
        } else if (schema.getType().contains(SchemaType.ARRAY) && schema.getMaxItems() == null) {
            schema.setMaxItems(LISTS.getOrDefault(place, LISTS.getOrDefault(member, LIST_LENGTH)));
        }
    }

    private static void text(String member, Schema schema) {
        if (schema.getPattern() != null && WORDS.matcher(schema.getPattern()).matches()) {
            String words = schema.getPattern()
                    .substring("^(?:".length(), schema.getPattern().length() - ")$".length());
            schema.enumeration(List.of((Object[]) words.split("\\|"))).pattern(null);
        }
        if (schema.getFormat() != null || schema.getEnumeration() != null) {
            return;
        }
        if (member.equals("slug") || member.equals("slugs[]")) {
            if (schema.getPattern() == null) {
                schema.pattern("^(?:" + Slug.PATTERN + ")$").minLength(1);
            }
            schema.setMaxLength(Slug.MAX_LENGTH);
        } else if (schema.getMaxLength() == null) {
            schema.setMaxLength(
                    OF_A_BODY.contains(member) ? BODY_LENGTH : member.equals("detail") ? DETAIL_LENGTH : LINE_LENGTH);
        }
    }

    private static void number(Schema schema) {
        if (schema.getMinimum() == null) {
            schema.setMinimum(BigDecimal.ZERO);
        }
        if (schema.getMaximum() == null) {
            boolean isLong = "int64".equals(schema.getFormat());
            // The highest integer that JavaScript represents exactly.
            schema.setMaximum(BigDecimal.valueOf(isLong ? (1L << 53) - 1 : Integer.MAX_VALUE));
        }
    }
}

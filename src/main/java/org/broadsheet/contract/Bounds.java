package org.broadsheet.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.broadsheet.platform.naming.Slug;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Bounds of response members, where the server enforces them: by the validation of requests, by a limit, or by the type
 * of a number. Request schemas declare their own.
 */
final class Bounds {

    private static final Map<String, Integer> LISTS = Map.ofEntries(
            Map.entry("authors", 50),
            Map.entry("categories", 50),
            Map.entry("languages", 50),
            Map.entry("related", 20),
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
            Map.entry("SearchSuggestions.items", 20),
            Map.entry("Webhook.tags", 50));

    /** A pattern that is a choice of words, as Bean Validation needs it, is an enumeration in the contract. */
    private static final Pattern WORDS = Pattern.compile("\\^\\(\\?:[a-z:]+(?:\\|[a-z:]+)+\\)\\$");

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
            schema.setMaxItems(LISTS.getOrDefault(place, LISTS.get(member)));
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
        }
    }

    private static void number(Schema schema) {
        if (schema.getMinimum() == null) {
            schema.setMinimum(BigDecimal.ZERO);
        }
        if (schema.getMaximum() == null && !"int64".equals(schema.getFormat())) {
            schema.setMaximum(BigDecimal.valueOf(Integer.MAX_VALUE));
        }
    }
}

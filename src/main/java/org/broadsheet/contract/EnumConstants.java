package org.broadsheet.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Names the constants of enumerations in generated clients. A Go package has one name space for the constants of all
 * enumerations, so those whose values occur in another enumeration get a prefix.
 *
 * @see <a href="https://openapi-generator.tech/docs/templating/#enum">x-enum-varnames of OpenAPI Generator</a>
 */
final class EnumConstants {

    private static final String NAMES = "x-enum-varnames";

    private static final Map<String, String> PREFIXES = Map.of(
            "EditorialStorySort", "EDITORIAL_BY_",
            "ListedStoryField", "LISTED_",
            "RelatedScope", "RELATED_IN_",
            "SearchFacet", "FACET_",
            "SearchSort", "SEARCH_BY_",
            "SourceFormat", "SOURCE_",
            "StorySort", "BY_",
            "StoryStatusFilter", "STATUS_");

    private EnumConstants() {}

    static void name(Map<String, Schema> schemas) {
        PREFIXES.forEach((type, prefix) -> {
            List<Object> values = schemas.get(type).getEnumeration();
            List<String> names = values.stream()
                    .map(value -> prefix + constant(value.toString()))
                    .toList();
            schemas.get(type).addExtension(NAMES, names);
        });
    }

    /** Returns a constant's name: {@code PUBLISHED_AT_DESC} for {@code -publishedAt}. */
    private static String constant(String value) {
        boolean descends = value.startsWith("-");
        String word = descends ? value.substring(1) : value;
        String constant = word.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        return descends ? constant + "_DESC" : constant;
    }
}

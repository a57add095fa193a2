package org.broadsheet.content.story;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of a query for stories. A column that is not selected is null. Each component has the name of its column, in
 * camel case.
 *
 * @param entries JSON, like the links, the collections, the outline and the corrections: the entries of each kind of which a
 *     story has several
 * @param reason why a related story is shown
 * @param titleKey by which a list is sorted
 */
public record StoryColumns(
        UUID id,
        String slug,
        String kicker,
        String title,
        String subtitle,
        String excerpt,
        UUID categoryId,
        String categorySlug,
        String categoryName,
        String entries,
        String imageUrl,
        String imageAlt,
        Integer imageWidth,
        Integer imageHeight,
        String imageCaption,
        String imageCredit,
        String language,
        Instant publishedAt,
        Instant updatedAt,
        Integer readingMinutes,
        String bodyHtml,
        String bodyBlocks,
        String bodyMarkdown,
        String bodyText,
        String outline,
        Integer wordCount,
        String links,
        String collections,
        String corrections,
        String seoTitle,
        String seoDescription,
        String seoCanonicalUrl,
        UUID relatedCategory,
        String relatedLanguage,
        String reason,
        String titleKey) {

    /** The columns in the order of the components, with the types of their values. */
    static final Map<String, Class<?>> TYPES = Stream.of(StoryColumns.class.getRecordComponents())
            .collect(Collectors.toMap(
                    StoryColumns::label, RecordComponent::getType, (one, other) -> one, LinkedHashMap::new));

    private static final Map<Class<?>, String> NULLS = Map.of(
            UUID.class, "CAST(NULL AS uuid)",
            String.class, "CAST(NULL AS text)",
            Integer.class, "CAST(NULL AS integer)",
            Instant.class, "CAST(NULL AS timestamptz)");

    private static String label(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the select list for some columns, with null for the others.
     *
     * @param columns with an alias where the column has another name; a later one replaces an earlier one
     */
    static String selecting(Collection<String> columns) {
        Map<String, String> selected = columns.stream()
                .collect(Collectors.toMap(StoryField::label, Function.identity(), (one, other) -> other));
        if (!TYPES.keySet().containsAll(selected.keySet())) {
            throw new IllegalArgumentException("A column has no component: " + selected.keySet());
        }
        return TYPES.entrySet().stream()
                .map(column ->
                        selected.getOrDefault(column.getKey(), NULLS.get(column.getValue()) + " AS " + column.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** Returns the stored body in a format. */
    String body(BodyFormat format) {
        return switch (format) {
            case HTML -> bodyHtml;
            case BLOCKS -> bodyBlocks;
            case MARKDOWN -> bodyMarkdown;
            case TEXT -> bodyText;
        };
    }
}

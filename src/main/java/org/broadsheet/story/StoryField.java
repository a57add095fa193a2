package org.broadsheet.story;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A member of a story in JSON, with the columns that it is made of: an answer reads no column that it does not show.
 *
 * <p>In the SQL, {@code l} is the live story and {@code c} its category.
 */
public enum StoryField {
    ID("id"),
    SLUG("slug", "l.slug"),
    URL("url", "l.slug"),
    TITLE("title", "l.title"),
    EXCERPT("excerpt", "l.excerpt"),
    CATEGORY("category", "c.id AS category_id", "c.slug AS category_slug", "c.name AS category_name"),
    AUTHORS("authors", named("author")),
    IMAGE(
            "image",
            "l.image_url",
            "l.image_alt",
            "l.image_width",
            "l.image_height",
            "l.image_caption",
            "l.image_credit"),
    LANGUAGE("language", "l.language"),
    PUBLISHED_AT("publishedAt", "l.published_at"),
    UPDATED_AT("updatedAt", "l.updated_at"),
    READING_MINUTES("readingMinutes", "l.reading_minutes"),
    TAGS("tags", named("tag")),
    BODY("body", links()),
    OUTLINE("outline", "l.outline"),
    WORD_COUNT("wordCount", "l.word_count"),
    LINKS("links", links()),
    SEO("seo", "l.seo_title", "l.seo_description", "l.seo_canonical_url"),

    /** Comes of a query of its own, which these say where to look. */
    RELATED("related", "l.category_id AS related_category", "l.language AS related_language");

    /** What a list shows of a story. */
    static final Set<StoryField> SUMMARY = EnumSet.range(ID, READING_MINUTES);

    /** What a story's own address shows. */
    static final Set<StoryField> FULL = EnumSet.complementOf(EnumSet.of(RELATED));

    private final String token;
    private final List<String> columns;

    StoryField(String token, String... columns) {
        this.token = token;
        this.columns = List.of(columns);
    }

    String token() {
        return token;
    }

    /** All fields that a list can show: related stories are a matter of one story. */
    public static StoryField[] ofLists() {
        return Arrays.stream(values()).filter(field -> field != RELATED).toArray(StoryField[]::new);
    }

    /** What the contract calls a choice of fields. */
    static String type(StoryField... choices) {
        return List.of(choices).contains(RELATED) ? "StoryField" : "ListedStoryField";
    }

    /** The select list for some fields, each column once and with a name; the story's id is always among them. */
    static Set<String> columns(Set<StoryField> fields, Set<BodyFormat> bodyForms) {
        Set<String> columns = fields.stream()
                .flatMap(field -> field.columns.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (fields.contains(BODY)) {
            bodyForms.forEach(form -> columns.add("l." + form.column()));
        }
        columns.add("l.story_id AS id");
        return columns;
    }

    /** The name of one of these columns. */
    static String label(String column) {
        int named = column.lastIndexOf(" AS ");
        return named < 0 ? column.substring(column.indexOf('.') + 1) : column.substring(named + " AS ".length());
    }

    private static String named(String table) {
        return """
                CAST((SELECT json_agg(json_build_object('id', n.id, 'slug', n.slug, 'name', n.name) ORDER BY m.position)
                      FROM live_story_%1$s m JOIN %1$s n ON n.id = m.%1$s_id
                      WHERE m.story_id = l.story_id) AS text) AS %1$ss""".formatted(table);
    }

    /** Targets that are not live have no slug: they are never shown, but the response depends on them. */
    private static String links() {
        return """
                CAST((SELECT json_agg(json_build_object('id', m.target_id, 'slug', t.slug, 'title', t.title)
                                      ORDER BY m.position)
                      FROM live_story_link m LEFT JOIN live_story t ON t.story_id = m.target_id
                      WHERE m.story_id = l.story_id) AS text) AS links""";
    }
}

package org.broadsheet.content.story;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;

/**
 * A member of a story in JSON, with the columns that it needs: a query reads only the columns of the selected fields.
 *
 * <p>In the SQL, {@code l} is the live story and {@code c} its category.
 */
public enum StoryField {
    ID("id"),
    SLUG("slug", "l.slug"),
    URL("url", "l.slug"),
    KICKER("kicker", PlainFields::kicker, StoryColumns::kicker, "l.kicker"),
    TITLE("title", PlainFields::title, StoryColumns::title, "l.title"),
    SUBTITLE("subtitle", PlainFields::subtitle, StoryColumns::subtitle, "l.subtitle"),
    EXCERPT("excerpt", PlainFields::excerpt, StoryColumns::excerpt, "l.excerpt"),
    CATEGORY("category", "c.id AS category_id", "c.slug AS category_slug", "c.name AS category_name"),
    AUTHORS("authors", TaxonomyKind.AUTHOR),
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
    TAGS("tags", TaxonomyKind.TAG),
    BODY("body", links()),
    OUTLINE("outline", "l.outline"),
    WORD_COUNT("wordCount", "l.word_count"),
    LINKS("links", links()),
    CORRECTIONS("corrections", "CAST(l.corrections AS text) AS corrections"),
    SEO("seo", "l.seo_title", "l.seo_description", "l.seo_canonical_url"),

    COLLECTIONS("collections", collections()),

    /** A separate query reads related stories; these columns are its input. */
    RELATED("related", "l.category_id AS related_category", "l.language AS related_language");

    /** The fields of a story in a list. */
    static final Set<StoryField> SUMMARY = EnumSet.range(ID, READING_MINUTES);

    /** The fields that identify a story and its state: a page may have many stories with only these. */
    static final Set<StoryField> KEYS = EnumSet.of(ID, SLUG, PUBLISHED_AT, UPDATED_AT);

    /** The default fields of a single story. */
    static final Set<StoryField> FULL = EnumSet.complementOf(EnumSet.of(COLLECTIONS, RELATED));

    /** The plain fields, besides the title, by whose words search finds a story. */
    public static final Set<StoryField> SEARCHED = EnumSet.of(SUBTITLE, EXCERPT);

    private final String token;
    private final TaxonomyKind kind;
    private final Function<PlainFields, String> plain;
    private final Function<StoryColumns, String> plainColumn;
    private final List<String> columns;

    StoryField(String token, String... columns) {
        this(token, null, null, null, columns);
    }

    /** Creates a field with several entries of a kind. */
    StoryField(String token, TaxonomyKind kind) {
        this(token, kind, null, null);
    }

    StoryField(
            String token,
            Function<PlainFields, String> plain,
            Function<StoryColumns, String> plainColumn,
            String... columns) {
        this(token, null, plain, plainColumn, columns);
    }

    StoryField(
            String token,
            TaxonomyKind kind,
            Function<PlainFields, String> plain,
            Function<StoryColumns, String> plainColumn,
            String... columns) {
        this.token = token;
        this.kind = kind;
        this.plain = plain;
        this.plainColumn = plainColumn;
        this.columns = List.of(columns);
    }

    /** Returns the name of the member. */
    public String token() {
        return token;
    }

    /** Returns the column of the live story that has the value of a plain field. */
    public String column() {
        return columns.get(0);
    }

    /** Returns the value of a plain field that is text. */
    String in(PlainFields fields) {
        return plain.apply(fields);
    }

    /** Returns the value of a plain field that is text, in a row of a query. */
    String in(StoryColumns row) {
        return plainColumn.apply(row);
    }

    /** Returns all fields of lists; a single story has its collections and related stories, too. */
    public static StoryField[] ofLists() {
        return FULL.toArray(StoryField[]::new);
    }

    /** Returns the names of {@link #KEYS} as a list in English. */
    static String keys() {
        return KEYS.stream().map(field -> "`" + field.token + "`").collect(Collectors.joining(", "));
    }

    /** Returns the schema name of a set of fields in the contract. */
    static String type(StoryField... choices) {
        return List.of(choices).contains(RELATED) ? "StoryField" : "ListedStoryField";
    }

    /** Returns the select list for the fields, each column once and with a name; it always has the story's id. */
    static Set<String> columns(Set<StoryField> fields, Set<BodyFormat> bodyForms) {
        Set<String> columns = fields.stream()
                .flatMap(field -> field.columns.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (fields.contains(BODY)) {
            bodyForms.forEach(form -> columns.add("l." + form.column()));
        }
        List<TaxonomyKind> kinds = fields.stream()
                .map(field -> field.kind)
                .filter(Objects::nonNull)
                .toList();
        if (!kinds.isEmpty()) {
            columns.add(entries(kinds));
        }
        columns.add("l.story_id AS id");
        return columns;
    }

    /** Returns the alias of a column. */
    static String label(String column) {
        int named = column.lastIndexOf(" AS ");
        return named < 0 ? column.substring(column.indexOf('.') + 1) : column.substring(named + " AS ".length());
    }

    /** Returns a column with a JSON object of the entries of some kinds. */
    private static String entries(List<TaxonomyKind> kinds) {
        return kinds.stream()
                .map(kind -> """
                        '%s', (SELECT json_agg(json_build_object('id', n.id, 'slug', n.slug, 'name', n.name)
                                               ORDER BY m.position)
                               FROM %s m JOIN %s n ON n.id = m.%s
                               WHERE m.story_id = l.story_id)""".formatted(kind.name(), kind.liveTable(), kind.table(), kind.column()))
                .collect(Collectors.joining(", ", "CAST(json_build_object(", ") AS text) AS entries"));
    }

    /** Positions count the live stories only. */
    private static String collections() {
        return """
                CAST((SELECT json_agg(json_build_object(
                          'id', k.id, 'slug', k.slug, 'title', k.title, 'position', o.number, 'storyCount', o.stories,
                          'previous', o.previous, 'next', o.next) ORDER BY k.position, k.id)
                      FROM collection_story m JOIN collection k ON k.id = m.collection_id
                      CROSS JOIN LATERAL (
                          SELECT s.story_id, row_number() OVER w AS number, count(*) OVER () AS stories,
                                 lag(s.link) OVER w AS previous, lead(s.link) OVER w AS next
                          FROM (SELECT n.story_id, n.position,
                                       json_build_object('id', t.story_id, 'slug', t.slug, 'title', t.title) AS link
                                FROM collection_story n JOIN live_story t ON t.story_id = n.story_id
                                WHERE n.collection_id = m.collection_id) s
                          WINDOW w AS (ORDER BY s.position)) o
                      WHERE m.story_id = l.story_id AND o.story_id = l.story_id) AS text) AS collections""";
    }

    /** A target that is not live has no slug; it is not shown, but the response depends on it. */
    private static String links() {
        return """
                CAST((SELECT json_agg(json_build_object('id', m.target_id, 'slug', t.slug, 'title', t.title)
                                      ORDER BY m.position)
                      FROM live_story_link m LEFT JOIN live_story t ON t.story_id = m.target_id
                      WHERE m.story_id = l.story_id) AS text) AS links""";
    }
}

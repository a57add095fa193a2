package org.broadsheet.integration.changefeed;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.query.QueryParameter;

/**
 * The stories of a consumer. A story matches a filter if it has any of the filter's values; it must match all filters.
 *
 * @param categories ids, sorted
 * @param tags ids, sorted
 * @param languages BCP 47 tags, sorted
 */
public record SyncFilter(List<String> categories, List<String> tags, List<String> languages) {

    /** All stories. */
    static final SyncFilter NONE = new SyncFilter(List.of(), List.of(), List.of());

    /**
     * Reads the filter of a request.
     *
     * @param started whether the client has a cursor, so that the entries must once have existed
     * @throws ProblemException 400 for an unknown category or tag, 410 if it no longer exists
     */
    static SyncFilter of(org.broadsheet.platform.query.RequestQuery query, boolean started, EntityManager database) {
        List<ProblemError> errors = new ArrayList<>();
        SyncFilter filter = new SyncFilter(
                ids(StoryListParameters.CATEGORY, query, TaxonomyKind.CATEGORY, database, errors),
                ids(StoryListParameters.TAG, query, TaxonomyKind.TAG, database, errors),
                query.all(StoryListParameters.LANGUAGE).stream()
                        .distinct()
                        .sorted()
                        .toList());
        if (!errors.isEmpty()) {
            throw started
                    ? ProblemException.of(ProblemType.CURSOR_EXPIRED, errors)
                    : ProblemException.invalidParameters(errors);
        }
        return filter;
    }

    private static List<String> ids(
            QueryParameter<String> parameter,
            org.broadsheet.platform.query.RequestQuery query,
            TaxonomyKind kind,
            EntityManager database,
            List<ProblemError> errors) {
        List<String> slugs = query.all(parameter).stream().distinct().toList();
        if (slugs.isEmpty()) {
            return List.of();
        }
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT slug, id FROM " + kind.shown() + " k WHERE slug = ANY(CAST(:slugs AS text[]))",
                        Tuple.class)
                .setParameter("slugs", slugs.toArray(String[]::new))
                .getResultList();
        Map<String, String> ids = rows.stream()
                .collect(Collectors.toMap(
                        row -> row.get("slug", String.class),
                        row -> row.get("id", UUID.class).toString()));
        slugs.stream()
                .filter(slug -> !ids.containsKey(slug))
                .forEach(slug -> errors.add(
                        ProblemError.ofParameter(parameter.name(), "there is no " + kind.word() + " " + slug)));
        return ids.values().stream().sorted().toList();
    }

    public boolean isEmpty() {
        return categories.isEmpty() && tags.isEmpty() && languages.isEmpty();
    }

    /** Returns the text that binds cursors to this filter; it has ids, since names can change. */
    String binding() {
        return "changes?" + new TreeMap<>(Map.of("category", categories, "tag", tags, "language", languages));
    }

    /** Returns the condition for rows of {@code live_story l} that match. */
    public String ofLive() {
        return where(
                "l.category_id",
                "l.language",
                "EXISTS (SELECT 1 FROM live_story_tag t WHERE t.story_id = l.story_id"
                        + " AND t.tag_id = ANY(CAST(:tags AS uuid[])))");
    }

    /** Returns the condition for rows of {@code change c} whose story matched before the change. */
    public String ofChange() {
        return "c.was_category_id IS NOT NULL AND "
                + where("c.was_category_id", "c.was_language", "c.was_tag_ids && CAST(:tags AS uuid[])");
    }

    private String where(String category, String language, String tagged) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (!categories.isEmpty()) {
            conditions.add(category + " = ANY(CAST(:categories AS uuid[]))");
        }
        if (!tags.isEmpty()) {
            conditions.add(tagged);
        }
        if (!languages.isEmpty()) {
            conditions.add(language + " = ANY(CAST(:languages AS text[]))");
        }
        return String.join(" AND ", conditions);
    }

    /** Binds the parameters of both conditions. */
    public Query bind(Query query) {
        Map.of("categories", categories, "tags", tags, "languages", languages).forEach((name, values) -> {
            if (!values.isEmpty()) {
                query.setParameter(name, values.toArray(String[]::new));
            }
        });
        return query;
    }
}

package org.broadsheet.integration.changefeed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.taxonomy.EntryNames;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.query.QueryParameter;
import org.hibernate.query.NativeQuery;

/**
 * The stories of a consumer. A story matches a filter if it has any of the filter's values; it must match all filters.
 *
 * @param categories ids, sorted
 * @param tags ids, sorted
 * @param languages BCP 47 tags, sorted
 */
public record SyncFilter(List<UUID> categories, List<UUID> tags, List<String> languages) {

    /** The order of ids in the binding of cursors. */
    private static final Comparator<UUID> BY_TEXT = Comparator.comparing(UUID::toString);

    /** All stories. */
    static final SyncFilter NONE = new SyncFilter(List.of(), List.of(), List.of());

    /**
     * Reads the filter of a request.
     *
     * @param started whether the client has a cursor, so that the entries must once have existed
     * @throws ProblemException 400 for an unknown category or tag, 410 if it no longer exists
     */
    static SyncFilter of(org.broadsheet.platform.query.RequestQuery query, boolean started, EntryNames entries) {
        List<ProblemError> errors = new ArrayList<>();
        SyncFilter filter = new SyncFilter(
                ids(query, TaxonomyKind.CATEGORY, entries, errors),
                ids(query, TaxonomyKind.TAG, entries, errors),
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

    private static List<UUID> ids(
            org.broadsheet.platform.query.RequestQuery query,
            TaxonomyKind kind,
            EntryNames entries,
            List<ProblemError> errors) {
        QueryParameter<String> parameter = StoryListParameters.of(kind);
        List<String> slugs = query.all(parameter).stream().distinct().toList();
        Map<String, UUID> ids =
                entries.visibleIdsOf(kind, slugs.stream().filter(Slug::isSlug).toList());
        slugs.stream()
                .filter(slug -> !ids.containsKey(slug))
                .forEach(slug -> errors.add(
                        ProblemError.ofParameter(parameter.name(), "there is no " + kind.word() + " " + slug)));
        return ids.values().stream().sorted(BY_TEXT).toList();
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
                "EXISTS (SELECT 1 FROM live_story_tag t WHERE t.story_id = l.story_id" + " AND t.tag_id = ANY(:tags))");
    }

    /** Returns the condition for rows of {@code change c} whose story matched before the change. */
    public String ofChange() {
        return "c.was_category_id IS NOT NULL AND "
                + where("c.was_category_id", "c.was_language", "c.was_tag_ids && :tags");
    }

    private String where(String category, String language, String tagged) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (!categories.isEmpty()) {
            conditions.add(category + " = ANY(:categories)");
        }
        if (!tags.isEmpty()) {
            conditions.add(tagged);
        }
        if (!languages.isEmpty()) {
            conditions.add(language + " = ANY(:languages)");
        }
        return String.join(" AND ", conditions);
    }

    /** Binds the parameters of both conditions. */
    public <R> NativeQuery<R> bind(NativeQuery<R> query) {
        bind(query, "categories", categories.toArray(UUID[]::new));
        bind(query, "tags", tags.toArray(UUID[]::new));
        bind(query, "languages", languages.toArray(String[]::new));
        return query;
    }

    private static <V> void bind(NativeQuery<?> query, String name, V[] values) {
        if (values.length > 0) {
            query.setParameter(name, values);
        }
    }
}

package org.broadsheet.integration.changefeed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.FilterNames;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.query.RequestQuery;
import org.hibernate.query.NativeQuery;

/**
 * The stories of a consumer. A story matches a filter if it has any of the filter's values; it must match all filters.
 *
 * @param entries ids, sorted; a kind without a filter is absent
 * @param languages BCP 47 tags, sorted
 */
public record SyncFilter(Map<TaxonomyKind, List<UUID>> entries, List<String> languages) {

    /** The order of ids in the binding of cursors. */
    private static final Comparator<UUID> BY_TEXT = Comparator.comparing(UUID::toString);

    /** All stories. */
    static final SyncFilter NONE = new SyncFilter(Map.of(), List.of());

    /** @param entries ids; a kind may have none */
    public SyncFilter {
        Map<TaxonomyKind, List<UUID>> sorted = new EnumMap<>(TaxonomyKind.class);
        entries.forEach((kind, ids) -> {
            if (!ids.isEmpty()) {
                sorted.put(kind, ids.stream().sorted(BY_TEXT).toList());
            }
        });
        entries = sorted;
    }

    /**
     * Reads the filter of a request.
     *
     * @param started whether the client has a cursor, so that the entries must once have existed
     * @throws ProblemException 400 that names each unknown value, 410 if the client has a cursor
     */
    static SyncFilter of(RequestQuery query, boolean started, FilterNames names) {
        return new SyncFilter(
                names.ids(
                        query,
                        TaxonomyKind.OF_STORIES,
                        errors -> started
                                ? ProblemException.of(ProblemType.CURSOR_EXPIRED, errors)
                                : ProblemException.invalidParameters(errors)),
                query.all(StoryListParameters.LANGUAGE).stream()
                        .distinct()
                        .sorted()
                        .toList());
    }

    public boolean isEmpty() {
        return entries.isEmpty() && languages.isEmpty();
    }

    /** Returns the text that binds cursors to this filter; it has ids, since names can change. */
    String binding() {
        Map<String, Collection<?>> values = new TreeMap<>();
        // A cursor of an earlier version names these three filters, even those without values.
        List.of(TaxonomyKind.CATEGORY, TaxonomyKind.TAG).forEach(kind -> values.put(kind.word(), List.of()));
        values.put(StoryListParameters.LANGUAGE.name(), languages);
        entries.forEach((kind, ids) -> values.put(kind.word(), ids));
        return "changes?" + values;
    }

    /** Returns the condition for rows of {@code live_story l} that match. */
    public String ofLive() {
        List<String> conditions = new ArrayList<>();
        entries.keySet()
                .forEach(kind -> conditions.add(
                        kind.isMany()
                                ? "EXISTS (SELECT 1 FROM %s m WHERE m.story_id = l.story_id AND m.%s = ANY(:%s))"
                                        .formatted(kind.liveTable(), kind.column(), kind.plural())
                                : "l.%s = ANY(:%s)".formatted(kind.column(), kind.plural())));
        return and(conditions, "l.language");
    }

    /** Returns the condition for rows of {@code change c} whose story matched before the change. */
    public String ofChange() {
        List<String> conditions = new ArrayList<>(List.of("c.was_category_id IS NOT NULL"));
        entries.keySet()
                .forEach(kind -> conditions.add((kind.isMany() ? "c.%s && :%s" : "c.%s = ANY(:%s)")
                        .formatted(kind.formerColumn(), kind.plural())));
        return and(conditions, "c.was_language");
    }

    private String and(List<String> conditions, String language) {
        if (!languages.isEmpty()) {
            conditions.add(language + " = ANY(:languages)");
        }
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    /** Binds the parameters of both conditions. */
    public <R> NativeQuery<R> bind(NativeQuery<R> query) {
        entries.forEach((kind, ids) -> query.setParameter(kind.plural(), ids.toArray(UUID[]::new)));
        if (!languages.isEmpty()) {
            query.setParameter("languages", languages.toArray(String[]::new));
        }
        return query;
    }
}

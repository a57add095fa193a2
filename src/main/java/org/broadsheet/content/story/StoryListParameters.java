package org.broadsheet.content.story;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;

/**
 * A request for a list of stories.
 *
 * @param filter which stories
 * @param sort in which order
 * @param page which page
 * @param selection which fields
 */
public record StoryListParameters(StoryFilter filter, StorySort sort, PageRequest page, StorySelection selection) {

    private static final int MAX_VALUES = 50;
    private static final int MAX_STORIES = 100;

    private static final Map<TaxonomyKind, QueryParameter<String>> BY_KIND = TaxonomyKind.FILTERS.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), StoryListParameters::names));

    public static final QueryParameter<String> LANGUAGE = QueryParameter.language("language")
            .repeated(MAX_VALUES)
            .describedAs("Only stories in this language (BCP 47). Repeat it for several.");

    private static final QueryParameter<Instant> PUBLISHED_AFTER =
            QueryParameter.time("publishedAfter").describedAs("Only stories first published after this time.");

    private static final QueryParameter<Instant> PUBLISHED_BEFORE =
            QueryParameter.time("publishedBefore").describedAs("Only stories first published before this time.");

    private static final QueryParameter<UUID> ID = QueryParameter.id("id")
            .repeated(MAX_STORIES)
            .describedAs("Only these stories, as far as they are live. The default of `limit` is then the number"
                    + " of ids.");

    public static final QueryParameter<String> EXCLUDE = QueryParameter.name("exclude")
            .repeated(MAX_STORIES)
            .describedAs("Excludes this story, by slug or id. Repeat it for several.");

    private static final QueryParameter<Integer> YEAR = QueryParameter.integer("year", 1_000, 9_000)
            .describedAs("Only stories first published in this year of `timeZone`.");

    public static final QueryParameter<ZoneId> TIME_ZONE = QueryParameter.timeZone("timeZone")
            .describedAs("The time zone of `year`, and of the facet of years in a search (IANA).");

    private static final int MAX_LIMIT_OF_KEYS = 1_000;

    private static final String LIMITS = "a whole number from 1 to %d, or to %d if `fields` has only %s"
            .formatted(PageRequest.MAX_LIMIT, MAX_LIMIT_OF_KEYS, StoryField.keys());

    private static final QueryParameter<Integer> LIMIT = QueryParameter.integer("limit", 1, MAX_LIMIT_OF_KEYS, 20)
            .accepting(LIMITS)
            .withDependentDefault()
            .sharedAs("storyLimit")
            .describedAs("The maximum number of stories on a page: at most 100, or 1,000 if `fields` has only "
                    + StoryField.keys() + ".");

    private static final QueryParameter<StorySort> SORT =
            sort("The order; `-` means descending. Titles are compared ignoring case and accents.")
                    .orElse(StorySort.LATEST);

    private static final QueryParameter<StorySort> SORT_OF_COLLECTION =
            sort("An order other than the editor's; `-` means descending. Titles are compared ignoring case and"
                    + " accents.");

    private static final QueryParameter<StoryField> FIELDS = StorySelection.fields(StoryField.ofLists());
    private static final QueryParameter<StoryField> INCLUDE = StorySelection.include(StoryField.ofLists());

    /** The query parameters for the filters and fields of a search. */
    public static final List<QueryParameter<?>> FILTERS_AND_FIELDS =
            joined(Stream.of(ofKinds(TaxonomyKind.FILTERS), filters(), List.of(FIELDS, INCLUDE, StorySelection.BODY)));

    /** The query parameters of the list of all stories. */
    public static final List<QueryParameter<?>> ALL = joined(Stream.of(
            ofKinds(TaxonomyKind.FILTERS),
            filters(),
            List.of(SORT, FIELDS, INCLUDE, StorySelection.BODY, LIMIT, PageRequest.CURSOR, PageRequest.TOTAL)));

    private static List<QueryParameter<?>> filters() {
        return List.of(LANGUAGE, PUBLISHED_AFTER, PUBLISHED_BEFORE, YEAR, TIME_ZONE, ID, EXCLUDE);
    }

    private static List<QueryParameter<?>> ofKinds(List<TaxonomyKind> kinds) {
        return kinds.stream().<QueryParameter<?>>map(BY_KIND::get).toList();
    }

    private static List<QueryParameter<?>> joined(Stream<List<QueryParameter<?>>> parameters) {
        return parameters.flatMap(List::stream).toList();
    }

    /** Returns the filter by entries of a kind. */
    public static QueryParameter<String> of(TaxonomyKind kind) {
        return BY_KIND.get(kind);
    }

    /** Returns the query parameters of the list of one entry's stories: the path replaces the filter by the kind. */
    public static List<QueryParameter<?>> without(TaxonomyKind kind) {
        return ALL.stream()
                .filter(parameter -> parameter != of(kind))
                .<QueryParameter<?>>map(parameter ->
                        parameter == SORT && kind == TaxonomyKind.COLLECTION ? SORT_OF_COLLECTION : parameter)
                .toList();
    }

    private static QueryParameter<StorySort> sort(String description) {
        return QueryParameter.choice(
                        "sort",
                        "StorySort",
                        new StorySort[] {StorySort.LATEST, StorySort.OLDEST, StorySort.UPDATED, StorySort.TITLE},
                        StorySort::token)
                .describedAs(description);
    }

    private static QueryParameter<String> names(TaxonomyKind kind) {
        return QueryParameter.name(kind.word())
                .repeated(MAX_VALUES)
                .describedAs("Only stories of this %s, by slug, former slug or id. Repeat it for several %s."
                        .formatted(kind.word(), kind.plural()));
    }

    static StoryListParameters from(RequestQuery query, FilterNames names) {
        return from(query, names.ids(query, TaxonomyKind.FILTERS), query.get(SORT));
    }

    /** @param entry the id of the entry that the path names, in place of the parameter */
    static StoryListParameters from(RequestQuery query, FilterNames names, TaxonomyKind ofPath, UUID entry) {
        Map<TaxonomyKind, List<UUID>> ids = names.ids(query, TaxonomyKind.FILTERS);
        ids.put(ofPath, List.of(entry));
        return ofPath == TaxonomyKind.COLLECTION
                ? from(query, ids, query.find(SORT_OF_COLLECTION).orElse(StorySort.POSITION))
                : from(query, ids, query.get(SORT));
    }

    /** Returns the filter of a search. */
    public static StoryFilter filter(RequestQuery query, FilterNames names) {
        return filter(query, names.ids(query, TaxonomyKind.FILTERS));
    }

    /** Returns the selected fields of a query. */
    public static StorySelection selection(RequestQuery query) {
        return StorySelection.from(query, FIELDS, INCLUDE, StoryField.SUMMARY);
    }

    private static StoryFilter filter(RequestQuery query, Map<TaxonomyKind, List<UUID>> ids) {
        return new StoryFilter(
                ids,
                query.all(LANGUAGE),
                Stream.concat(
                                query.find(PUBLISHED_AFTER).stream(),
                                startOfYear(query, 0)
                                        // The bound is exclusive, and times are in milliseconds.
                                        .map(start -> start.minusMillis(1)))
                        .max(Comparator.naturalOrder()),
                Stream.concat(query.find(PUBLISHED_BEFORE).stream(), startOfYear(query, 1))
                        .min(Comparator.naturalOrder()),
                query.all(ID).stream().distinct().toList(),
                query.all(EXCLUDE));
    }

    private static Stream<Instant> startOfYear(RequestQuery query, int yearsLater) {
        return query.find(YEAR).stream()
                .map(year -> LocalDate.ofYearDay(year + yearsLater, 1)
                        .atStartOfDay(query.get(TIME_ZONE))
                        .toInstant());
    }

    private static StoryListParameters from(RequestQuery query, Map<TaxonomyKind, List<UUID>> ids, StorySort sort) {
        StoryFilter filter = filter(query, ids);
        StorySelection selection = selection(query);
        PageRequest page = page(query, LIMIT, filter);
        if (page.limit() > PageRequest.MAX_LIMIT && !selection.hasKeysOnly()) {
            throw ProblemException.invalidParameter(LIMIT.name(), "accepts " + LIMITS);
        }
        return new StoryListParameters(filter, sort, page, selection);
    }

    /** Returns the requested page of a search. */
    public static PageRequest page(RequestQuery query, StoryFilter filter) {
        return page(query, PageRequest.LIMIT, filter);
    }

    /** A batch by id is one page unless the query has a limit. */
    private static PageRequest page(RequestQuery query, QueryParameter<Integer> limit, StoryFilter filter) {
        return PageRequest.from(
                query,
                limit,
                filter.ids().isEmpty() ? limit.orElse() : filter.ids().size());
    }
}

package org.broadsheet.content.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.PageRequest;
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

    public static final QueryParameter<String> CATEGORY = slugs(TaxonomyKind.CATEGORY);
    public static final QueryParameter<String> TAG = slugs(TaxonomyKind.TAG);
    public static final QueryParameter<String> AUTHOR = slugs(TaxonomyKind.AUTHOR);

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

    private static final QueryParameter<StorySort> SORT = QueryParameter.choice(
                    "sort",
                    "StorySort",
                    new StorySort[] {StorySort.LATEST, StorySort.OLDEST, StorySort.UPDATED, StorySort.TITLE},
                    StorySort::token)
            .orElse(StorySort.LATEST)
            .describedAs("The order; `-` means descending. Titles are compared ignoring case and accents.");

    private static final QueryParameter<StoryField> FIELDS = StorySelection.fields(StoryField.ofLists());
    private static final QueryParameter<StoryField> INCLUDE = StorySelection.include(StoryField.ofLists());

    /** The query parameters for filters and fields. */
    public static final List<QueryParameter<?>> FILTERS_AND_FIELDS = List.of(
            CATEGORY,
            TAG,
            AUTHOR,
            LANGUAGE,
            PUBLISHED_AFTER,
            PUBLISHED_BEFORE,
            ID,
            EXCLUDE,
            FIELDS,
            INCLUDE,
            StorySelection.BODY);

    /** The query parameters of the list of all stories. */
    public static final List<QueryParameter<?>> ALL = List.of(
            CATEGORY,
            TAG,
            AUTHOR,
            LANGUAGE,
            PUBLISHED_AFTER,
            PUBLISHED_BEFORE,
            ID,
            EXCLUDE,
            SORT,
            FIELDS,
            INCLUDE,
            StorySelection.BODY,
            PageRequest.LIMIT,
            PageRequest.CURSOR,
            PageRequest.TOTAL);

    /** Returns the query parameters of one category's, author's or tag's list: the path replaces one filter. */
    public static List<QueryParameter<?>> without(QueryParameter<?> ofPath) {
        List<QueryParameter<?>> others = new ArrayList<>(ALL);
        others.remove(ofPath);
        return List.copyOf(others);
    }

    private static QueryParameter<String> slugs(TaxonomyKind kind) {
        return QueryParameter.text(kind.word(), Slug.PATTERN, Slug.MAX_LENGTH)
                .accepting("a slug such as two-words")
                .repeated(MAX_VALUES)
                .describedAs("Only stories of this %s, by slug. Repeat it for several %s."
                        .formatted(kind.word(), kind.plural()));
    }

    static StoryListParameters from(RequestQuery query, FilterNames names) {
        return from(
                query,
                names.ids(TaxonomyKind.CATEGORY, query.all(CATEGORY)),
                names.ids(TaxonomyKind.TAG, query.all(TAG)),
                names.ids(TaxonomyKind.AUTHOR, query.all(AUTHOR)));
    }

    /** @param named the id that the path names, in place of the parameter */
    static StoryListParameters from(RequestQuery query, FilterNames names, QueryParameter<String> ofPath, UUID named) {
        BiFunction<TaxonomyKind, QueryParameter<String>, List<UUID>> ids =
                (kind, parameter) -> parameter.equals(ofPath) ? List.of(named) : names.ids(kind, query.all(parameter));
        return from(
                query,
                ids.apply(TaxonomyKind.CATEGORY, CATEGORY),
                ids.apply(TaxonomyKind.TAG, TAG),
                ids.apply(TaxonomyKind.AUTHOR, AUTHOR));
    }

    /** Returns the filter of a query. */
    public static StoryFilter filter(RequestQuery query, FilterNames names) {
        return filter(
                query,
                names.ids(TaxonomyKind.CATEGORY, query.all(CATEGORY)),
                names.ids(TaxonomyKind.TAG, query.all(TAG)),
                names.ids(TaxonomyKind.AUTHOR, query.all(AUTHOR)));
    }

    /** Returns the selected fields of a query. */
    public static StorySelection selection(RequestQuery query) {
        return StorySelection.from(query, FIELDS, INCLUDE, StoryField.SUMMARY);
    }

    private static StoryFilter filter(RequestQuery query, List<UUID> categories, List<UUID> tags, List<UUID> authors) {
        return new StoryFilter(
                Optional.empty(),
                categories,
                tags,
                authors,
                query.all(LANGUAGE),
                query.find(PUBLISHED_AFTER),
                query.find(PUBLISHED_BEFORE),
                query.all(ID).stream().distinct().toList(),
                query.all(EXCLUDE));
    }

    private static StoryListParameters from(
            RequestQuery query, List<UUID> categories, List<UUID> tags, List<UUID> authors) {
        StoryFilter filter = filter(query, categories, tags, authors);
        return new StoryListParameters(filter, query.get(SORT), page(query, filter), selection(query));
    }

    /** Returns the requested page; a batch by id is one page unless the query has a limit. */
    public static PageRequest page(RequestQuery query, StoryFilter filter) {
        return filter.ids().isEmpty()
                ? PageRequest.from(query)
                : PageRequest.from(query, filter.ids().size());
    }
}

package org.broadsheet.discovery.search;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.content.story.FilterNames;
import org.broadsheet.content.story.StoryFilter;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.story.StorySelection;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;

/**
 * A search request.
 *
 * @param text the query as typed, with spaces in place of control characters
 * @param timeZone of the facet of years
 * @param inCollections the stories of the collections that the filter names, once they are read
 */
record SearchRequest(
        String text,
        StoryFilter filter,
        Optional<List<UUID>> inCollections,
        Sort sort,
        Set<Facet> facets,
        ZoneId timeZone,
        PageRequest page,
        StorySelection selection) {

    enum Sort {
        RELEVANCE("relevance"),
        LATEST("-publishedAt");

        private final String token;

        Sort(String token) {
            this.token = token;
        }

        String token() {
            return token;
        }
    }

    /** A property of stories by which the stories found are counted. */
    enum Facet {
        CATEGORY,
        TAG,
        AUTHOR,
        YEAR;

        /** Returns the name of the facet in requests, which is also the name of the index field if it has one. */
        String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MAX_LENGTH = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final QueryParameter<String> Q = QueryParameter.words("q", MAX_LENGTH)
            .required()
            .describedAs("The query: words that a story must have, `\"phrases\"`, `or` between two words, and `-`"
                    + " before words that it must not have. The first " + TextQuery.MAX_WORDS
                    + " words count, fewer if stories are in more than eight languages.");

    private static final QueryParameter<Sort> SORT = QueryParameter.choice(
                    "sort", "SearchSort", Sort.values(), Sort::token)
            .orElse(Sort.RELEVANCE)
            .describedAs(
                    "The order: best match first, with a slight preference for recent stories, or latest" + " first.");

    private static final QueryParameter<Facet> FACETS = QueryParameter.choice(
                    "facets", "SearchFacet", Facet.values(), Facet::token)
            .commaSeparated(Facet.values().length)
            .describedAs("The facets to count.");

    static final List<QueryParameter<?>> PARAMETERS = Stream.of(
                    List.of(Q, SORT, FACETS),
                    StoryListParameters.FILTERS_AND_FIELDS,
                    List.of(PageRequest.LIMIT, PageRequest.CURSOR))
            .<QueryParameter<?>>flatMap(List::stream)
            .toList();

    static SearchRequest from(RequestQuery query, FilterNames names) {
        List<Facet> facets = query.all(FACETS);
        StoryFilter filter = StoryListParameters.filter(query, names);
        return new SearchRequest(
                CONTROL.matcher(query.get(Q)).replaceAll(" "),
                filter,
                Optional.empty(),
                query.get(SORT),
                facets.isEmpty() ? Set.of() : EnumSet.copyOf(facets),
                query.get(StoryListParameters.TIME_ZONE),
                StoryListParameters.page(query, filter),
                StoryListParameters.selection(query));
    }

    /** Returns the same request with the stories of the collections that the filter names. */
    SearchRequest within(Optional<List<UUID>> stories) {
        return new SearchRequest(text, filter, stories, sort, facets, timeZone, page, selection);
    }
}

package org.broadsheet.discovery.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.RankedCollector.SortKey;
import org.broadsheet.discovery.search.SearchPlan.Continuation;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.broadsheet.discovery.search.SearchPlan.Rewrite;
import org.broadsheet.discovery.search.SearchRequest.Facet;
import org.broadsheet.discovery.search.SearchRequest.Sort;
import org.broadsheet.platform.paging.PageRequest.Start;
import org.hibernate.Session;

/** Executes searches in the index of live stories. */
@ApplicationScoped
class SearchQuery {

    /**
     * The minimum number of stories with all words. If fewer match, stories with some of the words are returned as
     * well.
     */
    private static final int MIN_MATCHES = 5;

    /** The maximum share by which a new story scores more than an old one; it decreases exponentially with age. */
    private static final double MAX_RECENCY_BOOST = 0.1;

    private static final String OF_COLLECTIONS =
            "SELECT DISTINCT story_id FROM collection_story WHERE collection_id = ANY(:collections)";

    private static final double YEAR_MILLIS = Duration.ofDays(365).toMillis();

    private final LiveIndex index;
    private final SearchPages pages;
    private final Session database;
    private final Dependencies dependencies;

    SearchQuery(LiveIndex index, SearchPages pages, Session database, Dependencies dependencies) {
        this.index = index;
        this.pages = pages;
        this.database = database;
        this.dependencies = dependencies;
    }

    /**
     * The results of a search on one page.
     *
     * @param hits the hits of the page as they were read, and one more if there are others
     * @param total the number of hits on all pages
     * @param facets the requested facets of categories, tags and authors
     * @param years the facet of years, if it is requested
     */
    record Results(
            SearchPlan plan, List<Hit> hits, int total, Map<Facet, FacetCounts> facets, Optional<YearCounts> years) {}

    /** Returns a page of results; it is empty if the query has no words. */
    SearchPage page(SearchRequest requested) {
        dependencies.on(CacheGroup.STORIES);
        dependencies.on(CacheGroup.SEARCH);
        SearchRequest request = requested.within(storiesOf(requested.filter().of(TaxonomyKind.COLLECTION)));
        return index.read(searcher -> pages.of(
                request,
                request.page().cursor().isPresent()
                        ? nextPage(request, searcher)
                        : new FirstPage(request, searcher, latestPublication()).find()));
    }

    /** The index does not have the collections of a story, which change without the story. */
    private Optional<List<UUID>> storiesOf(List<UUID> collections) {
        return collections.isEmpty()
                ? Optional.empty()
                : Optional.of(database.createNativeQuery(OF_COLLECTIONS, UUID.class)
                        .setParameter("collections", collections.toArray(UUID[]::new))
                        .getResultList());
    }

    private static Results nextPage(SearchRequest request, LiveSearcher searcher) throws IOException {
        Start<Continuation> position = request.page()
                .start(key -> Continuation.parse(key, request.text()))
                .orElseThrow();
        Hit hit = new Hit(position.key().after(), position.id());
        return find(
                request,
                searcher,
                position.key().plan(),
                Optional.of(new Start<>(position.edge(), hit, position.id())));
    }

    private static Results find(
            SearchRequest request, LiveSearcher searcher, SearchPlan plan, Optional<Start<Hit>> start)
            throws IOException {
        RankedCollector ranked =
                new RankedCollector(key(request, plan), start, request.page().limit() + 1);
        Map<Facet, FacetCounts> facets = new EnumMap<>(Facet.class);
        request.facets().stream()
                .filter(facet -> facet != Facet.YEAR)
                .forEach(facet -> facets.put(facet, new FacetCounts(facet.token())));
        Optional<YearCounts> years = request.facets().contains(Facet.YEAR)
                ? Optional.of(new YearCounts(request.timeZone()))
                : Optional.empty();
        List<Collector> collectors = new ArrayList<>(facets.values());
        years.ifPresent(collectors::add);
        collectors.add(ranked);
        LiveSearcher scored = searcher.scoredBy(plan.statistics());
        // One query for all languages would take twice the time.
        for (Query matching : plan.matching()) {
            scored.collect(
                    SearchFilters.with(matching, request.filter(), request.inCollections()),
                    MultiCollector.wrap(collectors));
        }
        return new Results(plan, ranked.hits(), ranked.total(), facets, years);
    }

    private static SortKey key(SearchRequest request, SearchPlan plan) {
        if (request.sort() == Sort.LATEST) {
            return RankedCollector.LATEST;
        }
        double asOf = plan.asOf().toEpochMilli();
        return (score, published) -> {
            boolean hasAll = score >= TextQuery.ALL_WORDS_BONUS;
            double relevance = hasAll ? score - TextQuery.ALL_WORDS_BONUS : score;
            double boosted =
                    relevance * (1 + MAX_RECENCY_BOOST * Math.exp(Math.min(0, published - asOf) / YEAR_MILLIS));
            return RankedCollector.SCORE.of(
                    (float) (hasAll ? boosted + TextQuery.ALL_WORDS_BONUS : boosted), published);
        };
    }

    /**
     * Returns the publication time of the latest story. Ages are measured from it and not from the current time, so
     * that scores change only when stories change.
     */
    private Instant latestPublication() {
        return database.createNativeQuery("SELECT coalesce(max(published_at), 'epoch') FROM live_story", Instant.class)
                .getSingleResult();
    }

    /** A new search, for which a plan has to be chosen. */
    private record FirstPage(
            SearchRequest request, LiveSearcher searcher, Instant latest, Map<String, Float> languages) {

        FirstPage(SearchRequest request, LiveSearcher searcher, Instant latest) {
            this(
                    request,
                    searcher,
                    latest,
                    new QueryLanguages(searcher)
                            .of(request.text(), request.filter().languages()));
        }

        Results find() throws IOException {
            Spelling spelling = new Spelling(searcher, languages.keySet());
            Optional<Results> corrected = rewritten(Rewrite.CORRECTED, spelling.corrected(request.text()));
            if (corrected.isPresent()) {
                return corrected.get();
            }
            Results results = allOrSome(Rewrite.NONE, request.text());
            return results.total() > 0
                    ? results
                    : rewritten(Rewrite.COMPLETED, spelling.completed(request.text()))
                            .orElse(results);
        }

        private Optional<Results> rewritten(Rewrite rewrite, Optional<String> text) throws IOException {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(allOrSome(rewrite, text.get())).filter(results -> results.total() > 0);
        }

        /** Finds stories with all words, or stories with some of the words if there are too few. */
        private Results allOrSome(Rewrite rewrite, String text) throws IOException {
            TextQuery query = TextQuery.of(text, languages);
            if (query.isSentence()) {
                return find(Match.SOME, rewrite, query);
            }
            Results all = find(Match.ALL, rewrite, query);
            if (all.total() >= MIN_MATCHES || !query.fallsBack()) {
                return all;
            }
            Results some = find(Match.SOME, rewrite, query);
            return some.total() == all.total() ? all : some;
        }

        private Results find(Match match, Rewrite rewrite, TextQuery query) throws IOException {
            SearchPlan plan = SearchPlan.of(match, rewrite, query, latest, searcher);
            return SearchQuery.find(request, searcher, plan, Optional.empty());
        }
    }
}

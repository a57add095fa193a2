package org.broadsheet.discovery.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.MultiCollector;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.RankedCollector.Key;
import org.broadsheet.discovery.search.SearchPlan.Continued;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.broadsheet.discovery.search.SearchPlan.Wording;
import org.broadsheet.discovery.search.SearchRequest.Facet;
import org.broadsheet.discovery.search.SearchRequest.Sort;
import org.broadsheet.platform.paging.PageRequest.Place;

/** Executes searches in the index of live stories. */
@ApplicationScoped
class SearchQuery {

    /** The number of stories with all words below which stories with some of the words are returned as well. */
    private static final int TOO_FEW = 5;

    /** The maximum share by which a new story scores more than an old one; it decreases exponentially with age. */
    private static final double RECENCY = 0.1;

    private static final double YEAR = Duration.ofDays(365).toMillis();

    private final LiveIndex index;
    private final SearchPages pages;
    private final EntityManager database;
    private final Dependencies dependencies;

    SearchQuery(LiveIndex index, SearchPages pages, EntityManager database, Dependencies dependencies) {
        this.index = index;
        this.pages = pages;
        this.database = database;
        this.dependencies = dependencies;
    }

    /**
     * The results of a search on one page.
     *
     * @param hits the hits of the page, and one more if there is a next page
     * @param total the number of hits on all pages
     */
    record Found(SearchPlan plan, List<Hit> hits, int total, Map<Facet, FacetCounts> facets) {}

    /** Returns a page of results; it is empty if the query has no words. */
    SearchPage page(SearchRequest request) {
        dependencies.on(CacheGroup.STORIES);
        dependencies.on(CacheGroup.SEARCH);
        return index.read(searcher -> pages.of(
                request,
                request.page().cursor().isPresent()
                        ? nextPage(request, searcher)
                        : new FirstPage(request, searcher, latestPublication()).find()));
    }

    private static Found nextPage(SearchRequest request, LiveSearcher searcher) throws IOException {
        Place<Continued> place = request.page()
                .after(key -> Continued.parse(key, request.text()))
                .orElseThrow();
        Optional<Hit> after = Optional.of(new Hit(place.key().after(), place.id()));
        return find(request, searcher, place.key().plan(), after);
    }

    private static Found find(SearchRequest request, LiveSearcher searcher, SearchPlan plan, Optional<Hit> after)
            throws IOException {
        RankedCollector ranked =
                new RankedCollector(key(request, plan), after, request.page().limit() + 1);
        Map<Facet, FacetCounts> facets = new EnumMap<>(Facet.class);
        request.facets().forEach(facet -> facets.put(facet, new FacetCounts(facet)));
        List<Collector> collectors = new ArrayList<>(facets.values());
        collectors.add(ranked);
        searcher.scoredBy(plan.statistics())
                .collect(SearchFilters.with(plan.matching(), request.filter()), MultiCollector.wrap(collectors));
        return new Found(plan, ranked.hits(), ranked.total(), facets);
    }

    private static Key key(SearchRequest request, SearchPlan plan) {
        if (request.sort() == Sort.LATEST) {
            return RankedCollector.LATEST;
        }
        double asOf = plan.asOf().toEpochMilli();
        return (score, published) -> {
            boolean hasAll = score >= TextQuery.ALL_WORDS;
            double bare = hasAll ? score - TextQuery.ALL_WORDS : score;
            double recent = bare * (1 + RECENCY * Math.exp(Math.min(0, published - asOf) / YEAR));
            return RankedCollector.SCORE.of((float) (hasAll ? recent + TextQuery.ALL_WORDS : recent), published);
        };
    }

    /**
     * Returns the publication time of the latest story. Ages are measured from it and not from the current time, so
     * that scores change only when stories change.
     */
    private Instant latestPublication() {
        Object latest = database.createNativeQuery("SELECT max(published_at) FROM live_story", Instant.class)
                .getSingleResult();
        return latest == null ? Instant.EPOCH : (Instant) latest;
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

        Found find() throws IOException {
            Spelling spelling = new Spelling(searcher, languages.keySet());
            Optional<Found> corrected = reworded(Wording.CORRECTED, spelling.corrected(request.text()));
            if (corrected.isPresent()) {
                return corrected.get();
            }
            Found found = allOrSome(Wording.AS_TYPED, request.text());
            return found.total() > 0
                    ? found
                    : reworded(Wording.COMPLETED, spelling.completed(request.text()))
                            .orElse(found);
        }

        private Optional<Found> reworded(Wording wording, Optional<String> text) throws IOException {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(allOrSome(wording, text.get())).filter(found -> found.total() > 0);
        }

        /** Finds stories with all words, or stories with some of the words if there are too few. */
        private Found allOrSome(Wording wording, String text) throws IOException {
            TextQuery query = TextQuery.of(text, languages);
            if (query.isSentence()) {
                return find(Match.SOME, wording, query);
            }
            Found all = find(Match.ALL, wording, query);
            if (all.total() >= TOO_FEW || !query.fallsBack()) {
                return all;
            }
            Found some = find(Match.SOME, wording, query);
            return some.total() == all.total() ? all : some;
        }

        private Found find(Match match, Wording wording, TextQuery query) throws IOException {
            SearchPlan plan = SearchPlan.of(match, wording, query, latest, searcher);
            return SearchQuery.find(request, searcher, plan, Optional.empty());
        }
    }
}

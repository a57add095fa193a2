package org.broadsheet.discovery.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.NamedReference;
import org.broadsheet.content.story.StoryColumns;
import org.broadsheet.content.story.StoryMemory;
import org.broadsheet.content.story.StoryQuery;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.content.story.StoryRow;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.SearchPage.Facets;
import org.broadsheet.discovery.search.SearchPage.Highlights;
import org.broadsheet.discovery.search.SearchPage.Item;
import org.broadsheet.discovery.search.SearchPage.Named;
import org.broadsheet.discovery.search.SearchPage.Year;
import org.broadsheet.discovery.search.SearchPlan.Rewrite;
import org.broadsheet.discovery.search.SearchQuery.Results;
import org.broadsheet.discovery.search.SearchRequest.Facet;
import org.broadsheet.discovery.search.SearchRequest.Sort;
import org.broadsheet.platform.paging.Cursor;
import org.broadsheet.platform.paging.Page.PageInfo;
import org.broadsheet.platform.paging.Total;
import org.hibernate.Session;

/** Builds the response of a search: the stories, their highlights and the facets. */
@ApplicationScoped
class SearchPages {

    /** The maximum number of values of a facet. */
    private static final int MAX_VALUES = 20;

    /**
     * The number of values of a facet whose names are read. Equal counts are sorted by slug, which the index does not
     * have.
     */
    private static final int NAMED_VALUES = 10 * MAX_VALUES;

    private static final String NAMES = "SELECT id, slug, name FROM %s WHERE id = ANY(:ids)";

    private static final String BODY_SIZE = "octet_length(l.body_text)";

    private final Session database;
    private final StoryQuery stories;
    private final Dependencies dependencies;
    private final StoryMemory memory;

    SearchPages(Session database, StoryQuery stories, Dependencies dependencies, StoryMemory memory) {
        this.database = database;
        this.stories = stories;
        this.dependencies = dependencies;
        this.memory = memory;
    }

    SearchPage of(SearchRequest request, Results results) throws IOException {
        int limit = request.page().limit();
        List<Hit> hits = results.hits();
        List<Hit> fitting = fitting(request, hits.subList(0, Math.min(limit, hits.size())));
        List<Hit> pageHits = request.page().inOrder(fitting);
        SearchPlan plan = results.plan();
        return new SearchPage(
                items(request, results, pageHits),
                PageInfo.of(
                        pageHits,
                        hits.size() > pageHits.size(),
                        request.page(),
                        Total.exact(results.total()),
                        hit -> new Cursor(results.plan().after(hit), hit.id().toString())),
                plan.match().name().toLowerCase(Locale.ROOT),
                plan.rewrite() == Rewrite.CORRECTED ? plan.query().text() : null,
                request.facets().isEmpty() ? null : facets(results));
    }

    /**
     * Returns the hits that fit into a response. Body texts count even if they are not selected, because highlighting
     * reads them.
     */
    private List<Hit> fitting(SearchRequest request, List<Hit> hits) {
        String selectedSize = request.selection().size();
        List<UUID> ids = hits.stream().map(Hit::id).toList();
        return hits.subList(
                0,
                memory.fitting(ids, selectedSize.isEmpty() ? BODY_SIZE : BODY_SIZE + " + " + selectedSize)
                        .size());
    }

    private List<Item> items(SearchRequest request, Results results, List<Hit> pageHits) {
        Map<UUID, StoryRow> rows = rows(request, pageHits.stream().map(Hit::id).toList());
        List<Item> items = new ArrayList<>();
        for (Hit hit : pageHits) {
            // A story that has been unpublished since the index was read has no row.
            Optional.ofNullable(rows.get(hit.id())).ifPresent(row -> items.add(item(request, results, row, hit)));
        }
        return items;
    }

    /** Reads the selected columns, and those that are highlighted. */
    private Map<UUID, StoryRow> rows(SearchRequest request, Collection<UUID> ids) {
        return stories
                .query("SELECT " + request.selection().columns("l.title", "l.body_text", "l.language")
                        + " FROM live_story l JOIN category c ON c.id = l.category_id WHERE l.story_id = ANY(:ids)")
                .setParameter("ids", ids.toArray(UUID[]::new))
                .getResultList()
                .stream()
                .collect(Collectors.toMap(StoryColumns::id, stories::row));
    }

    private Item item(SearchRequest request, Results results, StoryRow story, Hit hit) {
        Highlighter highlighter = new Highlighter(
                LanguageRules.language(story.columns().language()),
                results.plan().query());
        return new Item(
                StoryRepresentation.from(story, request.selection()),
                new Highlights(
                        highlighter.whole(story.columns().title()),
                        highlighter.snippet(story.columns().bodyText()).orElse(null)),
                request.sort() == Sort.RELEVANCE ? score(hit) : 0);
    }

    private static double score(Hit hit) {
        float relevance =
                hit.score() >= TextQuery.ALL_WORDS_BONUS ? hit.score() - TextQuery.ALL_WORDS_BONUS : hit.score();
        return Math.round(relevance * 1_000) / 1_000.0;
    }

    private Facets facets(Results results) throws IOException {
        return new Facets(
                named(results, Facet.CATEGORY, TaxonomyKind.CATEGORY),
                named(results, Facet.TAG, TaxonomyKind.TAG),
                named(results, Facet.AUTHOR, TaxonomyKind.AUTHOR),
                years(results));
    }

    private List<Named> named(Results results, Facet facet, TaxonomyKind kind) throws IOException {
        dependencies.onAll(CacheGroup.Kind.of(kind));
        if (!results.facets().containsKey(facet)) {
            return null;
        }
        Map<UUID, Integer> counts = new HashMap<>();
        results.facets().get(facet).total().forEach((id, count) -> counts.put(StoryDocument.id(id), count));
        List<UUID> largest = counts.keySet().stream()
                .sorted(Comparator.comparingInt((UUID id) -> -counts.get(id)).thenComparing(id -> id))
                .limit(NAMED_VALUES)
                .toList();
        return database
                .createNativeQuery(NAMES.formatted(kind.table()), NamedReference.class)
                .setParameter("ids", largest.toArray(UUID[]::new))
                .getResultList()
                .stream()
                .map(entry -> new Named(entry.id(), entry.slug(), entry.name(), counts.get(entry.id())))
                .sorted(Comparator.comparingLong(Named::count).reversed().thenComparing(Named::slug))
                .limit(MAX_VALUES)
                .toList();
    }

    private static List<Year> years(Results results) {
        return results.years()
                .map(years -> years.total().entrySet().stream()
                        .map(year -> new Year(year.getKey(), year.getValue()))
                        .sorted(Comparator.comparingLong(Year::count)
                                .thenComparing(Year::year)
                                .reversed())
                        .limit(MAX_VALUES)
                        .toList())
                .orElse(null);
    }
}

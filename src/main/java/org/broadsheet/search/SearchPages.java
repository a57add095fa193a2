package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.paging.Cursor;
import org.broadsheet.paging.Page.PageInfo;
import org.broadsheet.paging.Total;
import org.broadsheet.search.Found.Hit;
import org.broadsheet.search.SearchDatabase.Sample;
import org.broadsheet.search.SearchPlan.Place;
import org.broadsheet.search.SearchPlan.Way;
import org.broadsheet.story.StoryQuery;
import org.broadsheet.story.StoryRepresentation;
import org.broadsheet.story.StoryRow;

/** Makes an answer of what was found: the stories, what is highlighted of them, and what they are counted by. */
@ApplicationScoped
class SearchPages {

    /** What is highlighted, beside what was selected. */
    private static final Map<String, Class<?>> HIGHLIGHTED =
            Map.of("whole_title", String.class, "whole_text", String.class, "whole_language", String.class);

    private final SearchDatabase database;
    private final SearchConfig config;
    private final StoryQuery stories;
    private final Dependencies dependencies;

    SearchPages(SearchDatabase database, SearchConfig config, StoryQuery stories, Dependencies dependencies) {
        this.database = database;
        this.config = config;
        this.stories = stories;
        this.dependencies = dependencies;
    }

    /** Where there is nothing to search for. */
    SearchPage empty(SearchRequest request) {
        return new SearchPage(List.of(), new PageInfo(request.page().limit(), null, Total.exact(0)), "all", null, null);
    }

    SearchPage of(SearchRequest request, Found found) {
        int limit = request.page().limit();
        List<Hit> hits = found.hits();
        List<Hit> shown = hits.size() > limit ? hits.subList(0, limit) : hits;
        SearchPlan plan = found.plan();
        Place last = hits.size() > limit ? shown.get(limit - 1).place() : found.end();
        String next = last == null
                ? null
                : new Cursor(plan.at(last), last.id().toString())
                        .encode(request.page().binding());
        Total total = plan.exact() ? Total.exact(plan.total()) : Total.estimate(plan.total());
        return new SearchPage(
                items(request, found, shown),
                new PageInfo(limit, next, total),
                plan.any() ? "some" : "all",
                plan.text().equals(request.text()) ? null : plan.text(),
                request.facets().isEmpty() ? null : facets(request, found));
    }

    private List<SearchItem> items(SearchRequest request, Found found, List<Hit> shown) {
        Map<UUID, Tuple> rows = stories(request, shown.stream().map(Hit::id).toList());
        Highlighter highlighter = new Highlighter(found.query().required());
        List<SearchItem> items = new ArrayList<>();
        for (Hit hit : shown) {
            Tuple row = rows.get(hit.id());
            // One that has been withdrawn since it was found is not there any more.
            if (row != null) {
                items.add(item(request, highlighter, row, hit.score()));
            }
        }
        return items;
    }

    private Map<UUID, Tuple> stories(SearchRequest request, Collection<UUID> ids) {
        List<Tuple> rows = stories.query(
                        "SELECT " + request.selection().columns()
                                + ", l.title AS whole_title, l.body_text AS whole_text,"
                                + " l.language AS whole_language FROM live_story l"
                                + " JOIN category c ON c.id = l.category_id"
                                + " WHERE l.story_id = ANY(CAST(:ids AS uuid[]))",
                        request.selection(),
                        HIGHLIGHTED)
                .setParameter("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        return rows.stream().collect(Collectors.toMap(row -> row.get("id", UUID.class), Function.identity()));
    }

    private SearchItem item(SearchRequest request, Highlighter highlighter, Tuple row, double score) {
        StoryRow story = stories.row(row);
        Language language = Language.of(story.text("whole_language"));
        return new SearchItem(
                StoryRepresentation.from(story, request.selection()),
                new SearchItem.Highlights(
                        highlighter.whole(story.text("whole_title"), language),
                        highlighter.fragment(story.text("whole_text"), language).orElse(null)),
                Math.round(score * 10_000) / 10_000.0);
    }

    private Facets facets(SearchRequest request, Found found) {
        for (Kind kind : List.of(Kind.CATEGORY, Kind.TAG, Kind.AUTHOR)) {
            kind.wider().ifPresent(dependencies::on);
        }
        SearchPlan plan = found.plan();
        SearchSql sql = new SearchSql(found.query(), plan, request.filter(), config);
        Sample sample = plan.way() == Way.WALK ? database.sample() : new Sample(100);
        List<Tuple> rows = database.rows(sql.facets(request.facets(), sample), sql.parameters());
        return new Facets(
                sample.isWhole() ? "exact" : "estimate",
                named(request, rows, Facet.CATEGORY, sample),
                named(request, rows, Facet.TAG, sample),
                named(request, rows, Facet.AUTHOR, sample),
                !request.facets().contains(Facet.YEAR)
                        ? null
                        : of(rows, Facet.YEAR)
                                .map(row -> new Facets.Year(row.get("year", Integer.class), stories(row, sample)))
                                .toList());
    }

    private static List<Facets.Named> named(SearchRequest request, List<Tuple> rows, Facet facet, Sample sample) {
        return !request.facets().contains(facet)
                ? null
                : of(rows, facet)
                        .map(row -> new Facets.Named(
                                row.get("id", UUID.class),
                                row.get("slug", String.class),
                                row.get("name", String.class),
                                stories(row, sample)))
                        .toList();
    }

    private static long stories(Tuple row, Sample sample) {
        return sample.scaled(((Number) row.get("stories")).longValue());
    }

    private static Stream<Tuple> of(List<Tuple> rows, Facet facet) {
        return rows.stream().filter(row -> row.get("facet", String.class).equals(facet.token()));
    }
}

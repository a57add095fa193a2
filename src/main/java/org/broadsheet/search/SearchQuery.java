package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.QueryTimeoutException;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group;
import org.broadsheet.database.Timestamps;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;
import org.broadsheet.search.Found.Hit;
import org.broadsheet.search.SearchDatabase.Sample;
import org.broadsheet.search.SearchPlan.Place;
import org.broadsheet.search.SearchPlan.Point;
import org.broadsheet.search.SearchPlan.Way;
import org.broadsheet.story.StoryCounts;
import org.broadsheet.story.StoryFilter;

/** Finds stories by their words. Whatever is searched for, the work is bounded. */
@ApplicationScoped
class SearchQuery {

    /** With fewer matches, stories that have but some of the words are shown too. */
    private static final long TOO_FEW = 5;

    private final SearchConfig config;
    private final SearchDatabase database;
    private final Vocabulary vocabulary;
    private final StoryCounts counts;
    private final SearchPages pages;
    private final Dependencies dependencies;

    SearchQuery(
            SearchConfig config,
            SearchDatabase database,
            Vocabulary vocabulary,
            StoryCounts counts,
            SearchPages pages,
            Dependencies dependencies) {
        this.config = config;
        this.database = database;
        this.vocabulary = vocabulary;
        this.counts = counts;
        this.pages = pages;
        this.dependencies = dependencies;
    }

    /** One page, or where the query has no word, an empty one. */
    SearchPage page(SearchRequest request) {
        dependencies.on(Group.STORIES);
        dependencies.on(Group.SEARCH);
        try {
            return request.page().cursor().isPresent() ? further(request) : first(request);
        } catch (QueryTimeoutException e) {
            throw ProblemException.of(ProblemType.UNAVAILABLE, "The search takes too long. Try fewer words.")
                    .withHeader("Retry-After", "5");
        }
    }

    private SearchPage first(SearchRequest request) {
        List<String> languages = languages(request);
        CompiledQuery query = CompiledQuery.of(request.text(), languages);
        if (query.isEmpty()) {
            return pages.empty(request);
        }
        Vocabulary.Numbers numbers = vocabulary.numbers(query.lexemes());
        Found all = run(request, request.text(), query, languages, numbers, false);
        Optional<Found> meant = all.plan().total() == 0 ? meant(request, numbers, languages) : Optional.empty();
        return pages.of(request, meant.orElseGet(() -> withSome(all, request, languages, numbers)));
    }

    /** What has all of the words, or if that is too little, what has some. */
    private Found withSome(Found all, SearchRequest request, List<String> languages, Vocabulary.Numbers numbers) {
        boolean tooFew = all.plan().total() < TOO_FEW
                && all.query().isPlain()
                && all.query().required().size() > 1;
        return tooFew ? run(request, all.plan().text(), all.query(), languages, numbers, true) : all;
    }

    private List<String> languages(SearchRequest request) {
        List<String> languages = request.filter().languages();
        return languages.isEmpty()
                ? vocabulary.languages().stream()
                        .map(Language::primary)
                        .distinct()
                        .toList()
                : languages;
    }

    /** With other words in the place of those that no story has, if that finds any. */
    private Optional<Found> meant(SearchRequest request, Vocabulary.Numbers numbers, List<String> languages) {
        List<Language> known = languages.stream().map(Language::of).toList();
        Optional<String> corrected = vocabulary.corrected(
                request.text(),
                word -> known.stream()
                        .anyMatch(language -> language.isStopWord(word.folded())
                                || numbers.stories().getOrDefault(language.stem(word.folded()), 0L) > 0));
        if (corrected.isEmpty()) {
            return Optional.empty();
        }
        CompiledQuery query = CompiledQuery.of(corrected.get(), languages);
        Vocabulary.Numbers others = vocabulary.numbers(query.lexemes());
        Found all = run(request, corrected.get(), query, languages, others, false);
        return Optional.of(withSome(all, request, languages, others))
                .filter(found -> found.plan().total() > 0);
    }

    private Found run(
            SearchRequest request,
            String text,
            CompiledQuery query,
            List<String> languages,
            Vocabulary.Numbers numbers,
            boolean any) {
        SearchPlan plan = new SearchPlan(
                way(request.filter(), query.most(any, numbers.stories())),
                any,
                Timestamps.now(),
                rarities(query, numbers),
                0,
                true,
                null,
                null,
                request.filter().languages().isEmpty() ? languages : List.of(),
                text);
        return request.sort() == SearchSort.LATEST
                ? latest(request, plan, query, Optional.empty())
                : ranked(request, plan, query, query.most(any, numbers.titles()));
    }

    private Way way(StoryFilter filter, long most) {
        List<UUID> narrowing = Stream.of(filter.tags(), filter.authors(), filter.categories())
                .filter(ids -> !ids.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (!filter.ids().isEmpty() || !narrowing.isEmpty() && counts.of(narrowing) <= config.narrow()) {
            return Way.FILTER;
        }
        return most <= config.few() ? Way.INDEX : Way.WALK;
    }

    private List<Double> rarities(CompiledQuery query, Vocabulary.Numbers numbers) {
        long all = counts.ofAll();
        return query.required().stream()
                .map(term -> Math.max(0.1, Terms.rarity(term.most(numbers.stories()), all)))
                .map(rarity -> Math.round(rarity * 1_000) / 1_000.0)
                .toList();
    }

    private Found ranked(SearchRequest request, SearchPlan plan, CompiledQuery query, long titles) {
        boolean walks = plan.way() == Way.WALK;
        int window = walks ? config.rankedOfMany() : config.rankedOfFew();
        SearchSql sql = sql(query, plan, request);
        List<Tuple> rows = database.rows(
                sql.ranked(window, walks && titles <= config.few(), Optional.empty(), rowsOf(request)),
                sql.parameters());
        if (rows.isEmpty()) {
            return new Found(plan, query, List.of());
        }
        Tuple first = rows.get(0);
        boolean full = number(first, "latest") >= window;
        Point floor = full ? point(first, "last") : null;
        boolean titleFull = number(first, "titles") > 0;
        SearchPlan whole;
        if (!walks) {
            long total = number(first, "total");
            whole = plan.with(total, true, total > window ? floor : null, null);
        } else if (full) {
            whole = plan.with(
                    estimate(request, plan, query, window),
                    database.sample().isWhole(),
                    floor,
                    titleFull ? point(first, "title") : null);
        } else {
            whole = plan.with(number(first, "latest"), true, null, null);
        }
        List<Hit> hits = new ArrayList<>(rows.stream().map(Hit::ranked).toList());
        fill(request, whole, query, hits);
        return new Found(whole, query, hits);
    }

    private SearchSql sql(CompiledQuery query, SearchPlan plan, SearchRequest request) {
        return new SearchSql(query, plan, request.filter(), config.rankedTitles());
    }

    private static int rowsOf(SearchRequest request) {
        return request.page().limit() + 1;
    }

    /** Where the ranked part ends on this page, the rest begins on it. */
    private void fill(SearchRequest request, SearchPlan plan, CompiledQuery query, List<Hit> hits) {
        int room = rowsOf(request) - hits.size();
        if (room > 0 && plan.floor() != null) {
            hits.addAll(rest(request, plan, query, plan.floor(), room));
        }
    }

    private List<Hit> rest(SearchRequest request, SearchPlan plan, CompiledQuery query, Point after, int rows) {
        SearchSql sql = sql(query, plan, request);
        return database.rows(sql.rest(after, rows), sql.parameters()).stream()
                .map(Hit::further)
                .toList();
    }

    private Found latest(SearchRequest request, SearchPlan plan, CompiledQuery query, Optional<Point> after) {
        SearchSql sql = sql(query, plan, request);
        List<Hit> hits = database.rows(sql.newest(after, rowsOf(request)), sql.parameters()).stream()
                .map(Hit::further)
                .toList();
        boolean isWhole = after.isEmpty() && hits.size() <= request.page().limit();
        SearchPlan whole = plan;
        if (isWhole) {
            whole = plan.with(hits.size(), true, null, null);
        } else if (after.isEmpty()) {
            whole = plan.way() == Way.WALK
                    ? plan.with(
                            estimate(request, plan, query, hits.size()),
                            database.sample().isWhole(),
                            null,
                            null)
                    : plan.with(count(request, plan, query), true, null, null);
        }
        return new Found(whole, query, hits);
    }

    private SearchPage further(SearchRequest request) {
        SearchPlan plan = request.page().after(SearchPlan::parse).orElseThrow().key();
        Place place = request.page()
                .after(Function.identity())
                .map(last -> SearchPlan.place(last.key(), last.id()))
                .orElseThrow();
        List<String> languages = request.filter().languages();
        CompiledQuery query = CompiledQuery.of(plan.text(), languages.isEmpty() ? plan.languages() : languages);
        if (query.isEmpty()) {
            throw ProblemException.invalidParameter(
                    "cursor", "accepts the `page.next` of an answer to the same request");
        }
        if (request.sort() == SearchSort.LATEST) {
            return pages.of(request, latest(request, plan, query, Optional.of(pointOf(place))));
        }
        List<Hit> hits = new ArrayList<>();
        if (place.isRanked()) {
            SearchSql sql = sql(query, plan, request);
            boolean walks = plan.way() == Way.WALK;
            int window = walks ? config.rankedOfMany() : config.rankedOfFew();
            database.rows(
                            sql.ranked(window, walks && plan.titleFloor() != null, Optional.of(place), rowsOf(request)),
                            sql.parameters())
                    .forEach(row -> hits.add(Hit.ranked(row)));
            fill(request, plan, query, hits);
        } else {
            hits.addAll(rest(request, plan, query, pointOf(place), rowsOf(request)));
        }
        return pages.of(request, new Found(plan, query, hits));
    }

    private static Point pointOf(Place place) {
        return new Point(Instant.ofEpochMilli((long) place.key()), place.id());
    }

    private long count(SearchRequest request, SearchPlan plan, CompiledQuery query) {
        SearchSql sql = sql(query, plan, request);
        return database.number(sql.count(), sql.parameters());
    }

    private long estimate(SearchRequest request, SearchPlan plan, CompiledQuery query, long atLeast) {
        SearchSql sql = sql(query, plan, request);
        Sample sample = database.sample();
        return Math.max(atLeast, sample.scaled(database.number(sql.count(sample), sql.parameters())));
    }

    private static long number(Tuple row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static Point point(Tuple row, String name) {
        return new Point(row.get(name + "_at", Instant.class), row.get(name + "_id", UUID.class));
    }
}

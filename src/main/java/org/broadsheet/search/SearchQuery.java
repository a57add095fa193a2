package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.QueryTimeoutException;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group;
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
        if (!tooFew) {
            return all;
        }
        Found some = run(request, all.plan().text(), all.query(), languages, numbers, true);
        return some.plan().total() > 0 ? some : all;
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
                way(request.filter(), query, any, numbers),
                any,
                database.latestPublication(),
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

    private Way way(StoryFilter filter, CompiledQuery query, boolean any, Vocabulary.Numbers numbers) {
        List<UUID> narrowing = Stream.of(filter.tags(), filter.authors(), filter.categories())
                .filter(ids -> !ids.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (!filter.ids().isEmpty() || !narrowing.isEmpty() && counts.of(narrowing) <= config.narrow()) {
            return Way.FILTER;
        }
        boolean few = query.most(any, numbers.stories()) <= config.few()
                || !any && query.likely(numbers.stories(), counts.ofAll()) <= config.few() / 2.0 && haveFewAll(query);
        return few ? Way.INDEX : Way.WALK;
    }

    /** Whether few stories have all the words, each of which many may have. */
    private boolean haveFewAll(CompiledQuery query) {
        return database.number(SearchSql.COUNT_TO_LIMIT, Map.of("match", query.together(), "limit", config.few() + 1))
                <= config.few();
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
                sql.ranked(window, walks && titles <= config.fewTitles(), Optional.empty(), rowsOf(request)),
                sql.parameters());
        List<Hit> hits = new ArrayList<>(rows.stream().map(Hit::ranked).toList());
        Optional<Tuple> numbers = rows.stream().findFirst();
        SearchPlan whole = walks
                ? walked(request, plan, query, window, numbers)
                : numbers.map(row -> found(plan, window, row)).orElse(plan);
        return fill(request, whole, query, hits);
    }

    /** @param numbers of what the index has found */
    private static SearchPlan found(SearchPlan plan, int window, Tuple numbers) {
        long total = number(numbers, "total");
        return plan.with(total, true, total > window ? point(numbers, "last") : null, null);
    }

    /**
     * @param window how many are ranked at most
     * @param numbers of what was met on the way, if anything was
     */
    private SearchPlan walked(
            SearchRequest request, SearchPlan plan, CompiledQuery query, int window, Optional<Tuple> numbers) {
        long latest = numbers.map(row -> number(row, "latest")).orElse(0L);
        Optional<Point> floor =
                latest >= window ? numbers.map(row -> point(row, "last")) : end(request, plan, query, Optional.empty());
        if (floor.isEmpty()) {
            return plan.with(latest, true, null, null);
        }
        Point titleFloor = numbers.filter(row -> number(row, "titles") > 0)
                .map(row -> point(row, "title"))
                .orElse(null);
        return plan.with(
                estimate(request, plan, query, latest), database.sample().isWhole(), floor.get(), titleFloor);
    }

    private SearchSql sql(CompiledQuery query, SearchPlan plan, SearchRequest request) {
        return new SearchSql(query, plan, request.filter(), config);
    }

    private static int rowsOf(SearchRequest request) {
        return request.page().limit() + 1;
    }

    /** Where the ranked part ends on this page, the rest begins on it. */
    private Found fill(SearchRequest request, SearchPlan plan, CompiledQuery query, List<Hit> ranked) {
        int room = rowsOf(request) - ranked.size();
        return room > 0 && plan.floor() != null
                ? rest(request, plan, query, plan.floor(), ranked)
                : new Found(plan, query, ranked, null);
    }

    private Found rest(SearchRequest request, SearchPlan plan, CompiledQuery query, Point after, List<Hit> ranked) {
        SearchSql sql = sql(query, plan, request);
        String rest = sql.rest(after, rowsOf(request) - ranked.size());
        List<Hit> hits = new ArrayList<>(ranked);
        database.rows(rest, sql.parameters()).forEach(row -> hits.add(Hit.further(row)));
        return new Found(plan, query, hits, endOfPage(request, plan, query, Optional.of(after), hits));
    }

    /** Where the next page begins although this one is not full; null if it is, or if there is nothing more. */
    private Place endOfPage(
            SearchRequest request, SearchPlan plan, CompiledQuery query, Optional<Point> after, List<Hit> hits) {
        return hits.size() >= rowsOf(request)
                ? null
                : end(request, plan, query, after)
                        .map(point -> new Place(false, point.publishedAt().toEpochMilli(), point.id()))
                        .orElse(null);
    }

    /** The last story that a walk beyond a place looks at; empty where it looks at all that there are. */
    private Optional<Point> end(SearchRequest request, SearchPlan plan, CompiledQuery query, Optional<Point> after) {
        if (plan.way() != Way.WALK) {
            return Optional.empty();
        }
        SearchSql sql = sql(query, plan, request);
        return database.rows(sql.end(after), sql.parameters()).stream()
                .findFirst()
                .map(SearchQuery::point);
    }

    private Found latest(SearchRequest request, SearchPlan plan, CompiledQuery query, Optional<Point> after) {
        SearchSql sql = sql(query, plan, request);
        List<Hit> hits = database.rows(sql.newest(after, rowsOf(request)), sql.parameters()).stream()
                .map(Hit::further)
                .toList();
        Place end = endOfPage(request, plan, query, after, hits);
        boolean isWhole =
                after.isEmpty() && end == null && hits.size() <= request.page().limit();
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
        return new Found(whole, query, hits, end);
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
        if (!place.isRanked()) {
            return pages.of(request, rest(request, plan, query, pointOf(place), List.of()));
        }
        SearchSql sql = sql(query, plan, request);
        boolean walks = plan.way() == Way.WALK;
        int window = walks ? config.rankedOfMany() : config.rankedOfFew();
        String ranked = sql.ranked(window, walks && plan.titleFloor() != null, Optional.of(place), rowsOf(request));
        List<Hit> hits = database.rows(ranked, sql.parameters()).stream()
                .map(Hit::ranked)
                .toList();
        return pages.of(request, fill(request, plan, query, hits));
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

    private static Point point(Tuple row) {
        return new Point(row.get("published_at", Instant.class), row.get("story_id", UUID.class));
    }

    private static Point point(Tuple row, String name) {
        return new Point(row.get(name + "_at", Instant.class), row.get(name + "_id", UUID.class));
    }
}

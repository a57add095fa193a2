package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.paging.Cursor;
import org.broadsheet.platform.paging.Cursor.Edge;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.paging.PageRequest.Start;
import org.broadsheet.platform.paging.Total;
import org.broadsheet.platform.problem.ProblemException;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Reads pages of live stories: one statement for each page, and one or two more for a total. */
@ApplicationScoped
public class StoryListQuery {

    /** Sample size of an estimate; if the narrowest filter has fewer stories, all count. */
    private static final int SAMPLE = 2_000;

    /** Sample size for the number of stories of a large filter. */
    private static final int SAMPLE_OF_ALL = 10_000;

    /** Higher counts take too long. */
    private static final int MAX_COUNT = 50_000;

    private static final String NOT_LIVE = """
            SELECT m.story_id FROM collection_story m WHERE m.collection_id = ANY(:collections)
            AND NOT EXISTS (SELECT 1 FROM live_story l WHERE l.story_id = m.story_id)""";

    private static final String POSITION =
            "SELECT position FROM collection_story WHERE collection_id = ANY(:collections) AND story_id = :story";

    /** Sort before and after every story at a position. */
    private static final UUID FIRST_ID = new UUID(0, 0);

    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Session database;
    private final StoryQuery stories;
    private final Dependencies dependencies;
    private final StoryCounts counts;
    private final StoryListConfig config;
    private final StoryMemory memory;

    StoryListQuery(
            Session database,
            StoryQuery stories,
            Dependencies dependencies,
            StoryCounts counts,
            StoryListConfig config,
            StoryMemory memory) {
        this.database = database;
        this.stories = stories;
        this.dependencies = dependencies;
        this.counts = counts;
        this.config = config;
        this.memory = memory;
    }

    Page<StoryRepresentation> page(StoryFilter filter, StorySort sort, PageRequest request, StorySelection selection) {
        Function<StoryRow, StoryRepresentation> represent = row -> StoryRepresentation.from(row, selection);
        return sort == StorySort.POSITION
                ? inOrderOfCollection(filter, request, selection, represent)
                : page(
                        filter,
                        sort,
                        request,
                        sql -> request.start(sort::parseKey),
                        selection,
                        (row, place) -> new Cursor(
                                sort.key(row.columns()).toString(), row.id().toString()),
                        represent);
    }

    /** Returns the first stories of a collection in the order of the collection. */
    public List<StorySummary> first(UUID collection, int limit) {
        return inOrderOfCollection(
                        StoryFilter.ofCollection(collection),
                        PageRequest.first(limit),
                        StorySelection.SUMMARY,
                        StorySummary::from)
                .items();
    }

    /**
     * Returns a page in the order of the collection that the filter names. A cursor has the number of the list's
     * stories up to a story, and its id. It must not have the position, which also counts hidden stories.
     */
    private <T> Page<T> inOrderOfCollection(
            StoryFilter filter, PageRequest request, StorySelection selection, Function<StoryRow, T> represent) {
        Optional<Start<Integer>> start = request.start(StoryListQuery::count);
        return page(
                filter,
                StorySort.POSITION,
                request,
                sql -> start.map(place -> at(sql, place)),
                selection,
                (row, number) -> new Cursor(
                        String.valueOf(
                                Math.max(1, start.map(StoryListQuery::boundary).orElse(0) + number)),
                        row.id().toString()),
                represent);
    }

    /** Returns the number of stories before the page, or, of a page that is read backward, up to its last story. */
    private static int boundary(Start<Integer> start) {
        return start.edge() == Edge.AFTER || start.edge() == Edge.UP_TO ? start.key() : start.key() - 1;
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new IllegalArgumentException("not a count: " + text);
        }
        return count;
    }

    /** Returns the place next to the story, or, if an editor has removed it, after the story that was before it. */
    private Start<Object> at(StoryListSql sql, Start<Integer> start) {
        Integer position = bind(database.createNativeQuery(POSITION, Integer.class), sql)
                .setParameter("story", start.id())
                .getSingleResultOrNull();
        boolean isAfter = position == null || start.edge() == Edge.AFTER || start.edge() == Edge.UP_TO;
        return new Start<>(
                start.edge().isBackward() ? Edge.BEFORE : Edge.AFTER,
                position == null ? positionOf(sql, start.key() - 1) : position,
                isAfter ? LAST_ID : FIRST_ID);
    }

    /** Returns the position of the list's nth story, or one after all stories if there are fewer. */
    private int positionOf(StoryListSql sql, int number) {
        if (number == 0) {
            return -1;
        }
        List<Integer> positions = bind(
                        database.createNativeQuery(
                                "SELECT r.sort_key FROM (" + sql.rows(Optional.empty()) + ") r", Integer.class),
                        sql)
                .setParameter("rows", number)
                .getResultList();
        return positions.size() < number ? Integer.MAX_VALUE : Collections.max(positions);
    }

    /** @param cursorAfter creates a cursor from the first or last row and its number, counted from the start */
    private <T> Page<T> page(
            StoryFilter filter,
            StorySort sort,
            PageRequest request,
            Function<StoryListSql, Optional<Start<Object>>> start,
            StorySelection selection,
            BiFunction<StoryRow, Integer, Cursor> cursorAfter,
            Function<StoryRow, T> represent) {
        StoryListSql sql = new StoryListSql(filter, sort);
        if (sql.hasOtherDriver() && isRare(sql)) {
            sql = sql.drivenByLanguage();
        }
        Read read = read(sql, sort, request.limit(), start.apply(sql), selection);
        depend(filter, selection, read.rows());
        List<StoryRow> shown = request.inOrder(read.rows());
        int before = request.isBackward() ? -shown.size() : 0;
        return Page.of(
                shown,
                read.more(),
                request,
                total(filter, sql, request.total(), read.rows().size() + (read.more() ? 1 : 0)),
                row -> cursorAfter.apply(row, before + (row == shown.get(0) ? 1 : shown.size())),
                represent);
    }

    /**
     * Rows of a list as they were read.
     *
     * @param more whether more rows follow, or precede if they were read backward
     */
    private record Read(List<StoryRow> rows, boolean more) {}

    /** Reads one row more to find out whether more follow, unless the rows are long. */
    private Read read(
            StoryListSql sql, StorySort sort, int limit, Optional<Start<Object>> start, StorySelection selection) {
        if (selection.size().isEmpty()) {
            List<StoryColumns> rows = rows(sql, sort, start, selection, limit + 1);
            return new Read(parse(rows.subList(0, Math.min(limit, rows.size()))), rows.size() > limit);
        }
        List<UUID> ids = ids(sql, start, limit + 1);
        int fitting = memory.fitting(ids.subList(0, Math.min(limit, ids.size())), selection)
                .size();
        return new Read(parse(rows(sql, sort, start, selection, fitting)), fitting < ids.size());
    }

    private List<StoryRow> parse(List<StoryColumns> rows) {
        return rows.stream().map(stories::row).toList();
    }

    private List<StoryColumns> rows(
            StoryListSql sql, StorySort sort, Optional<Start<Object>> start, StorySelection selection, int max) {
        String statement = sql.page(selection.columns(sort.selected()), start);
        return bind(stories.query(statement), sql).setParameter("rows", max).getResultList();
    }

    private List<UUID> ids(StoryListSql sql, Optional<Start<Object>> start, int max) {
        NativeQuery<UUID> query = database.createNativeQuery(
                        "SELECT r.story_id FROM (" + sql.rows(start) + ") r", UUID.class)
                .addScalar("story_id", UUID.class);
        return bind(query, sql).setParameter("rows", max).getResultList();
    }

    /** The groups of the narrowest filter suffice: every story of the list matches this filter. */
    private void depend(StoryFilter filter, StorySelection selection, List<StoryRow> rows) {
        if (!filter.ids().isEmpty()) {
            dependencies.on(Kind.STORY, filter.ids());
        } else if (!filter.of(TaxonomyKind.COLLECTION).isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.of(TaxonomyKind.COLLECTION));
            dependencies.on(Kind.STORY, notLive(filter.of(TaxonomyKind.COLLECTION)));
            // Events name a story, but not its collections.
            rows.forEach(row -> dependencies.on(Kind.STORY, row.id()));
        } else if (!filter.narrowest().isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.narrowest());
        } else if (!filter.languages().isEmpty()) {
            filter.languages().forEach(language -> dependencies.on(CacheGroup.ofLanguage(language)));
        } else {
            dependencies.on(CacheGroup.STORIES);
        }
        if (selection.showsLinks()) {
            // A story shows a link once its target goes live, although the story itself does not change.
            rows.forEach(row -> dependencies.on(Kind.STORY, row.id()));
        }
    }

    /** Returns the collections' stories that are not live: the list shows each of them once it is live. */
    private List<UUID> notLive(List<UUID> collections) {
        return database.createNativeQuery(NOT_LIVE, UUID.class)
                .addScalar("story_id", UUID.class)
                .setParameter("collections", collections.toArray(UUID[]::new))
                .getResultList();
    }

    private Total total(StoryFilter filter, StoryListSql sql, PageRequest.TotalKind kind, int min) {
        if (kind == PageRequest.TotalKind.NONE) {
            return null;
        }
        return counts.known(filter)
                .map(Total::exact)
                .orElseGet(() -> kind == PageRequest.TotalKind.EXACT ? counted(sql) : estimated(sql, min));
    }

    private Total counted(StoryListSql sql) {
        long count = count(sql, sql.all() + " LIMIT " + (MAX_COUNT + 1));
        if (count > MAX_COUNT) {
            throw ProblemException.invalidParameter(
                    PageRequest.TOTAL.name(),
                    ("accepts estimate or none here: more than %,d stories match these filters," + " too many to count")
                            .formatted(MAX_COUNT));
        }
        return Total.exact(count);
    }

    /** @param min minimum number of stories */
    private Total estimated(StoryListSql sql, long min) {
        StoryListSql ordered = sql.inDriverOrder();
        Sample sample = sample(ordered, ordered.sample(SAMPLE));
        if (sample.sampled() < SAMPLE) {
            return Total.exact(sample.passed());
        }
        long expected = sample.shareOf(sizeOfDriver(ordered));
        return Total.estimate(Math.max(expected, Math.max(sample.passed(), min)));
    }

    /** Counts, since PostgreSQL's own estimate changes with its statistics, and responses would change too. */
    private long sizeOfDriver(StoryListSql sql) {
        long counted = count(sql, sql.allOfDriver() + " LIMIT " + (MAX_COUNT + 1));
        if (counted <= MAX_COUNT) {
            return counted;
        }
        long all = counts.ofAll();
        double percent = Math.min(100, 100.0 * SAMPLE_OF_ALL / Math.max(1, all));
        return Math.max(counted, sample(sql, sql.shareOfDriver(percent)).shareOf(all));
    }

    /** @param passed number of stories that match all filters */
    private record Sample(long sampled, long passed) {

        long shareOf(long all) {
            return sampled == 0 ? 0 : all * passed / sampled;
        }
    }

    private Sample sample(StoryListSql sql, String statement) {
        return bind(database.createNativeQuery(statement, Sample.class), sql).getSingleResult();
    }

    /** With another driver, a page in a rare language would read most stories of that driver. */
    private boolean isRare(StoryListSql sql) {
        return count(sql, sql.ofLanguages() + " LIMIT " + (config.fewInLanguage() + 1)) <= config.fewInLanguage();
    }

    private long count(StoryListSql sql, String rows) {
        return bind(database.createNativeQuery("SELECT count(*) FROM (" + rows + ") r", Long.class), sql)
                .getSingleResult();
    }

    /** Binds those of the list's parameters that the statement has. */
    private static <R> NativeQuery<R> bind(NativeQuery<R> query, StoryListSql sql) {
        query.getParameterMetadata().getNamedParameterNames().stream()
                .filter(sql.parameters()::containsKey)
                .forEach(name -> query.setParameter(name, sql.parameters().get(name)));
        return query;
    }
}

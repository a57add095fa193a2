package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.paging.Cursor;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.paging.PageRequest.Place;
import org.broadsheet.platform.paging.Total;
import org.broadsheet.platform.problem.ProblemException;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Reads pages of live stories: one statement for each page, and one or two more for a total. */
@ApplicationScoped
public class StoryListQuery {

    /** Sample size of an estimate, which is made if the narrowest filter has more stories. */
    private static final int SAMPLE = 2_000;

    /** Sample size for the share of a large filter among all stories. */
    private static final int SAMPLE_OF_ALL = 10_000;

    /** Higher counts take too long. */
    private static final int MOST_COUNTED = 50_000;

    private static final String NOT_LIVE = """
            SELECT m.story_id FROM collection_story m WHERE m.collection_id = :collection
            AND NOT EXISTS (SELECT 1 FROM live_story l WHERE l.story_id = m.story_id)""";

    /**
     * The start of a page of a collection: after the last story of the previous page, or, if an editor has removed that
     * story, after the live stories that were before it.
     */
    private static final String POSITION_AFTER = """
            SELECT coalesce(
                (SELECT position FROM collection_story WHERE collection_id = :collection AND story_id = :last),
                CASE WHEN :before = 1 THEN -1 END,
                (SELECT m.position FROM collection_story m JOIN live_story l ON l.story_id = m.story_id
                 WHERE m.collection_id = :collection ORDER BY m.position OFFSET greatest(:before - 2, 0) LIMIT 1),
                2147483647)""";

    /** Sorts after every story at a position. */
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
        return page(
                filter,
                sort,
                request,
                request.after(sort::parseKey),
                selection,
                row -> new Cursor(sort.key(row.columns()).toString(), row.id().toString()),
                row -> StoryRepresentation.from(row, selection));
    }

    /**
     * Returns summaries of a collection's live stories in the order of the collection. A cursor has the number of live
     * stories up to the last one, and its id. It must not have the position, which also counts hidden stories.
     */
    public Page<StorySummary> inOrderOf(UUID collection, PageRequest request) {
        Optional<Place<Integer>> last = request.after(StoryListQuery::count);
        int before = last.map(Place::key).orElse(0);
        return page(
                StoryFilter.ofCollection(collection),
                StorySort.POSITION,
                request,
                last.map(place -> after(collection, place)),
                StorySelection.SUMMARY,
                row -> new Cursor(
                        String.valueOf(before + request.limit()), row.id().toString()),
                StorySummary::from);
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new IllegalArgumentException("not a count: " + text);
        }
        return count;
    }

    private Place<Object> after(UUID collection, Place<Integer> last) {
        Integer position = database.createNativeQuery(POSITION_AFTER, Integer.class)
                .setParameter("collection", collection)
                .setParameter("last", last.id())
                .setParameter("before", last.key())
                .getSingleResult();
        return new Place<>(position, LAST_ID);
    }

    private <T> Page<T> page(
            StoryFilter filter,
            StorySort sort,
            PageRequest request,
            Optional<Place<Object>> after,
            StorySelection selection,
            Function<StoryRow, Cursor> cursorAfter,
            Function<StoryRow, T> represent) {
        StoryListSql sql = new StoryListSql(filter, sort);
        if (sql.passesOverLanguage() && isRare(sql)) {
            sql = sql.drivenByLanguage();
        }
        Read read = read(sql, sort, request.limit(), after, selection);
        depend(filter, selection, read.shown());
        return Page.of(
                read.shown(),
                read.more(),
                request,
                total(filter, sql, request.total(), read.shown().size() + (read.more() ? 1 : 0)),
                cursorAfter,
                represent);
    }

    /**
     * Rows of a list.
     *
     * @param more whether more rows follow
     */
    private record Read(List<StoryRow> shown, boolean more) {}

    /** Reads one row more to find out whether more follow, unless the rows are long. */
    private Read read(
            StoryListSql sql, StorySort sort, int limit, Optional<Place<Object>> after, StorySelection selection) {
        if (selection.size().isEmpty()) {
            List<StoryColumns> rows = rows(sql, sort, after, selection, limit + 1);
            return new Read(shown(rows.subList(0, Math.min(limit, rows.size()))), rows.size() > limit);
        }
        List<UUID> ids = ids(sql, after, limit + 1);
        int fitting = memory.fitting(ids.subList(0, Math.min(limit, ids.size())), selection)
                .size();
        return new Read(shown(rows(sql, sort, after, selection, fitting)), fitting < ids.size());
    }

    private List<StoryRow> shown(List<StoryColumns> rows) {
        return rows.stream().map(stories::row).toList();
    }

    private List<StoryColumns> rows(
            StoryListSql sql, StorySort sort, Optional<Place<Object>> after, StorySelection selection, int most) {
        String statement = sql.page(selection.columns(sort.selected()), after);
        return bind(stories.query(statement), sql).setParameter("rows", most).getResultList();
    }

    private List<UUID> ids(StoryListSql sql, Optional<Place<Object>> after, int most) {
        NativeQuery<UUID> query = database.createNativeQuery(
                        "SELECT r.story_id FROM (" + sql.rows(after) + ") r", UUID.class)
                .addScalar("story_id", UUID.class);
        return bind(query, sql).setParameter("rows", most).getResultList();
    }

    /** The stories of the narrowest filter suffice, since a page shows only stories that it lists. */
    private void depend(StoryFilter filter, StorySelection selection, List<StoryRow> rows) {
        if (!filter.ids().isEmpty()) {
            dependencies.on(Kind.STORY, filter.ids());
        } else if (filter.collection().isPresent()) {
            dependencies.on(Kind.STORIES_OF, filter.collection().get());
            dependencies.on(Kind.STORY, notLive(filter.collection().get()));
            // Events name a story, but not its collections.
            rows.forEach(row -> dependencies.on(Kind.STORY, row.id()));
        } else if (!filter.tags().isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.tags());
        } else if (!filter.authors().isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.authors());
        } else if (!filter.categories().isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.categories());
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

    /** Returns the hidden stories of a collection, since each of them appears in it when it goes live. */
    private List<UUID> notLive(UUID collection) {
        return database.createNativeQuery(NOT_LIVE, UUID.class)
                .addScalar("story_id", UUID.class)
                .setParameter("collection", collection)
                .getResultList();
    }

    private Total total(StoryFilter filter, StoryListSql sql, PageRequest.TotalKind kind, int seen) {
        if (kind == PageRequest.TotalKind.NONE) {
            return null;
        }
        return counts.known(filter)
                .map(Total::exact)
                .orElseGet(() -> kind == PageRequest.TotalKind.EXACT ? counted(sql) : estimated(sql, seen));
    }

    private Total counted(StoryListSql sql) {
        long count = count(sql, sql.all() + " LIMIT " + (MOST_COUNTED + 1));
        if (count > MOST_COUNTED) {
            throw ProblemException.invalidParameter(
                    PageRequest.TOTAL.name(),
                    ("accepts estimate or none here: more than %,d stories match these filters," + " too many to count")
                            .formatted(MOST_COUNTED));
        }
        return Total.exact(count);
    }

    /** @param seen minimum number of stories */
    private Total estimated(StoryListSql sql, long seen) {
        StoryListSql inAnyOrder = sql.inItsOwnOrder();
        Sample sample = sample(inAnyOrder, inAnyOrder.sample(SAMPLE));
        if (sample.lookedAt() < SAMPLE) {
            return Total.exact(sample.passed());
        }
        long expected = sample.shareOf(sizeOfDriver(inAnyOrder));
        return Total.estimate(Math.max(expected, Math.max(sample.passed(), seen)));
    }

    /** The estimate of PostgreSQL's planner changes with its statistics, and equal responses would change with it. */
    private long sizeOfDriver(StoryListSql sql) {
        long counted = count(sql, sql.allOfDriver() + " LIMIT " + (MOST_COUNTED + 1));
        if (counted <= MOST_COUNTED) {
            return counted;
        }
        long all = counts.ofAll();
        double percent = Math.min(100, 100.0 * SAMPLE_OF_ALL / Math.max(1, all));
        return Math.max(counted, sample(sql, sql.shareOfDriver(percent)).shareOf(all));
    }

    /** @param passed number of stories that match all filters */
    private record Sample(long lookedAt, long passed) {

        long shareOf(long all) {
            return lookedAt == 0 ? 0 : all * passed / lookedAt;
        }
    }

    private Sample sample(StoryListSql sql, String statement) {
        return bind(database.createNativeQuery(statement, Sample.class), sql).getSingleResult();
    }

    /** A page of a category's stories in a rare language would otherwise read most of the category. */
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

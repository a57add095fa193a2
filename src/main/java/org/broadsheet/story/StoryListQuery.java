package org.broadsheet.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Parameter;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.paging.Cursor;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.paging.Total;
import org.broadsheet.problem.ProblemException;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Reads pages of live stories: one statement a page, and one or two more where a total is asked for. */
@ApplicationScoped
public class StoryListQuery {

    /** Where the narrowest filter has more, an estimate is made of so many. */
    private static final int SAMPLE = 2_000;

    /** Beyond this many, counting one by one takes too long. */
    private static final int MOST_COUNTED = 50_000;

    private static final String NOT_LIVE = """
            SELECT m.story_id FROM collection_story m WHERE m.collection_id = :collection
            AND NOT EXISTS (SELECT 1 FROM live_story l WHERE l.story_id = m.story_id)""";

    private final EntityManager database;
    private final StoryQuery stories;
    private final ObjectMapper json;
    private final Dependencies dependencies;
    private final StoryCounts counts;
    private final StoryListConfig config;

    StoryListQuery(
            EntityManager database,
            StoryQuery stories,
            ObjectMapper json,
            Dependencies dependencies,
            StoryCounts counts,
            StoryListConfig config) {
        this.database = database;
        this.stories = stories;
        this.json = json;
        this.dependencies = dependencies;
        this.counts = counts;
        this.config = config;
    }

    Page<StoryRepresentation> page(StoryFilter filter, StorySort sort, PageRequest request, StorySelection selection) {
        return page(filter, sort, request, selection, row -> StoryRepresentation.from(row, selection));
    }

    /** Summaries of a collection's live stories in the order of the collection. */
    public Page<StorySummary> inOrderOf(StoryFilter collection, PageRequest request) {
        return page(collection, StorySort.POSITION, request, StorySelection.SUMMARY, StorySummary::from);
    }

    private <T> Page<T> page(
            StoryFilter filter,
            StorySort sort,
            PageRequest request,
            StorySelection selection,
            Function<StoryRow, T> represent) {
        StoryListSql sql = new StoryListSql(filter, sort);
        if (sql.passesOverLanguage() && isRare(sql)) {
            sql = sql.drivenByLanguage();
        }
        String page = sql.page(selection.columns(), request.after(sort::parseKey));
        NativeQuery<Tuple> query = stories.query(page, selection, Map.of("sort_key", sort.keyType()));
        bind(query, sql).setParameter("rows", request.limit() + 1);
        List<StoryRow> rows = query.getResultList().stream().map(stories::row).toList();
        depend(filter, selection, rows);
        return Page.of(
                rows,
                request,
                total(filter, sql, request.total(), rows.size()),
                row -> new Cursor(row.sortKey(), row.id().toString()),
                represent);
    }

    /** On the stories of the narrowest filter; a page shows nothing of a story that it would not list. */
    private void depend(StoryFilter filter, StorySelection selection, List<StoryRow> rows) {
        if (!filter.ids().isEmpty()) {
            dependencies.on(Kind.STORY, filter.ids());
        } else if (filter.collection().isPresent()) {
            dependencies.on(Kind.STORIES_OF, filter.collection().get());
            dependencies.on(Kind.STORY, notLive(filter.collection().get()));
        } else if (!filter.tags().isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.tags());
        } else if (!filter.authors().isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.authors());
        } else if (!filter.categories().isEmpty()) {
            dependencies.on(Kind.STORIES_OF, filter.categories());
        } else if (!filter.languages().isEmpty()) {
            filter.languages().forEach(language -> dependencies.on(Group.ofLanguage(language)));
        } else {
            dependencies.on(Group.STORIES);
        }
        if (selection.shows(StoryField.BODY) || selection.shows(StoryField.LINKS)) {
            // A link to a story that goes live concerns those that link to it, whether or not they change themselves.
            rows.forEach(row -> dependencies.on(Kind.STORY, row.id()));
        }
    }

    /** The stories of a collection that readers do not see: each comes into it when it goes live. */
    private List<UUID> notLive(UUID collection) {
        return database.unwrap(Session.class)
                .createNativeQuery(NOT_LIVE, UUID.class)
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
                    "accepts estimate or none here: more than %,d stories pass these filters, too many to count"
                            .formatted(MOST_COUNTED));
        }
        return Total.exact(count);
    }

    /** @param seen how many there are at least */
    private Total estimated(StoryListSql sql, long seen) {
        StoryListSql inAnyOrder = sql.inItsOwnOrder();
        Tuple sample = (Tuple) bind(database.createNativeQuery(inAnyOrder.sample(SAMPLE), Tuple.class), inAnyOrder)
                .getSingleResult();
        long lookedAt = sample.get("looked_at", Long.class);
        long passed = sample.get("passed", Long.class);
        if (lookedAt < SAMPLE) {
            return Total.exact(passed);
        }
        long expected = planned(inAnyOrder, inAnyOrder.allOfDriver()) * passed / lookedAt;
        return Total.estimate(Math.max(expected, Math.max(passed, seen)));
    }

    /** A page of a category's stories in a language that one in a thousand is in would look at most of the category. */
    private boolean isRare(StoryListSql sql) {
        return count(sql, sql.ofLanguages() + " LIMIT " + (config.fewInLanguage() + 1)) <= config.fewInLanguage();
    }

    private long count(StoryListSql sql, String rows) {
        return ((Number) bind(database.createNativeQuery("SELECT count(*) FROM (" + rows + ") r"), sql)
                        .getSingleResult())
                .longValue();
    }

    /** The number of rows that PostgreSQL's planner expects. */
    private long planned(StoryListSql sql, String rows) {
        Object plan = bind(database.createNativeQuery("EXPLAIN (FORMAT JSON) " + rows, String.class), sql)
                .getSingleResult();
        try {
            return json.readTree(plan.toString()).at("/0/Plan/Plan Rows").asLong(SAMPLE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's plan cannot be read", e);
        }
    }

    /** Gives a statement those of the list's parameters that it has. */
    private static Query bind(Query query, StoryListSql sql) {
        query.getParameters().stream()
                .map(Parameter::getName)
                .filter(sql.parameters()::containsKey)
                .forEach(name -> query.setParameter(name, sql.parameters().get(name)));
        return query;
    }
}

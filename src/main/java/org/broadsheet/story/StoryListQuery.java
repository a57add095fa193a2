package org.broadsheet.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.paging.Cursor;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.paging.Total;
import org.broadsheet.problem.ProblemException;
import org.hibernate.query.NativeQuery;

/** Reads pages of live stories: one statement a page, and one or two more where a total is asked for. */
@ApplicationScoped
public class StoryListQuery {

    /** Up to this many, an estimate is counted. */
    private static final int WORTH_COUNTING = 1_000;

    /** Beyond this many, counting one by one takes too long. */
    private static final int MOST_COUNTED = 50_000;

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
            sql.driveByLanguage();
        }
        Optional<Total> total = total(filter, sql, request);
        String page = sql.page(selection.columns(), request.after(sort::parseKey));
        NativeQuery<Tuple> query = stories.query(page, selection, Map.of("sort_key", sort.keyType()));
        bind(query, sql.parameters()).setParameter("rows", request.limit() + 1);
        List<StoryRow> rows = query.getResultList().stream().map(stories::row).toList();
        depend(filter, selection, rows);
        return Page.of(
                rows,
                request,
                total.orElse(null),
                row -> new Cursor(row.sortKey(), row.id().toString()),
                represent);
    }

    /** On the stories of the narrowest filter; a page shows nothing of a story that it would not list. */
    private void depend(StoryFilter filter, StorySelection selection, List<StoryRow> rows) {
        if (!filter.ids().isEmpty()) {
            dependencies.on(Kind.STORY, filter.ids());
        } else if (filter.collection().isPresent()) {
            dependencies.on(Kind.STORIES_OF, filter.collection().get());
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

    private Optional<Total> total(StoryFilter filter, StoryListSql sql, PageRequest request) {
        if (request.total() == PageRequest.TotalKind.NONE) {
            return Optional.empty();
        }
        return counts.known(filter).map(Total::exact).or(() -> Optional.of(counted(sql, request.total())));
    }

    private Total counted(StoryListSql sql, PageRequest.TotalKind kind) {
        if (kind == PageRequest.TotalKind.EXACT) {
            long count = count(sql, sql.all() + " LIMIT " + (MOST_COUNTED + 1));
            if (count > MOST_COUNTED) {
                throw ProblemException.invalidParameter(
                        PageRequest.TOTAL.name(),
                        "accepts estimate or none here: more than %,d stories pass these filters, too many to count"
                                .formatted(MOST_COUNTED));
            }
            return Total.exact(count);
        }
        long few = count(sql, sql.all() + " LIMIT " + (WORTH_COUNTING + 1));
        return few <= WORTH_COUNTING ? Total.exact(few) : Total.estimate(planned(sql));
    }

    /** A page of a category's stories in a language that one in a thousand is in would look at most of the category. */
    private boolean isRare(StoryListSql sql) {
        Object languages = sql.parameters().get("languages");
        return count(sql.ofLanguages() + " LIMIT " + (config.fewInLanguage() + 1), Map.of("languages", languages))
                <= config.fewInLanguage();
    }

    private long count(StoryListSql sql, String rows) {
        return count(rows, sql.parameters());
    }

    private long count(String rows, Map<String, Object> parameters) {
        return ((Number) bind(database.createNativeQuery("SELECT count(*) FROM (" + rows + ") r"), parameters)
                        .getSingleResult())
                .longValue();
    }

    /** The number of rows that PostgreSQL's planner expects. */
    private long planned(StoryListSql sql) {
        Object plan = bind(
                        database.createNativeQuery("EXPLAIN (FORMAT JSON) " + sql.all(), String.class),
                        sql.parameters())
                .getSingleResult();
        try {
            return json.readTree(plan.toString()).at("/0/Plan/Plan Rows").asLong(WORTH_COUNTING);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's plan cannot be read", e);
        }
    }

    private static Query bind(Query query, Map<String, Object> parameters) {
        parameters.forEach(query::setParameter);
        return query;
    }
}

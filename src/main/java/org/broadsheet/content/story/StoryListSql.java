package org.broadsheet.content.story;

import static org.broadsheet.content.story.ListDriver.COLLECTION;
import static org.broadsheet.content.story.ListDriver.LANGUAGE;
import static org.broadsheet.content.story.ListDriver.MONTH;
import static org.broadsheet.content.story.ListDriver.NONE;
import static org.broadsheet.content.story.ListDriver.RARE_LANGUAGE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.PageRequest.Start;

/**
 * The SQL of one list of stories. One filter is the driver: an index that begins with the filter's column and continues
 * with the sort order is read from the cursor on, for each of the filter's values, and the results are merged. The
 * other filters are checked row by row.
 */
final class StoryListSql {

    private final StoryFilter filter;
    private final StorySort sort;
    private final ListDriver driver;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<ListDriver, Condition> drivable = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();

    /**
     * A filter's condition on {@code live_story l}.
     *
     * @param bySet lets PostgreSQL begin with this filter, if the planner prefers that
     * @param byRow makes PostgreSQL check each row in the order of the driver
     */
    private record Condition(String bySet, String byRow) {

        Condition(ListDriver joined) {
            this(joined.hasAny(), joined.hasAnyByRow());
        }

        /** Hides the condition from the planner, which then assumes a medium selectivity and uses no index for it. */
        static String byRow(String condition) {
            return "CASE WHEN " + condition + " THEN true END";
        }
    }

    StoryListSql(StoryFilter filter, StorySort sort) {
        this(filter, sort, false);
    }

    private StoryListSql(StoryFilter filter, StorySort sort, boolean rareLanguage) {
        this.filter = filter;
        this.sort = sort;
        if (given("collections", filter.of(TaxonomyKind.COLLECTION))) {
            drivable.put(COLLECTION, new Condition(COLLECTION));
        }
        for (TaxonomyKind kind : TaxonomyKind.NARROWEST_FIRST) {
            ListDriver entries = ListDriver.of(kind);
            if (given(entries.parameter(), filter.of(kind))) {
                drivable.put(
                        entries,
                        kind.isMany()
                                ? new Condition(entries)
                                : new Condition(entries.isAny(), Condition.byRow(entries.isAny())));
            }
        }
        if (given("languages", filter.languages().toArray(String[]::new))) {
            // Most stories have one language, so its index helps only without a narrower filter.
            String byRow = Condition.byRow(LANGUAGE.isAny());
            drivable.put(LANGUAGE, new Condition(drivable.isEmpty() ? LANGUAGE.isAny() : byRow, byRow));
        }
        if (filter.isImpossible()) {
            // PostgreSQL does not detect an empty period, and would read every story.
            others.add("false");
        }
        if (given("ids", filter.ids())) {
            others.add("l.story_id = ANY(:ids)");
        }
        exclude(filter.exclude());
        this.driver = rareLanguage ? RARE_LANGUAGE : driver();
    }

    private ListDriver driver() {
        if (sort == StorySort.POSITION) {
            return COLLECTION;
        }
        if (!filter.ids().isEmpty()) {
            return NONE;
        }
        ListDriver narrowest =
                drivable.isEmpty() ? NONE : drivable.keySet().iterator().next();
        boolean ofMost = narrowest == NONE || narrowest == LANGUAGE;
        return ofMost && !period("l").isEmpty() && !sort.isByPublication() ? MONTH : narrowest;
    }

    /** Checks whether another filter drives although there is a filter for languages. */
    boolean hasOtherDriver() {
        return drivable.containsKey(LANGUAGE) && (driver == MONTH || ListDriver.TAXONOMY.contains(driver));
    }

    /** Returns the stories in the languages as {@code SELECT 1}, to be counted. */
    String ofLanguages() {
        return "SELECT 1 FROM live_story l WHERE " + LANGUAGE.isAny();
    }

    /** Returns the list driven by rare languages: it reads the stories in these languages and no others. */
    StoryListSql drivenByLanguage() {
        return new StoryListSql(filter, sort, true);
    }

    /** Returns the same list in the order that is cheapest for its driver. */
    StoryListSql inDriverOrder() {
        StorySort own = driver == COLLECTION ? StorySort.POSITION : StorySort.LATEST;
        return new StoryListSql(filter, own, driver == RARE_LANGUAGE);
    }

    private boolean given(String name, List<UUID> ids) {
        return given(name, ids.toArray(UUID[]::new));
    }

    private <V> boolean given(String name, V[] values) {
        if (values.length == 0) {
            return false;
        }
        parameters.put(name, values);
        return true;
    }

    /** Returns the conditions on the time of publication. */
    private List<String> period(String alias) {
        return Stream.concat(
                        filter.publishedAfter().map(time -> alias + ".published_at > " + literal(time)).stream(),
                        filter.publishedBefore().map(time -> alias + ".published_at < " + literal(time)).stream())
                .toList();
    }

    /**
     * The times must not be parameters: whether the index of the period or another order is faster depends on the
     * period's length, and PostgreSQL's generic query plan does not know it.
     */
    private static String literal(Instant time) {
        return "TIMESTAMPTZ '" + time + "'";
    }

    private void exclude(List<String> names) {
        if (given("excludedIds", Slug.idsIn(names))) {
            others.add("l.story_id <> ALL(:excludedIds)");
        }
        if (given("excludedSlugs", Slug.slugsIn(names))) {
            others.add("l.slug <> ALL(:excludedSlugs)");
        }
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /**
     * Returns the statement for one page, with the given select list and at most {@code :rows} rows. A page before an
     * item begins with its last row.
     */
    String page(String columns, Optional<Start<Object>> start) {
        return "WITH page AS (" + rows(start) + ")\n"
                + "SELECT " + columns + " FROM page\n"
                + "JOIN live_story l ON l.story_id = page.story_id\n"
                + "JOIN category c ON c.id = l.category_id\n"
                + order("page.sort_key", "page.story_id", direction(start));
    }

    /** Returns the statement for {@code story_id} and {@code sort_key} of one page, with at most {@code :rows} rows. */
    String rows(Optional<Start<Object>> start) {
        List<String> conditions = driverConditions();
        boolean byRow = driver == RARE_LANGUAGE || driver == MONTH;
        passed().forEach(condition -> conditions.add(byRow ? condition.byRow : condition.bySet));
        String d = sortAlias();
        start.ifPresent(place -> {
            parameters.put("key", place.key());
            parameters.put("id", place.id());
            conditions.add("(%1$s.%2$s, %1$s.story_id) %3$s (:key, :id)"
                    .formatted(d, sort.column(), place.edge().operator(sort.isDescending())));
        });
        return driven(conditions, ":rows", direction(start));
    }

    private String direction(Optional<Start<Object>> start) {
        boolean backward = start.filter(place -> place.edge().isBackward()).isPresent();
        return sort.isDescending() == backward ? "ASC" : "DESC";
    }

    /** A collection has few stories, so they are sorted when they are read, except in the editor's order. */
    private String sortAlias() {
        return driver == COLLECTION && sort != StorySort.POSITION ? "l" : driver.alias();
    }

    /** Returns the conditions that are checked on each of the driver's rows. */
    private List<Condition> passed() {
        return drivable.entrySet().stream()
                .filter(entry -> !driver.isOf(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Returns the conditions for the driver's rows without the other filters; they use the driver's index if it has the
     * sort keys.
     */
    private List<String> driverConditions() {
        List<String> conditions = new ArrayList<>(others);
        List<String> period = period(driver == COLLECTION ? "l" : driver.alias());
        if (driver == MONTH) {
            conditions.add(Condition.byRow(String.join(" AND ", period)));
        } else {
            conditions.addAll(period);
        }
        return conditions;
    }

    private String driven(List<String> conditions, String most, String direction) {
        String d = sortAlias();
        // Only the index of languages has this order.
        String first = driver == RARE_LANGUAGE ? "l.language " + direction + ", " : "";
        if (driver != NONE) {
            conditions.add(0, driver.isValue());
        }
        String scan = "SELECT %s.story_id, %s.%s AS sort_key FROM %s%s %s LIMIT %s"
                .formatted(
                        d,
                        d,
                        sort.column(),
                        driver.from(),
                        where(conditions),
                        order(first + d + "." + sort.column(), d + ".story_id", direction),
                        most);
        if (driver == NONE) {
            return scan;
        }
        String values = driver.values(
                filter.publishedAfter().map(StoryListSql::literal).orElse("NULL"),
                filter.publishedBefore().map(StoryListSql::literal).orElse("NULL"));
        return "SELECT DISTINCT m.story_id, m.sort_key FROM " + values + " v CROSS JOIN LATERAL (" + scan + ") m "
                + order("m.sort_key", "m.story_id", direction) + " LIMIT " + most;
    }

    private static String order(String key, String id, String direction) {
        return " ORDER BY %s %s, %s %s".formatted(key, direction, id, direction);
    }

    /**
     * Returns a statement for {@code sampled}, the number of the driver's stories up to {@code most}, and {@code
     * passed}, the number of those that match the other filters.
     */
    String sample(int most) {
        List<String> passing = new ArrayList<>(List.of("true"));
        passed().forEach(condition -> passing.add(condition.byRow));
        return "SELECT count(*) AS sampled, count(*) FILTER (WHERE " + String.join(" AND ", passing)
                + ") AS passed FROM (" + driven(driverConditions(), String.valueOf(most), direction(Optional.empty()))
                + ") r JOIN live_story l ON l.story_id = r.story_id";
    }

    /** Returns all stories of the driver as {@code SELECT 1}, to be counted. */
    String allOfDriver() {
        List<String> conditions = driverConditions();
        if (driver != NONE) {
            conditions.add(driver.isAny());
        }
        return "SELECT 1 FROM " + driver.from() + where(conditions);
    }

    /**
     * Returns a statement for {@code sampled}, the number of live stories in a sample, and {@code passed}, the number
     * of those that the driver has. The sample is the same until rows are written.
     */
    String shareOfDriver(double percent) {
        List<String> conditions = new ArrayList<>(others);
        conditions.addAll(period("l"));
        drivable.forEach((filter, condition) -> {
            if (driver.isOf(filter)) {
                conditions.add(condition.byRow);
            }
        });
        return "SELECT count(*) AS sampled, count(*) FILTER (WHERE "
                + (conditions.isEmpty() ? "true" : String.join(" AND ", conditions))
                + ") AS passed FROM live_story l TABLESAMPLE SYSTEM (" + percent + ") REPEATABLE (1)";
    }

    /** Returns all rows of the list as {@code SELECT 1}, to be counted. */
    String all() {
        List<String> conditions = new ArrayList<>(others);
        conditions.addAll(period("l"));
        drivable.values().forEach(condition -> conditions.add(condition.bySet));
        return "SELECT 1 FROM live_story l" + where(conditions);
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
}

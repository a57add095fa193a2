package org.broadsheet.story;

import static org.broadsheet.story.ListDriver.AUTHOR;
import static org.broadsheet.story.ListDriver.CATEGORY;
import static org.broadsheet.story.ListDriver.COLLECTION;
import static org.broadsheet.story.ListDriver.LANGUAGE;
import static org.broadsheet.story.ListDriver.MONTH;
import static org.broadsheet.story.ListDriver.NONE;
import static org.broadsheet.story.ListDriver.RARE_LANGUAGE;
import static org.broadsheet.story.ListDriver.TAG;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.http.Slug;
import org.broadsheet.paging.PageRequest.Place;

/**
 * The SQL of one list of stories. One filter drives: the list is read from an index that begins with the filter's
 * column and goes on in the list's order, from the cursor on, for each of the filter's values; what the values yield is
 * merged. The other filters are looked at row by row.
 */
public final class StoryListSql {

    private final StoryFilter filter;
    private final StorySort sort;
    private final ListDriver driver;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<ListDriver, Condition> drivable = new EnumMap<>(ListDriver.class);
    private final List<String> others = new ArrayList<>();

    /**
     * What a filter asks of {@code live_story l}.
     *
     * @param bySet for PostgreSQL to begin with, if it finds that better
     * @param byRow to be looked at row by row, as the rows come in their order
     */
    private record Condition(String bySet, String byRow) {

        Condition(ListDriver joined) {
            this(joined.hasAny(), joined.hasAnyByRow());
        }

        /** PostgreSQL takes the condition for neither frequent nor rare, and for none that an index could answer. */
        static String byRow(String condition) {
            return "CASE WHEN " + condition + " THEN true END";
        }
    }

    /** Of a list in the order of publication, the latest first. */
    public StoryListSql(StoryFilter filter) {
        this(filter, StorySort.LATEST);
    }

    StoryListSql(StoryFilter filter, StorySort sort) {
        this(filter, sort, false);
    }

    private StoryListSql(StoryFilter filter, StorySort sort, boolean rareLanguage) {
        this.filter = filter;
        this.sort = sort;
        if (given("collections", filter.collection().stream().toList())) {
            drivable.put(COLLECTION, new Condition(COLLECTION));
        }
        if (given("tags", filter.tags())) {
            drivable.put(TAG, new Condition(TAG));
        }
        if (given("authors", filter.authors())) {
            drivable.put(AUTHOR, new Condition(AUTHOR));
        }
        if (given("categories", filter.categories())) {
            drivable.put(CATEGORY, new Condition(CATEGORY.isAny(), Condition.byRow(CATEGORY.isAny())));
        }
        if (given("languages", filter.languages())) {
            // Not by the index, which has most stories under one language: looked at where something narrower drives.
            String byRow = Condition.byRow(LANGUAGE.isAny());
            drivable.put(LANGUAGE, new Condition(drivable.isEmpty() ? LANGUAGE.isAny() : byRow, byRow));
        }
        if (filter.isImpossible()) {
            // PostgreSQL does not notice, and looks at every story to find out.
            others.add("false");
        }
        if (given("ids", filter.ids())) {
            others.add("l.story_id = ANY(CAST(:ids AS uuid[]))");
        }
        exclude(filter.exclude());
        this.driver = rareLanguage ? RARE_LANGUAGE : driver();
    }

    private ListDriver driver() {
        if (!filter.ids().isEmpty()) {
            return NONE;
        }
        ListDriver narrowest =
                drivable.isEmpty() ? NONE : drivable.keySet().iterator().next();
        boolean ofMost = narrowest == NONE || narrowest == LANGUAGE;
        return ofMost && !period("l").isEmpty() && !sort.isByPublication() ? MONTH : narrowest;
    }

    /** Whether another filter drives although the list is of some languages. */
    boolean passesOverLanguage() {
        return drivable.containsKey(LANGUAGE)
                && Set.of(TAG, AUTHOR, CATEGORY, MONTH).contains(driver);
    }

    /** What is in the languages as {@code SELECT 1}, to be counted. */
    String ofLanguages() {
        return "SELECT 1 FROM live_story l WHERE " + LANGUAGE.isAny();
    }

    /** For languages that hardly any story is in: each of their stories is looked at, and no other. */
    StoryListSql drivenByLanguage() {
        return new StoryListSql(filter, sort, true);
    }

    /** The same stories in the order that their driver is best read in. */
    StoryListSql inItsOwnOrder() {
        StorySort own = filter.collection().isPresent() ? StorySort.POSITION : StorySort.LATEST;
        return new StoryListSql(filter, own, driver == RARE_LANGUAGE);
    }

    private boolean given(String name, List<?> values) {
        if (values.isEmpty()) {
            return false;
        }
        parameters.put(name, values.stream().map(Object::toString).toArray(String[]::new));
        return true;
    }

    /** When stories were published, by the column of {@code alias}. */
    private List<String> period(String alias) {
        return Stream.concat(
                        filter.publishedAfter().map(time -> alias + ".published_at > " + literal(time)).stream(),
                        filter.publishedBefore().map(time -> alias + ".published_at < " + literal(time)).stream())
                .toList();
    }

    /**
     * Not a parameter: whether a period is read by its own index, or looked at in another order, depends on how long it
     * is, and PostgreSQL plans statements with parameters for a period that it does not know.
     */
    private static String literal(Instant time) {
        return "TIMESTAMPTZ '" + time + "'";
    }

    private void exclude(List<String> names) {
        if (given("excludedIds", names.stream().filter(Slug::isId).toList())) {
            others.add("l.story_id <> ALL(CAST(:excludedIds AS uuid[]))");
        }
        if (given("excludedSlugs", names.stream().filter(Slug::isSlug).toList())) {
            others.add("l.slug <> ALL(CAST(:excludedSlugs AS text[]))");
        }
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /** One page, with the columns given, as {@code :rows} rows at most. */
    String page(String columns, Optional<Place<Object>> after) {
        return "WITH page AS (" + rows(after, "rows") + ")\n"
                + "SELECT " + columns + ", page.sort_key FROM page\n"
                + "JOIN live_story l ON l.story_id = page.story_id\n"
                + "JOIN category c ON c.id = l.category_id\n"
                + order("page.sort_key", "page.story_id");
    }

    /**
     * The {@code story_id} and {@code sort_key} of one page.
     *
     * @param most the parameter that says how many rows at most
     */
    public String rows(Optional<Place<Object>> after, String most) {
        List<String> conditions = driverConditions();
        boolean byRow = driver == RARE_LANGUAGE || driver == MONTH;
        passed().forEach(condition -> conditions.add(byRow ? condition.byRow : condition.bySet));
        String d = driver.alias();
        after.ifPresent(place -> {
            parameters.put("key", place.key());
            parameters.put("id", place.id());
            conditions.add("(%1$s.%2$s, %1$s.story_id) %3$s (:key, :id)".formatted(d, sort.column(), sort.beyond()));
        });
        return driven(conditions, ":" + most);
    }

    /** What the driver's stories are looked at for. */
    private List<Condition> passed() {
        return drivable.entrySet().stream()
                .filter(entry -> !driver.isOf(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What holds for the driver's stories whatever the other filters; where it repeats the sort keys, by its index. */
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

    private String driven(List<String> conditions, String most) {
        String d = driver.alias();
        // Only the index of languages has this order.
        String first = driver == RARE_LANGUAGE ? "l.language " + sort.direction() + ", " : "";
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
                        order(first + d + "." + sort.column(), d + ".story_id"),
                        most);
        if (driver == NONE) {
            return scan;
        }
        String values = driver.values(
                filter.publishedAfter().map(StoryListSql::literal).orElse("NULL"),
                filter.publishedBefore().map(StoryListSql::literal).orElse("NULL"));
        return "SELECT DISTINCT m.story_id, m.sort_key FROM " + values + " v CROSS JOIN LATERAL (" + scan + ") m "
                + order("m.sort_key", "m.story_id") + " LIMIT " + most;
    }

    private String order(String key, String id) {
        return " ORDER BY %s %s, %s %s".formatted(key, sort.direction(), id, sort.direction());
    }

    /**
     * How many stories of the driver there are, up to {@code most}, as {@code looked_at}, and how many of those the other
     * filters let pass, as {@code passed}.
     */
    String sample(int most) {
        List<String> passing = new ArrayList<>(List.of("true"));
        passed().forEach(condition -> passing.add(condition.byRow));
        return "SELECT count(*) AS looked_at, count(*) FILTER (WHERE " + String.join(" AND ", passing)
                + ") AS passed FROM (" + driven(driverConditions(), String.valueOf(most))
                + ") r JOIN live_story l ON l.story_id = r.story_id";
    }

    /** All stories of the driver as {@code SELECT 1}, to be counted. */
    String allOfDriver() {
        List<String> conditions = driverConditions();
        if (driver != NONE) {
            conditions.add(driver.isAny());
        }
        return "SELECT 1 FROM " + driver.from() + where(conditions);
    }

    /**
     * How many of all live stories there are in a sample, as {@code looked_at}, and how many of them are the driver's, as
     * {@code passed}. The sample is the same one until rows are written.
     */
    String shareOfDriver(double percent) {
        List<String> conditions = new ArrayList<>(others);
        conditions.addAll(period("l"));
        drivable.forEach((filter, condition) -> {
            if (driver.isOf(filter)) {
                conditions.add(condition.byRow);
            }
        });
        return "SELECT count(*) AS looked_at, count(*) FILTER (WHERE "
                + (conditions.isEmpty() ? "true" : String.join(" AND ", conditions))
                + ") AS passed FROM live_story l TABLESAMPLE SYSTEM (" + percent + ") REPEATABLE (1)";
    }

    /** All rows of the list as {@code SELECT 1}, to be counted. */
    String all() {
        return "SELECT 1 FROM live_story l" + where(conditions());
    }

    /** What holds for {@code live_story l}. */
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>(others);
        conditions.addAll(period("l"));
        drivable.values().forEach(condition -> conditions.add(condition.bySet));
        return conditions;
    }

    /** Leaves out what another condition on {@code live_story l} does not hold for. */
    public StoryListSql and(String condition) {
        others.add(condition);
        return this;
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
}

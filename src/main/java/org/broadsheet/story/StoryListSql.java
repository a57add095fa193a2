package org.broadsheet.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.http.Slug;
import org.broadsheet.paging.PageRequest.Place;

/**
 * The SQL of one list of stories. One filter drives: the list is read from an index that begins with the filter's
 * column and goes on in the list's order, from the cursor on, for each of the filter's values; what the values yield is
 * merged. The other filters are looked at row by row.
 */
public final class StoryListSql {

    /** The filters that can drive, in the order of preference: the most selective first. */
    private enum Driver {
        COLLECTION("collection_story", "collection_id", "(SELECT CAST(:collection AS uuid) AS value)"),
        TAG("live_story_tag", "tag_id", values("tags")),
        AUTHOR("live_story_author", "author_id", values("authors")),
        CATEGORY("live_story", "category_id", values("categories")),
        LANGUAGE("live_story", "language", "(SELECT unnest(CAST(:languages AS text[])) AS value)"),
        RARE_LANGUAGE(LANGUAGE.table, LANGUAGE.column, LANGUAGE.values),
        NONE("live_story", null, null);

        private final String table;
        private final String column;
        private final String values;

        Driver(String table, String column, String values) {
            this.table = table;
            this.column = column;
            this.values = values;
        }

        private static String values(String parameter) {
            return "(SELECT unnest(CAST(:%s AS uuid[])) AS value)".formatted(parameter);
        }

        boolean isLiveStory() {
            return table.equals("live_story");
        }
    }

    private Driver driver;
    private final StorySort sort;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** The condition of each filter on {@code live_story l}, by the driver that would make it needless. */
    private final Map<Driver, String> drivable = new LinkedHashMap<>();

    private final List<String> others = new ArrayList<>();

    /** Of a list in the order of publication, the latest first. */
    public StoryListSql(StoryFilter filter) {
        this(filter, StorySort.LATEST);
    }

    StoryListSql(StoryFilter filter, StorySort sort) {
        this.sort = sort;
        filter.collection().ifPresent(id -> {
            parameters.put("collection", id.toString());
            drivable.put(Driver.COLLECTION, member("collection_story", "collection_id", Driver.COLLECTION.values));
        });
        if (given("tags", filter.tags())) {
            drivable.put(Driver.TAG, member("live_story_tag", "tag_id", Driver.TAG.values));
        }
        if (given("authors", filter.authors())) {
            drivable.put(Driver.AUTHOR, member("live_story_author", "author_id", Driver.AUTHOR.values));
        }
        if (given("categories", filter.categories())) {
            drivable.put(Driver.CATEGORY, "l.category_id = ANY(CAST(:categories AS uuid[]))");
        }
        if (given("languages", filter.languages())) {
            // Not by the index, which has most stories under one language: looked at where something narrower drives.
            drivable.put(Driver.LANGUAGE, inLanguages(drivable.isEmpty() ? "l.language" : "(l.language || '')"));
        }
        filter.publishedAfter().ifPresent(time -> {
            others.add("l.published_at > " + literal(time));
        });
        filter.publishedBefore().ifPresent(time -> {
            others.add("l.published_at < " + literal(time));
        });
        if (filter.isImpossible()) {
            // PostgreSQL does not notice, and looks at every story to find out.
            others.add("false");
        }
        if (given("ids", filter.ids())) {
            others.add("l.story_id = ANY(CAST(:ids AS uuid[]))");
        }
        exclude(filter.exclude());
        this.driver = drivable.isEmpty() || !filter.ids().isEmpty()
                ? Driver.NONE
                : drivable.keySet().iterator().next();
    }

    private static String inLanguages(String language) {
        return language + " = ANY(CAST(:languages AS text[]))";
    }

    /** Whether another filter drives although the list is of some languages. */
    boolean passesOverLanguage() {
        return drivable.containsKey(Driver.LANGUAGE)
                && Set.of(Driver.TAG, Driver.AUTHOR, Driver.CATEGORY).contains(driver);
    }

    /** What is in the languages as {@code SELECT 1}, to be counted. */
    String ofLanguages() {
        return "SELECT 1 FROM live_story l WHERE " + inLanguages("l.language");
    }

    /** For languages that hardly any story is in: each of their stories is looked at, and no other. */
    void driveByLanguage() {
        driver = Driver.RARE_LANGUAGE;
        drivable.remove(Driver.LANGUAGE);
        drivable.put(driver, inLanguages("l.language"));
        drivable.replace(Driver.CATEGORY, "CAST(l.category_id AS text) = ANY(CAST(:categories AS text[]))");
        drivable.replace(Driver.TAG, one("live_story_tag", "tag_id", "tags"));
        drivable.replace(Driver.AUTHOR, one("live_story_author", "author_id", "authors"));
    }

    private static String one(String table, String column, String parameter) {
        return "(SELECT true FROM %s m WHERE m.story_id = l.story_id AND m.%s = ANY(CAST(:%s AS uuid[])) LIMIT 1)"
                .formatted(table, column, parameter);
    }

    private static String member(String table, String column, String values) {
        return "l.story_id IN (SELECT m.story_id FROM %s m WHERE m.%s IN %s)".formatted(table, column, values);
    }

    private boolean given(String name, List<?> values) {
        if (values.isEmpty()) {
            return false;
        }
        parameters.put(name, values.stream().map(Object::toString).toArray(String[]::new));
        return true;
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
        List<String> conditions = new ArrayList<>(others);
        drivable.forEach((filter, condition) -> {
            if (filter != driver) {
                conditions.add(condition);
            }
        });
        String d = driver.isLiveStory() ? "l" : "d";
        after.ifPresent(place -> {
            parameters.put("key", place.key());
            parameters.put("id", place.id());
            conditions.add("(%1$s.%2$s, %1$s.story_id) %3$s (:key, :id)".formatted(d, sort.column(), sort.beyond()));
        });
        return driven(conditions, most);
    }

    private String driven(List<String> conditions, String most) {
        String d = driver.isLiveStory() ? "l" : "d";
        String from = driver.isLiveStory()
                ? "live_story l"
                : driver.table + " d JOIN live_story l ON l.story_id = d.story_id";
        String first = "";
        if (driver == Driver.RARE_LANGUAGE) {
            // PostgreSQL takes each language for as frequent as the next. Only the index of languages has this order.
            conditions.add(0, "l.language BETWEEN v.value AND v.value");
            first = "l.language " + sort.direction() + ", ";
        } else if (driver.column != null) {
            conditions.add(0, d + "." + driver.column + " = v.value");
        }
        String scan = "SELECT %s.story_id, %s.%s AS sort_key FROM %s%s %s LIMIT :%s"
                .formatted(
                        d,
                        d,
                        sort.column(),
                        from,
                        where(conditions),
                        order(first + d + "." + sort.column(), d + ".story_id"),
                        most);
        return driver.column == null
                ? scan
                : "SELECT DISTINCT m.story_id, m.sort_key FROM " + driver.values + " v CROSS JOIN LATERAL (" + scan
                        + ") m " + order("m.sort_key", "m.story_id") + " LIMIT :" + most;
    }

    private String order(String key, String id) {
        return " ORDER BY %s %s, %s %s".formatted(key, sort.direction(), id, sort.direction());
    }

    /** All rows of the list as {@code SELECT 1}, to be counted. */
    String all() {
        return "SELECT 1 FROM live_story l" + where(conditions());
    }

    /** What holds for {@code live_story l}. */
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>(others);
        conditions.addAll(drivable.values());
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

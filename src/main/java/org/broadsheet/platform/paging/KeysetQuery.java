package org.broadsheet.platform.paging;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.naming.Slug;

/**
 * Pages over one table in the order of one column, with the id as the tie-break.
 *
 * @param columns the selected columns of {@code t}
 * @param table the table's name
 * @param key the expression that the list is sorted by; an index on it and {@code id} serves the scan
 * @param descending from the highest key down
 * @param parse converts a cursor's key to a value of the database
 */
public record KeysetQuery(
        String columns, String table, String key, boolean descending, Function<String, Object> parse) {

    private static final UUID NO_ID = new UUID(0, 0);

    /**
     * The condition for the rows of the list.
     *
     * @param condition SQL about {@code t}; empty for all
     * @param parameters the named parameters in it
     */
    public record Filter(String condition, Map<String, Object> parameters) {

        static final Filter NONE = new Filter("", Map.of());
    }

    /** Creates a query in ascending order. */
    public KeysetQuery(String columns, String table, String key, Function<String, Object> parse) {
        this(columns, table, "t." + key, false, parse);
    }

    /** Creates a query that sorts by a time, the latest first. */
    public static KeysetQuery newestFirst(String columns, String table, String key) {
        return new KeysetQuery(columns, table, "t." + key, true, Timestamps::parse);
    }

    public <T> Page<T> page(EntityManager database, PageRequest request, Function<Tuple, T> represent) {
        return page(database, request, Filter.NONE, represent);
    }

    public <T> Page<T> page(EntityManager database, PageRequest request, Filter filter, Function<Tuple, T> represent) {
        var position = request.after(parse);
        List<String> conditions = new ArrayList<>();
        if (!filter.condition().isEmpty()) {
            conditions.add(filter.condition());
        }
        if (position.isPresent()) {
            conditions.add("(%s, t.id) %s (:key, :id)".formatted(key, descending ? "<" : ">"));
        }
        String direction = descending ? "DESC" : "ASC";
        Query query = database.createNativeQuery(
                        "SELECT %s, %s AS sort_key FROM %s t%s ORDER BY %s %s, t.id %s"
                                .formatted(columns, key, table, where(conditions), key, direction, direction),
                        Tuple.class)
                .setMaxResults(request.limit() + 1);
        filter.parameters().forEach(query::setParameter);
        position.ifPresent(last -> query.setParameter("key", last.key()).setParameter("id", last.id()));
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = query.getResultList();
        return Page.of(rows, request, total(database, request, filter), KeysetQuery::cursorOf, represent);
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** These tables are small, or only editors read them: an estimate is an exact count too. */
    private Total total(EntityManager database, PageRequest request, Filter filter) {
        if (request.total() == PageRequest.TotalKind.NONE) {
            return null;
        }
        Query count = database.createNativeQuery("SELECT count(*) FROM " + table + " t"
                + where(filter.condition().isEmpty() ? List.of() : List.of(filter.condition())));
        filter.parameters().forEach(count::setParameter);
        return Total.exact(((Number) count.getSingleResult()).longValue());
    }

    /** Returns the row with a slug or id, or null. */
    public Tuple find(EntityManager database, String slugOrId) {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT %s FROM %s t WHERE t.slug = :name OR t.id = :id".formatted(columns, table), Tuple.class)
                .setParameter("name", slugOrId)
                .setParameter("id", Slug.id(slugOrId).orElse(NO_ID))
                .getResultList();
        return rows.isEmpty() ? null : rows.get(0);
    }

    private static Cursor cursorOf(Tuple row) {
        return new Cursor(row.get("sort_key").toString(), row.get("id").toString());
    }
}

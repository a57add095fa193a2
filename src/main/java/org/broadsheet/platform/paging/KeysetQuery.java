package org.broadsheet.platform.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.platform.database.Timestamps;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Pages over one table in the order of one column, with the id as the tie-break.
 *
 * @param row the record of a row; its components have the order of the columns
 * @param columns the selected columns of {@code t}
 * @param table the table's name
 * @param key the expression that the list is sorted by; an index on it and {@code id} serves the scan
 * @param descending from the highest key down
 * @param parse converts a cursor's key to a value of the database
 */
public record KeysetQuery<R extends KeysetQuery.Row>(
        Class<R> row, String columns, String table, String key, boolean descending, Function<String, Object> parse) {

    /** A row of a list, from which its cursor is created. */
    public interface Row {

        UUID id();

        /** Returns the value that the list is sorted by. */
        Object sortKey();
    }

    /** A row of a list whose entities are read separately. */
    public record Id(UUID id, Object sortKey) implements Row {}

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
    public KeysetQuery(Class<R> row, String columns, String table, String key, Function<String, Object> parse) {
        this(row, columns, table, "t." + key, false, parse);
    }

    /** Creates a query that sorts by a time, the latest first. */
    public static <R extends Row> KeysetQuery<R> newestFirst(Class<R> row, String columns, String table, String key) {
        return new KeysetQuery<>(row, columns, table, "t." + key, true, Timestamps::parse);
    }

    public <T> Page<T> page(Session database, PageRequest request, Function<R, T> represent) {
        return page(database, request, Filter.NONE, represent);
    }

    public <T> Page<T> page(Session database, PageRequest request, Filter filter, Function<R, T> represent) {
        var position = request.start(parse);
        List<String> conditions = new ArrayList<>();
        if (!filter.condition().isEmpty()) {
            conditions.add(filter.condition());
        }
        position.ifPresent(start -> conditions.add(
                "(%s, t.id) %s (:key, :id)".formatted(key, start.edge().operator(descending))));
        String direction = descending == request.isBackward() ? "ASC" : "DESC";
        NativeQuery<R> query = database.createNativeQuery(
                        "SELECT %s FROM %s t%s ORDER BY %s %s, t.id %s"
                                .formatted(columns, table, where(conditions), key, direction, direction),
                        row)
                .setMaxResults(request.limit() + 1);
        filter.parameters().forEach(query::setParameter);
        position.ifPresent(start -> query.setParameter("key", start.key()).setParameter("id", start.id()));
        return Page.of(
                query.getResultList(), request, total(database, request, filter), KeysetQuery::cursorOf, represent);
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** These tables are small, or only editors read them: an estimate is an exact count too. */
    private Total total(Session database, PageRequest request, Filter filter) {
        if (request.total() == PageRequest.TotalKind.NONE) {
            return null;
        }
        NativeQuery<Long> count = database.createNativeQuery(
                "SELECT count(*) FROM " + table + " t"
                        + where(filter.condition().isEmpty() ? List.of() : List.of(filter.condition())),
                Long.class);
        filter.parameters().forEach(count::setParameter);
        return Total.exact(count.getSingleResult());
    }

    private static Cursor cursorOf(Row row) {
        return new Cursor(row.sortKey().toString(), row.id().toString());
    }
}

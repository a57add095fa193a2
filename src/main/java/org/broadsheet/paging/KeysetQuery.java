package org.broadsheet.paging;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.http.Slug;

/**
 * Pages over one small table in the order of one column, with the id as the tie-break.
 *
 * @param columns what is selected, of {@code t}
 * @param table the table's name
 * @param key the column that the list is sorted by; an index on it and {@code id} carries the scan
 * @param parse a key as the database takes it, out of a cursor
 */
public record KeysetQuery(String columns, String table, String key, Function<String, Object> parse) {

    public <T> Page<T> page(EntityManager database, PageRequest request, Function<Tuple, T> represent) {
        var place = request.after(parse);
        String after = place.isPresent() ? "WHERE (t." + key + ", t.id) > (:key, :id)" : "";
        var query = database.createNativeQuery(
                        "SELECT %s, t.%s AS sort_key FROM %s t %s ORDER BY t.%s, t.id"
                                .formatted(columns, key, table, after, key),
                        Tuple.class)
                .setMaxResults(request.limit() + 1);
        place.ifPresent(last -> query.setParameter("key", last.key()).setParameter("id", last.id()));
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = query.getResultList();
        return Page.of(rows, request, total(database, request), KeysetQuery::placeOf, represent);
    }

    /** These tables are small: an estimate is counted too. */
    private Total total(EntityManager database, PageRequest request) {
        if (request.total() == PageRequest.TotalKind.NONE) {
            return null;
        }
        return Total.exact(((Number) database.createNativeQuery("SELECT count(*) FROM " + table)
                        .getSingleResult())
                .longValue());
    }

    /** The row whose slug or id is given, or null. */
    public Tuple find(EntityManager database, String slugOrId) {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT %s FROM %s t WHERE t.slug = :name OR t.id = :id".formatted(columns, table), Tuple.class)
                .setParameter("name", slugOrId)
                .setParameter("id", Slug.id(slugOrId).orElse(NO_ID))
                .getResultList();
        return rows.isEmpty() ? null : rows.get(0);
    }

    private static final UUID NO_ID = new UUID(0, 0);

    private static Cursor placeOf(Tuple row) {
        return new Cursor(row.get("sort_key").toString(), row.get("id").toString());
    }
}

package org.broadsheet.search;

import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.change.LogSnapshot;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * The stories that an index has, as the database has them: their texts, and which of them have changed.
 *
 * @param <R> a row of the query
 */
public abstract class IndexedStories<R> {

    private final Session database;
    private final Source<R> source;

    IndexedStories(Session database, Source<R> source) {
        this.database = database;
        this.source = source;
    }

    /**
     * How stories are read.
     *
     * @param changed selects the ids of stories that have changed since the parameter {@code snapshot}
     * @param lost a condition on {@code change_log} where that is not known any more
     * @param texts selects texts, and ends with a condition
     * @param id the column of the id in it
     * @param row that it selects
     * @param text what is indexed of the row
     */
    record Source<R>(String changed, String lost, String texts, String id, Class<R> row, Function<R, StoryText> text) {}

    @Transactional
    LogSnapshot now() {
        return LogSnapshot.now(database);
    }

    /** The stories that have come, changed or gone, or whose authors or tags have other names. */
    @Transactional
    public LogSnapshot.Changes since(LogSnapshot before) {
        return before.changes(database, source.changed(), source.lost());
    }

    /** The texts of those of some stories that are there. */
    @Transactional
    List<StoryText> of(Collection<UUID> stories) {
        return texts(" AND %s = ANY(:ids)", Map.of("ids", stories.toArray(UUID[]::new)));
    }

    /** The texts of the next stories, in the order of their ids. */
    @Transactional
    List<StoryText> after(UUID last, int most) {
        return texts(" AND %1$s > :last ORDER BY %1$s LIMIT :most", Map.of("last", last, "most", most));
    }

    private List<StoryText> texts(String condition, Map<String, Object> parameters) {
        NativeQuery<R> query =
                database.createNativeQuery(source.texts() + condition.formatted(source.id()), source.row());
        parameters.forEach(query::setParameter);
        return query.getResultList().stream().map(source.text()).toList();
    }
}

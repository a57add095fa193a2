package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.broadsheet.story.StoryCounts;

/** Runs what a search asks of the database, and not for long. */
@ApplicationScoped
class SearchDatabase {

    /** Only a query that is beyond all that was thought of takes so long. */
    private static final int TIMEOUT_MILLIS = 3_000;

    private final EntityManager database;
    private final StoryCounts counts;
    private final SearchConfig config;

    SearchDatabase(EntityManager database, StoryCounts counts, SearchConfig config) {
        this.database = database;
        this.counts = counts;
        this.config = config;
    }

    /** @throws jakarta.persistence.QueryTimeoutException if it takes too long, as all of these do */
    List<Tuple> rows(String statement, Map<String, Object> parameters) {
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> found = bound(database.createNativeQuery(statement, Tuple.class), parameters)
                .getResultList();
        return found;
    }

    /** The one number that a statement selects. */
    long number(String statement, Map<String, Object> parameters) {
        return ((Number)
                        bound(database.createNativeQuery(statement), parameters).getSingleResult())
                .longValue();
    }

    private static Query bound(Query query, Map<String, Object> parameters) {
        parameters.forEach(query::setParameter);
        return query.setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS);
    }

    /**
     * When the latest live story was published. Ages are reckoned from then and not from now, so that scores, and the
     * cursors made of them, change only when stories do.
     */
    Instant latestPublication() {
        return rows("SELECT max(published_at) AS latest FROM live_story", Map.of()).stream()
                .map(row -> row.get("latest", Instant.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** The part of all stories that is looked at where not all are. */
    Sample sample() {
        return new Sample(Math.min(100, Math.max(0.01, 100.0 * config.sample() / Math.max(1, counts.ofAll()))));
    }

    /** @param percent of all stories */
    record Sample(double percent) {

        boolean isWhole() {
            return percent >= 100;
        }

        /** How many there are of all, where so many are in the sample. */
        long scaled(long found) {
            return Math.round(found * 100 / percent);
        }
    }
}

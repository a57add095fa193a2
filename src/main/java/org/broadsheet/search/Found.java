package org.broadsheet.search;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.search.SearchPlan.Place;

/**
 * What a plan has found.
 *
 * @param hits one more than asked for, where there is one
 * @param end where to go on although there are fewer, since no more stories are looked at for one page; or null
 */
record Found(SearchPlan plan, CompiledQuery query, List<Hit> hits, Place end) {

    /** A match, before the story itself is read. */
    record Hit(UUID id, Instant publishedAt, double score, boolean isRanked) {

        static Hit ranked(Tuple row) {
            return of(row, true);
        }

        static Hit further(Tuple row) {
            return of(row, false);
        }

        private static Hit of(Tuple row, boolean isRanked) {
            return new Hit(
                    row.get("story_id", UUID.class),
                    row.get("published_at", Instant.class),
                    row.get("score", Double.class),
                    isRanked);
        }

        Place place() {
            return new Place(isRanked, isRanked ? score : publishedAt.toEpochMilli(), id);
        }
    }
}

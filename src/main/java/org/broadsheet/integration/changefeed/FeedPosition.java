package org.broadsheet.integration.changefeed;

import java.util.Comparator;
import java.util.UUID;
import org.broadsheet.changelog.LogRow;

/**
 * A consumer's position in the change feed. One row of the log may concern many stories, which are ordered by id.
 *
 * @param row the row that was read last, perhaps in part
 * @param story the last of its stories; null if all of them were read
 */
record FeedPosition(LogRow row, UUID story) implements Comparable<FeedPosition> {

    /** Ids in the order of PostgreSQL, which compares bytes as unsigned. */
    private static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

    private static final Comparator<FeedPosition> ORDER = Comparator.comparing(
                    (FeedPosition place) -> place.row.position())
            .thenComparing(FeedPosition::story, Comparator.nullsLast(BY_ID));

    /** Returns the position after a row. */
    static FeedPosition after(LogRow row) {
        return new FeedPosition(row, null);
    }

    @Override
    public int compareTo(FeedPosition other) {
        return ORDER.compare(this, other);
    }
}

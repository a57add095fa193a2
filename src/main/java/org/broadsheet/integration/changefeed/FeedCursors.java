package org.broadsheet.integration.changefeed;

import org.broadsheet.changelog.LogRow;

/** Cursors of the change feed for clients that learn of changes from another source. */
public final class FeedCursors {

    private FeedCursors() {}

    /**
     * Returns a {@code since} for {@code /v1/changes} without filters.
     *
     * @param row the feed continues after this row
     * @param covered the newest row whose effect was sent with it
     */
    public static String after(LogRow row, LogRow covered) {
        return new SyncCursor(false, FeedPosition.after(row), covered).encode(SyncFilter.NONE);
    }
}

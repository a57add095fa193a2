package org.broadsheet.sync;

import org.broadsheet.change.LogRow;

/** Cursors of the change feed for those who hear of changes otherwise. */
public final class FeedCursors {

    private FeedCursors() {}

    /**
     * A {@code since} for {@code /v1/changes} without filters.
     *
     * @param row what comes next is what was logged after this
     * @param covered the newest row whose effect was sent with it
     */
    public static String behind(LogRow row, LogRow covered) {
        return new SyncCursor(false, FeedPosition.behind(row), covered).encode(SyncFilter.NONE);
    }
}

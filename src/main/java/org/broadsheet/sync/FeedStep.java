package org.broadsheet.sync;

import java.util.List;

/**
 * A stretch of the way that a follower goes.
 *
 * @param changes oldest first, each story once
 * @param next where it goes on
 * @param more whether it can go on at once
 */
record FeedStep(List<Placed> changes, SyncCursor next, boolean more) {

    /**
     * @param cursor where to go on behind the first row that names the story
     * @param last the place of the last row that does; who is before it does not have the change yet
     */
    record Placed(SyncCursor cursor, FeedPosition last, Change change) {}
}

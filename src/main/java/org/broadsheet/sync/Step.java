package org.broadsheet.sync;

import java.util.List;

/**
 * A stretch of the way that a follower goes.
 *
 * @param changes oldest first, each story once
 * @param next where it goes on
 * @param more whether it can go on at once
 */
record Step(List<Placed> changes, SyncCursor next, boolean more) {

    /** @param cursor where to go on behind the change */
    record Placed(SyncCursor cursor, Change change) {}
}

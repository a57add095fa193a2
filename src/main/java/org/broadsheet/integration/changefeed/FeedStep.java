package org.broadsheet.integration.changefeed;

import java.util.List;

/**
 * One step of a consumer through the change feed.
 *
 * @param changes oldest first, each story once
 * @param next the cursor after this step
 * @param more whether the next step has changes already
 * @param memory releases the memory of the stories; must be run once, when they have been sent
 */
record FeedStep(List<Placed> changes, SyncCursor next, boolean more, Runnable memory) {

    /**
     * @param cursor position after the first row that names the story
     * @param last position of the last row that does; a consumer at an earlier position does not have the change yet
     */
    record Placed(SyncCursor cursor, FeedPosition last, Change change) {}
}

package org.broadsheet.search;

import java.util.List;
import java.util.UUID;

/** Works something out of what search knows, after a story has come, changed or gone; a node at a time does so. */
public interface StoryLearner {

    /** @param stories that have come, changed or gone */
    void toldOf(List<UUID> stories);

    /** @param stories that are live and have their terms; none of them goes before the transaction is over */
    void changed(List<UUID> stories);

    /** @param stories that were near to one that has left */
    void bereft(List<UUID> stories);
}

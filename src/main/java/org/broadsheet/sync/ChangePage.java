package org.broadsheet.sync;

import java.util.List;
import org.broadsheet.paging.Cursor;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Some of what changed.
 *
 * @param items oldest first
 * @param page how to go on
 */
@Schema(requiredProperties = {"items", "page"})
public record ChangePage(
        @Schema(description = "In the order in which they happened; each story once.")
        List<Change> items,

        Going page) {

    /**
     * @param limit the most items that this page could have held
     * @param since cursor of what follows
     * @param more whether something follows already
     */
    @Schema(
            name = "ChangePageInfo",
            description = "How to go on.",
            requiredProperties = {"limit", "since", "more"})
    public record Going(
            @Schema(
                    description = "The most items that this page could have held.",
                    minimum = "1",
                    maximum = "100",
                    examples = "100")
            int limit,

            @Schema(
                    description = "What to send as `since` next, now or in a month.",
                    minLength = 1,
                    maxLength = Cursor.MAX_LENGTH)
            String since,

            @Schema(
                    description = "Whether to ask on at once; a page may be empty all the same. If not, the copy is"
                            + " complete but"
                            + " for what was written this very moment, which comes next.")
            boolean more) {}
}

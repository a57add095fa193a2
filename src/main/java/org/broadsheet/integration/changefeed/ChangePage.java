package org.broadsheet.integration.changefeed;

import java.util.List;
import org.broadsheet.platform.paging.Cursor;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of the change feed.
 *
 * @param items oldest first
 * @param page how to continue
 */
@Schema(requiredProperties = {"items", "page"})
public record ChangePage(
        @Schema(description = "In the order of the changes, without duplicates.")
        List<Change> items,

        Going page) {

    /**
     * @param limit maximum number of items of this page
     * @param since cursor of the next page
     * @param more whether the next page has items already
     */
    @Schema(
            name = "ChangePageInfo",
            description = "The limit of this page, and the cursor of the next request.",
            requiredProperties = {"limit", "since", "more"})
    public record Going(
            @Schema(description = "The limit of the page.", minimum = "1", maximum = "100", examples = "100")
            int limit,

            @Schema(
                    description = "The `since` of the next request, now or in a month.",
                    minLength = 1,
                    maxLength = Cursor.MAX_LENGTH)
            String since,

            @Schema(
                    description =
                            "Whether to send the next request at once, even if this page is empty. If false, the copy"
                                    + " is complete, except for changes that are being committed.")
            boolean more) {}
}

package org.broadsheet.platform.paging;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The number of items on all pages of a list.
 *
 * @param count the number of items
 * @param kind {@code exact}, or {@code estimate} where counting would cost too much
 */
@Schema(
        name = "PageTotal",
        description = "The number of items on all pages, if requested.",
        requiredProperties = {"count", "kind"})
public record Total(
        @Schema(minimum = "0", examples = "123") long count,

        @Schema(
                description = "`exact` or `estimate`. More values may be added.",
                examples = {"exact", "estimate"})
        String kind) {

    /** Creates a total that was counted. */
    public static Total exact(long count) {
        return new Total(count, "exact");
    }

    /** Creates a total that the database's planner has estimated. */
    public static Total estimate(long count) {
        return new Total(count, "estimate");
    }
}

package org.broadsheet.paging;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many items a list has on all its pages.
 *
 * @param count the number of items
 * @param kind {@code exact}, or {@code estimate} where counting would cost too much
 */
@Schema(
        name = "PageTotal",
        description = "How many items there are on all pages, where asked for.",
        requiredProperties = {"count", "kind"})
public record Total(
        @Schema(minimum = "0", examples = "123") long count,

        @Schema(
                description = "`exact` or `estimate`. More kinds may come.",
                examples = {"exact", "estimate"})
        String kind) {

    /** Counted one by one. */
    public static Total exact(long count) {
        return new Total(count, "exact");
    }

    /** As the database's planner expects. */
    public static Total estimate(long count) {
        return new Total(count, "estimate");
    }
}

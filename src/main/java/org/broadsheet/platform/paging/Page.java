package org.broadsheet.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a list.
 *
 * @param items the page's items, in the list's order
 * @param page the page's limit, and the cursor of the next page
 */
@Schema(requiredProperties = {"items", "page"})
public record Page<T>(
        @Schema(description = "The items, in the list's order.")
        List<T> items,

        PageInfo page) implements Paged {

    /**
     * Creates a page from rows that were queried with one more than the limit: the surplus row means that there is a
     * next page, and is dropped.
     *
     * @param rows at most {@code request.limit() + 1} rows
     * @param cursorOf returns the cursor of a row
     * @param represent returns the representation of a row
     */
    public static <R, T> Page<T> of(
            List<R> rows, PageRequest request, Total total, Function<R, Cursor> cursorOf, Function<R, T> represent) {
        boolean more = rows.size() > request.limit();
        return of(more ? rows.subList(0, request.limit()) : rows, more, request, total, cursorOf, represent);
    }

    /**
     * Creates a page that may be shorter than the limit although others follow.
     *
     * @param shown the rows of the page
     * @param more whether others follow
     * @param cursorOf returns the cursor of a row
     * @param represent returns the representation of a row
     */
    public static <R, T> Page<T> of(
            List<R> shown,
            boolean more,
            PageRequest request,
            Total total,
            Function<R, Cursor> cursorOf,
            Function<R, T> represent) {
        String next = more && !shown.isEmpty()
                ? cursorOf.apply(shown.get(shown.size() - 1)).encode(request.binding())
                : null;
        return new Page<>(shown.stream().map(represent).toList(), new PageInfo(request.limit(), next, total));
    }

    /**
     * @param limit the largest number of items that this page could have held
     * @param next cursor of the next page; absent on the last one
     * @param total the number of items on all pages; absent unless requested
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            description = "The limit of this page, and the cursor of the next one.",
            requiredProperties = {"limit"})
    public record PageInfo(
            @Schema(
                    description = "The limit of the page. A page of long texts has fewer items, and then has `next`.",
                    minimum = "1",
                    maximum = "100",
                    examples = "20")
            int limit,

            @Schema(
                    description = "The `cursor` of the next page. Absent on the last page.",
                    minLength = 1,
                    maxLength = Cursor.MAX_LENGTH)
            String next,

            Total total) {}
}

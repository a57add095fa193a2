package org.broadsheet.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.broadsheet.platform.paging.Cursor.Edge;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a list.
 *
 * @param items the page's items, in the list's order
 * @param page the page's limit, and the cursors of the next and the previous page
 */
@Schema(requiredProperties = {"items", "page"})
public record Page<T>(
        @Schema(description = "The items, in the list's order.")
        List<T> items,

        PageInfo page) implements Paged {

    /**
     * Creates a page from rows that were queried with one more than the limit: the surplus row means that there is
     * another page, and is dropped.
     *
     * @param rows as they were read, at most {@code request.limit() + 1}
     * @param cursorOf returns the cursor after a row
     * @param represent returns the representation of a row
     */
    public static <R, T> Page<T> of(
            List<R> rows, PageRequest request, Total total, Function<R, Cursor> cursorOf, Function<R, T> represent) {
        boolean more = rows.size() > request.limit();
        List<R> shown = request.inOrder(more ? rows.subList(0, request.limit()) : rows);
        return of(shown, more, request, total, cursorOf, represent);
    }

    /**
     * Creates a page that may be shorter than the limit although others follow.
     *
     * @param shown the rows of the page, in the order of the list
     * @param more whether others follow, or precede if the page is read backward
     * @param cursorOf returns the cursor after a row
     * @param represent returns the representation of a row
     */
    public static <R, T> Page<T> of(
            List<R> shown,
            boolean more,
            PageRequest request,
            Total total,
            Function<R, Cursor> cursorOf,
            Function<R, T> represent) {
        return new Page<>(shown.stream().map(represent).toList(), PageInfo.of(shown, more, request, total, cursorOf));
    }

    /**
     * @param limit the largest number of items that this page could have held
     * @param next cursor of the next page; absent on the last one
     * @param previous cursor of the previous page; absent on the first one
     * @param total the number of items on all pages; absent unless requested
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            description = "The limit of this page, and the cursors of the next and the previous one.",
            requiredProperties = {"limit"})
    public record PageInfo(
            @Schema(
                    description = "The limit of the page. A page of long texts has fewer items, and then has `next`.",
                    minimum = "1",
                    maximum = "1000",
                    examples = "20")
            int limit,

            @Schema(
                    description = "The `cursor` of the next page. Absent on the last page.",
                    minLength = 1,
                    maxLength = Cursor.MAX_LENGTH)
            String next,

            @Schema(
                    description = "The `cursor` of the previous page. Absent on the first page.",
                    minLength = 1,
                    maxLength = Cursor.MAX_LENGTH)
            String previous,

            Total total) {

        /**
         * Creates the information about a page.
         *
         * @param shown the rows of the page, in the order of the list
         * @param more whether others follow, or precede if the page is read backward
         * @param cursorOf returns the cursor after a row
         */
        public static <R> PageInfo of(
                List<R> shown, boolean more, PageRequest request, Total total, Function<R, Cursor> cursorOf) {
            boolean backward = request.isBackward();
            // The item of the cursor may be the only one on the other side.
            Optional<Cursor> next = shown.isEmpty()
                    ? request.cursor().filter(cursor -> backward).map(cursor -> cursor.at(Edge.FROM))
                    : Optional.of(shown.get(shown.size() - 1))
                            .filter(last -> backward || more)
                            .map(cursorOf);
            Optional<Cursor> previous = shown.isEmpty()
                    ? request.cursor().filter(cursor -> !backward).map(cursor -> cursor.at(Edge.UP_TO))
                    : Optional.of(shown.get(0))
                            .filter(first -> backward ? more : request.cursor().isPresent())
                            .map(first -> cursorOf.apply(first).at(Edge.BEFORE));
            return new PageInfo(request.limit(), encoded(next, request), encoded(previous, request), total);
        }

        private static String encoded(Optional<Cursor> cursor, PageRequest request) {
            return cursor.map(known -> known.encode(request.binding())).orElse(null);
        }
    }
}

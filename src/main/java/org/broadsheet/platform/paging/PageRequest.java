package org.broadsheet.platform.paging;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.platform.paging.Cursor.Edge;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;

/**
 * The requested page of a list.
 *
 * @param limit the largest number of items on it
 * @param cursor the position at which it begins or ends; empty for the first page
 * @param total whether to count all items, and how exactly
 * @param binding the text that a cursor of this list is bound to
 */
public record PageRequest(int limit, Optional<Cursor> cursor, TotalKind total, String binding) {

    /** The maximum number of items on a page, unless a list has another one for small items. */
    public static final int MAX_LIMIT = 100;

    public static final QueryParameter<Integer> LIMIT = QueryParameter.integer("limit", 1, MAX_LIMIT, 20)
            .withDependentDefault()
            .describedAs("The maximum number of items on a page.");

    public static final QueryParameter<String> CURSOR = QueryParameter.text(
                    "cursor", "[A-Za-z0-9_-]+", Cursor.MAX_LENGTH)
            .accepting("the `page.next` or `page.previous` of a response to the same request")
            .freeBetweenPages()
            .describedAs("The cursor of the page: `page.next` or `page.previous` of another page, with the same filters"
                    + " and sort.");

    public static final QueryParameter<TotalKind> TOTAL = QueryParameter.choice(
                    "total", "TotalKind", TotalKind.values(), TotalKind::token)
            .orElse(TotalKind.NONE)
            .freeBetweenPages()
            .describedAs("Whether to count the items on all pages. `estimate` is fast for any number of items, and"
                    + " exact for small ones.");

    /** How exact the requested {@code total} is. */
    public enum TotalKind {
        NONE,
        ESTIMATE,
        EXACT;

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The item next to which a page is.
     *
     * @param edge which side of it
     * @param key its sort key
     */
    public record Start<K>(Edge edge, K key, UUID id) {}

    /** Returns a request for the first items, for a response that is not a page. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty(), TotalKind.NONE, "");
    }

    /**
     * Reads a request.
     *
     * @param limit the parameter for the limit
     * @param defaultLimit the limit where the request has none
     */
    public static PageRequest from(RequestQuery query, QueryParameter<Integer> limit, int defaultLimit) {
        String binding = query.binding();
        Optional<Cursor> cursor = query.find(CURSOR)
                .map(encoded -> Cursor.decode(encoded)
                        .flatMap(signed -> signed.of(binding))
                        .orElseThrow(PageRequest::invalidCursor));
        return new PageRequest(query.find(limit).orElse(defaultLimit), cursor, query.get(TOTAL), binding);
    }

    /** Reads a request with the usual limit. */
    public static PageRequest from(RequestQuery query) {
        return from(query, LIMIT, query.get(LIMIT));
    }

    /** Checks whether the page is read from its last item to its first. */
    public boolean isBackward() {
        return cursor.filter(position -> position.edge().isBackward()).isPresent();
    }

    /** Returns rows in the order of the list. */
    public <R> List<R> inOrder(List<R> asRead) {
        if (!isBackward()) {
            return asRead;
        }
        List<R> reversed = new ArrayList<>(asRead);
        Collections.reverse(reversed);
        return reversed;
    }

    /**
     * Returns the position at which the page begins or ends.
     *
     * @param parseKey parses the list's sort key; throws IllegalArgumentException or DateTimeException for an invalid
     *     one
     */
    public <K> Optional<Start<K>> start(Function<String, K> parseKey) {
        return cursor.map(position -> {
            try {
                return new Start<>(position.edge(), parseKey.apply(position.key()), UUID.fromString(position.id()));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw invalidCursor();
            }
        });
    }

    private static ProblemException invalidCursor() {
        return ProblemException.invalidParameter(CURSOR.name(), "accepts " + CURSOR.accepts());
    }
}

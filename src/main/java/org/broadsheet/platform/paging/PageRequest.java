package org.broadsheet.platform.paging;

import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;

/**
 * The requested page of a list.
 *
 * @param limit the largest number of items on it
 * @param cursor the position after which it begins; empty for the first page
 * @param total whether to count all items, and how exactly
 * @param binding the text that a cursor of this list is bound to
 */
public record PageRequest(int limit, Optional<Cursor> cursor, TotalKind total, String binding) {

    public static final QueryParameter<Integer> LIMIT = QueryParameter.integer("limit", 1, 100, 20)
            .withDependentDefault()
            .describedAs("The maximum number of items on a page.");

    public static final QueryParameter<String> CURSOR = QueryParameter.text(
                    "cursor", "[A-Za-z0-9_-]+", Cursor.MAX_LENGTH)
            .accepting("the `page.next` of a response to the same request")
            .freeBetweenPages()
            .describedAs(
                    "The cursor of the page: `page.next` of the previous page, with the same filters and" + " sort.");

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
     * The item after which a page begins.
     *
     * @param key its sort key
     */
    public record Start<K>(K key, UUID id) {}

    /** Returns a request for the first items, for a response that is not a page. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty(), TotalKind.NONE, "");
    }

    /** @param defaultLimit the limit where the request has none */
    public static PageRequest from(RequestQuery query, int defaultLimit) {
        String binding = query.binding();
        Optional<Cursor> cursor = query.find(CURSOR)
                .map(encoded -> Cursor.decode(encoded)
                        .flatMap(signed -> signed.of(binding))
                        .orElseThrow(PageRequest::invalidCursor));
        return new PageRequest(query.find(LIMIT).orElse(defaultLimit), cursor, query.get(TOTAL), binding);
    }

    /** Reads a request with the usual limit. */
    public static PageRequest from(RequestQuery query) {
        return from(query, query.get(LIMIT));
    }

    /**
     * Returns the position after which the page begins.
     *
     * @param parseKey parses the list's sort key; throws IllegalArgumentException or DateTimeException for an invalid
     *     one
     */
    public <K> Optional<Start<K>> after(Function<String, K> parseKey) {
        return cursor.map(position -> {
            try {
                return new Start<>(parseKey.apply(position.key()), UUID.fromString(position.id()));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw invalidCursor();
            }
        });
    }

    private static ProblemException invalidCursor() {
        return ProblemException.invalidParameter(CURSOR.name(), "accepts " + CURSOR.accepts());
    }
}

package org.broadsheet.delivery.cache;

import static org.broadsheet.platform.operation.ConditionalHeader.IF_MATCH;
import static org.broadsheet.platform.operation.ConditionalHeader.IF_UNMODIFIED_SINCE;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The conditions under which a client wants a response at all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, sections 13.1.1 and 13.1.4</a>
 * @param ifMatch null if it was not sent; it alone decides where it is
 * @param ifUnmodifiedSince null if it was not sent
 */
public record Preconditions(String ifMatch, String ifUnmodifiedSince) {

    /** Those of a request. A list may come on several lines (RFC 9110, section 5.3). */
    static Preconditions of(HttpServerRequest request) {
        List<String> tags = request.headers().getAll(IF_MATCH.header());
        return new Preconditions(
                tags.isEmpty() ? null : String.join(",", tags), request.getHeader(IF_UNMODIFIED_SINCE.header()));
    }

    /** Whether a request has any of them. */
    public static boolean areIn(HttpServerRequest request) {
        return request.headers().contains(IF_MATCH.header())
                || request.headers().contains(IF_UNMODIFIED_SINCE.header());
    }

    /**
     * Whether the client can have the response. The comparison of tags is the strong one, so a weak tag never matches.
     *
     * @param tag the ETag of the current response
     * @param modified of that response; null if it has no date
     */
    boolean hold(String tag, LastModified modified) {
        if (ifMatch != null) {
            return ifMatch.strip().equals("*")
                    || Arrays.stream(ifMatch.split(","))
                            .anyMatch(given -> given.strip().equals(tag));
        }
        return ifUnmodifiedSince == null || modified == null || !modified.isSentAfter(ifUnmodifiedSince);
    }
}

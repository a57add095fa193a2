package org.broadsheet.delivery.cache;

import static org.broadsheet.platform.operation.ConditionalHeader.IF_MATCH;
import static org.broadsheet.platform.operation.ConditionalHeader.IF_UNMODIFIED_SINCE;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The preconditions of a request: if one does not hold, the response is 412.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, sections 13.1.1 and 13.1.4</a>
 * @param ifMatch null if absent; if present, the other header is ignored
 * @param ifUnmodifiedSince null if absent
 */
public record Preconditions(String ifMatch, String ifUnmodifiedSince) {

    /** Reads them from a request. A list may be split over several headers (RFC 9110, section 5.3). */
    static Preconditions of(HttpServerRequest request) {
        List<String> tags = request.headers().getAll(IF_MATCH.header());
        return new Preconditions(
                tags.isEmpty() ? null : String.join(",", tags), request.getHeader(IF_UNMODIFIED_SINCE.header()));
    }

    /** Checks whether a request has any of them. */
    public static boolean areIn(HttpServerRequest request) {
        return request.headers().contains(IF_MATCH.header())
                || request.headers().contains(IF_UNMODIFIED_SINCE.header());
    }

    /**
     * Checks whether the preconditions hold. ETags are compared strongly, so a weak one never matches.
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

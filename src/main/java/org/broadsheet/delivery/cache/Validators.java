package org.broadsheet.delivery.cache;

import static org.broadsheet.platform.operation.ConditionalHeader.IF_MODIFIED_SINCE;
import static org.broadsheet.platform.operation.ConditionalHeader.IF_NONE_MATCH;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The validators of a conditional request, which name the response that the client has cached.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, section 13</a>
 * @param ifNoneMatch null if absent; if present, the other header is ignored
 * @param ifModifiedSince null if absent
 */
public record Validators(String ifNoneMatch, String ifModifiedSince) {

    /** Reads them from a request. A list may be split over several headers (RFC 9110, section 5.3). */
    public static Validators of(HttpServerRequest request) {
        List<String> tags = request.headers().getAll(IF_NONE_MATCH.header());
        return new Validators(
                tags.isEmpty() ? null : String.join(",", tags), request.getHeader(IF_MODIFIED_SINCE.header()));
    }

    /** Checks whether the client has the current response, which has no date. */
    public boolean match(String tag) {
        return match(tag, null);
    }

    /**
     * Checks whether the client has the current response.
     *
     * @param tag the ETag of the current response
     * @param modified of that response; null if it has no date
     */
    boolean match(String tag, LastModified modified) {
        if (ifNoneMatch != null) {
            return ifNoneMatch.equals(tag)
                    || ifNoneMatch.strip().equals("*")
                    || Arrays.stream(ifNoneMatch.split(",")).anyMatch(given -> isSame(given.strip(), tag));
        }
        return ifModifiedSince != null && modified != null && modified.isNotAfter(ifModifiedSince);
    }

    /** Compares weakly (RFC 9110, section 8.8.3.2), because a proxy that compresses content makes its validator weak. */
    private static boolean isSame(String given, String tag) {
        return given.equals(tag) || given.equals("W/" + tag);
    }
}

package org.broadsheet.delivery.cache;

import static org.broadsheet.platform.operation.ConditionalHeader.IF_MODIFIED_SINCE;
import static org.broadsheet.platform.operation.ConditionalHeader.IF_NONE_MATCH;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The conditions of a request, which name the response that the client has.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, section 13</a>
 * @param ifNoneMatch null if it was not sent; it alone decides where it is
 * @param ifModifiedSince null if it was not sent
 */
public record Validators(String ifNoneMatch, String ifModifiedSince) {

    /** Those of a request. A list may come on several lines (RFC 9110, section 5.3). */
    public static Validators of(HttpServerRequest request) {
        List<String> tags = request.headers().getAll(IF_NONE_MATCH.header());
        return new Validators(
                tags.isEmpty() ? null : String.join(",", tags), request.getHeader(IF_MODIFIED_SINCE.header()));
    }

    /** Whether the client has the current response, which has no date: see {@link #match(String, LastModified)}. */
    public boolean match(String tag) {
        return match(tag, null);
    }

    /**
     * Whether the client has the current response.
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

    /** The weak comparison of RFC 9110, section 8.8.3.2; a proxy that compresses makes a validator weak. */
    private static boolean isSame(String given, String tag) {
        return given.equals(tag) || given.equals("W/" + tag);
    }
}

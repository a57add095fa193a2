package org.broadsheet.platform.operation;

import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.platform.query.RequestQuery;

/**
 * The canonical form of a delivery request: its parameters and their values are sorted, each value occurs once, defaults are
 * omitted, and the encoding is uniform. Two requests have the same canonical form only if they are equivalent.
 *
 * @param path without its query
 * @param query empty if there is none
 * @param template the path with its parameters in braces
 */
public record CanonicalRequest(String path, String query, String template) {

    /** The maximum length of a target. Longer ones are rare, and would fill the cache with keys. */
    private static final int LONGEST = 1_000;

    /** A path that needs no decoding and no normalisation, and is therefore not ambiguous. */
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

    /** The characters that RFC 3986 allows in a query, without a fragment. */
    private static final Pattern QUERY = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*");

    /** @param target of the request, as it was sent; empty is returned if its meaning is not certain in advance */
    public static Optional<CanonicalRequest> of(String target, Operations operations) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        if (target.length() > LONGEST
                || !PLAIN_PATH.matcher(path).matches()
                || !QUERY.matcher(query).matches()) {
            return Optional.empty();
        }
        return operations
                .cached(path)
                .flatMap(operation -> RequestQuery.canonical(query, operation.parameters())
                        .map(canonical -> new CanonicalRequest(path, canonical, operation.path())));
    }

    /** Returns the target of this request. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}

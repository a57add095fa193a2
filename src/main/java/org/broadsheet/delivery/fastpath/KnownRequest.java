package org.broadsheet.delivery.fastpath;

import java.util.List;
import org.broadsheet.delivery.cache.ContentCoding;
import org.broadsheet.delivery.cache.Validators;

/**
 * A request that had a cached response.
 *
 * @param target in its canonical spelling, by which the cache finds the response
 * @param path as it was sent, without the query
 * @param others headers of the response that do not come from the cache, and are the same in each response to this
 *     request
 */
record KnownRequest(String target, String path, ContentCoding coding, Validators validators, List<Header> others) {

    private static final int OVERHEAD = 200;

    /** Returns the approximate size in bytes. */
    int weight() {
        int headers = others.stream()
                .mapToInt(header -> header.name().length() + header.value().length())
                .sum();
        return OVERHEAD
                + target.length()
                + path.length()
                + validators.toString().length()
                + headers;
    }
}

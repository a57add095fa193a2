package org.broadsheet.cache;

import java.util.List;
import org.broadsheet.cache.Answer.Header;

/**
 * What a request asks for that can be answered from memory.
 *
 * @param key of the answer
 * @param path as it was sent, without the query
 * @param others headers of the answer that neither the cache adds nor differ from answer to answer
 */
record Asked(String key, String path, ContentCoding coding, Validators validators, List<Header> others) {

    private static final int OVERHEAD = 200;

    /** About how many bytes it takes. */
    int weight() {
        int headers = others.stream()
                .mapToInt(header -> header.name().length() + header.value().length())
                .sum();
        return OVERHEAD + key.length() + path.length() + validators.weight() + headers;
    }
}

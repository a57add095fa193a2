package org.broadsheet.delivery.cache;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpHeaders;
import java.util.function.BiConsumer;

/** A cached response to one client: the whole response, or a 304. */
public interface CachedResponse {

    /** The {@code Cache-Status} of a response from the cache (RFC 9211). */
    CharSequence HIT = HttpHeaders.createOptimized("Broadsheet; hit");

    int status();

    /** Returns the path of the request, with its parameters in braces. */
    String template();

    /** @param put receives the name and value of each header */
    void headers(BiConsumer<CharSequence, CharSequence> put);

    /** Returns the content, which the caller must not release; null if there is none. */
    ByteBuf content();
}

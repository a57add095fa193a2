package org.broadsheet.delivery.cache;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpHeaders;
import java.util.function.BiConsumer;

/** A cached response to one client: whole, or the 304 that says that the client has it. */
public interface CachedResponse {

    /** The {@code Cache-Status} of a response from the cache (RFC 9211). */
    CharSequence HIT = HttpHeaders.createOptimized("Broadsheet; hit");

    int status();

    /** The path that it is a response to, with its parameters in braces. */
    String template();

    /** @param put takes the name and value of each header that the cache gives a response */
    void headers(BiConsumer<CharSequence, CharSequence> put);

    /** The content, which the caller must not release; null where there is none. */
    ByteBuf content();
}

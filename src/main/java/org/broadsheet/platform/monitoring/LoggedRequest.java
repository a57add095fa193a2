package org.broadsheet.platform.monitoring;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * A request that has had its response.
 *
 * @param host the client's address
 * @param method {@code OTHER} for one that is not registered
 * @param path without the query
 * @param version as HTTP writes it
 * @param bytes of the content of the response
 * @param nanoseconds between the request and the end of the response
 * @param id as in {@code X-Request-Id}
 */
public record LoggedRequest(
        String host, String method, String path, String version, int status, long bytes, long nanoseconds, String id) {

    private static final String UNKNOWN = "HTTP/?";

    /** @param started by {@link System#nanoTime} */
    static LoggedRequest of(RoutingContext context, String id, long started) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        return new LoggedRequest(
                host(request.remoteAddress()),
                name(request.method()),
                request.path(),
                name(request.version()),
                response.getStatusCode(),
                response.bytesWritten(),
                System.nanoTime() - started,
                id);
    }

    private static String host(SocketAddress address) {
        return address == null || address.hostAddress() == null ? "-" : address.hostAddress();
    }

    /** A client may have put a key in the place of a method. */
    private static String name(HttpMethod method) {
        return HttpMethod.values().contains(method) ? method.name() : "OTHER";
    }

    /** @param version null for one that Vert.x does not know */
    private static String name(HttpVersion version) {
        if (version == null) {
            return UNKNOWN;
        }
        return version == HttpVersion.HTTP_1_1 ? "HTTP/1.1" : version.alpnName().toUpperCase(Locale.ROOT);
    }
}

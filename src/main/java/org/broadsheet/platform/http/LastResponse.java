package org.broadsheet.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The last response of a connection, to a request that is not read completely. */
public final class LastResponse {

    private static final long LINGERING_MILLIS = 2_000;

    private LastResponse() {}

    /**
     * Closes the connection after the response, and sends {@code Connection: close}; Vert.x only looks at the request's
     * header. The rest of the request is read and discarded for a while, because closing at once could lose the
     * response.
     */
    public static void closeAfter(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(ended -> close(context));
    }

    private static void close(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer = context.vertx()
                .setTimer(LINGERING_MILLIS, late -> request.connection().close());
        request.handler(null);
        request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
        request.endHandler(received -> {
            context.vertx().cancelTimer(timer);
            request.connection().close();
        });
        request.resume();
    }
}

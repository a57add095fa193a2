package org.broadsheet.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The last response of a connection, to a request that is not read to its end. */
public final class LastResponse {

    private static final long LINGERING_MILLIS = 2_000;

    private LastResponse() {}

    /**
     * Has the connection close after the response, which says so; Vert.x only looks at what the request says. What the
     * client still sends is read and discarded for a while: a connection that is closed before could take the response with
     * it.
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

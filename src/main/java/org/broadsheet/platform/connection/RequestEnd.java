package org.broadsheet.platform.connection;

import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of a request, whether its response was sent or its client has disconnected. */
public final class RequestEnd {

    private RequestEnd() {}

    /**
     * Runs an action once, on the event loop of the request, when the request has ended. If it has ended already, Vert.x
     * would never call a handler, so the action runs at once. This method may be called on any thread.
     */
    public static void whenEnded(RoutingContext context, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        Runnable once = () -> {
            if (!done.getAndSet(true)) {
                action.run();
            }
        };
        ((HttpServerRequestInternal) context.request()).context().runOnContext(now -> {
            try {
                context.addEndHandler(ended -> once.run());
            } catch (IllegalStateException ended) {
                // Vert.x accepts no handler for a response that has ended.
                once.run();
            }
            // A worker may have ended the response meanwhile.
            if (context.response().ended() || context.response().closed()) {
                once.run();
            }
        });
    }
}

package org.broadsheet.platform.database;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import java.util.function.Supplier;

/** A request context, and with it a Hibernate session, that does not end with the request of the thread. */
public final class OwnSession {

    private OwnSession() {}

    /**
     * Runs an action in a new request context, and ends the context afterwards. The action may go on when the client
     * has disconnected and the event loop has closed the session of the request.
     */
    public static <R> R call(Supplier<R> action) {
        ManagedContext context = Arc.container().requestContext();
        ContextState ofRequest = context.getStateIfActive();
        ContextState own = context.activate();
        try {
            return action.get();
        } finally {
            context.destroy(own);
            context.deactivate();
            if (ofRequest != null) {
                context.activate(ofRequest);
            }
        }
    }
}

package org.broadsheet.platform.database;

import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** The database connection of a session. Without a transaction, a session holds its connection until it is closed. */
public final class SessionConnection {

    private SessionConnection() {}

    /**
     * Returns the connection to the pool before the request waits for something. The session takes another one for its
     * next statement.
     *
     * @throws IllegalStateException if the session has a transaction, which needs its connection
     */
    public static void release(Session session) {
        SharedSessionContractImplementor released = session.unwrap(SharedSessionContractImplementor.class);
        if (released.isTransactionInProgress()) {
            throw new IllegalStateException("A request must not wait in a transaction, which holds a connection");
        }
        released.getJdbcCoordinator().getLogicalConnection().manualDisconnect();
    }
}

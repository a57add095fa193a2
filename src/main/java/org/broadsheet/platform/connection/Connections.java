package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** Access to the connections of the server. */
public final class Connections {

    /** The event of a handler that responds to a request itself, for the handlers behind it. */
    public static final Object REQUEST_RECEIVED = new Object();

    private Connections() {}

    /** Returns the connection of a request. */
    public static Channel of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }
}

package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** Gives each connection its handlers, before its first byte is read. */
@ApplicationScoped
@Unremovable
class ConnectionHandlers {

    private final List<ConnectionHandlerFactory> factories;
    private final HttpServer server;

    ConnectionHandlers(@All List<ConnectionHandlerFactory> factories, HttpServer server) {
        this.factories = factories.stream()
                .filter(ConnectionHandlerFactory::isEnabled)
                .sorted(Comparator.comparing(ConnectionHandlerFactory::position))
                .toList();
        this.server = server;
    }

    /**
     * Called on the thread that accepts connections.
     *
     * @param port the port that the connection was accepted at
     */
    void addTo(Channel connection, int port) {
        // Requests to the management interface do not pass through the router that the handlers rely on.
        if (port != server.getManagementPort()) {
            factories.forEach(factory -> connection.pipeline().addLast(factory.handlerOf(connection)));
        }
    }
}

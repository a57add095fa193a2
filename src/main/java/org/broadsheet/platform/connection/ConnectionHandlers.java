package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
        if (!isOfManagement(port)) {
            factories.forEach(factory -> connection.pipeline().addLast(factory.handlerOf(connection)));
        }
    }

    /**
     * Requests to the management interface do not pass through the router that the handlers rely on. In the first
     * milliseconds after the start, the ports of this server may be unknown.
     */
    private boolean isOfManagement(int port) {
        List<Integer> ports = Stream.of(server.getPort(), server.getSecurePort())
                .filter(known -> known > 0)
                .toList();
        return !ports.isEmpty() && !ports.contains(port);
    }
}

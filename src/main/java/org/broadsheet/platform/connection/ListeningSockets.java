package org.broadsheet.platform.connection;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Lets Vert.x create a {@link ListeningSocket} wherever it listens. Vert.x finds this class by its entry in {@code
 * META-INF/services}. Development mode does without: code changes while it runs, and connections would keep the old
 * code.
 */
public final class ListeningSockets implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            builder.findTransport(new Transport());
        }
    }

    private static final class Transport extends JDKTransport {

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean isDomainSocket) {
            return isDomainSocket
                    ? super.serverChannelFactory(true)
                    : () -> new ListeningSocket(Transport::addHandlers);
        }

        /** Outside of Quarkus, as in a test of a class that needs Vert.x only, connections have no handlers. */
        private static void addHandlers(ClientConnection connection) {
            ArcContainer container = Arc.container();
            if (container != null) {
                container
                        .instance(ConnectionHandlers.class)
                        .get()
                        .addTo(connection, connection.parent().localAddress().getPort());
            }
        }
    }
}

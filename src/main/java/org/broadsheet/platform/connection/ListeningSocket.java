package org.broadsheet.platform.connection;

import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/** A listening socket that prepares each connection before Vert.x receives it. */
final class ListeningSocket extends NioServerSocketChannel {

    private final Consumer<ClientConnection> preparation;

    /** @param preparation runs on the thread that accepts connections */
    ListeningSocket(Consumer<ClientConnection> preparation) {
        this.preparation = preparation;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws IOException {
        SocketChannel socket = javaChannel().accept();
        if (socket == null) {
            return 0;
        }
        try {
            ClientConnection connection = new ClientConnection(this, socket);
            preparation.accept(connection);
            accepted.add(connection);
            return 1;
        } catch (RuntimeException failure) {
            // Netty would close the listening socket for an exception.
            Log.error("A connection could not be accepted", failure);
            socket.close();
            return 0;
        }
    }
}

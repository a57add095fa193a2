package org.broadsheet.platform.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * The connection of a client, whose reading can be paused without the automatic reading of Netty. Vert.x switches that
 * off and on for the content of requests. With one switch for both, each would resume what the other has paused.
 */
final class ClientConnection extends NioSocketChannel {

    private boolean isPaused;

    ClientConnection(Channel listening, SocketChannel socket) {
        super(listening, socket);
    }

    /** Stops reading, within the current round of reads too. Runs on the event loop of the connection. */
    void pauseReading() {
        isPaused = true;
        SelectionKey key = selectionKey();
        if (key.isValid()) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
        }
    }

    /** Reads again, unless Vert.x has paused reading. Runs on the event loop of the connection. */
    void resumeReading() {
        isPaused = false;
        if (config().isAutoRead()) {
            read();
        }
    }

    @Override
    protected void doBeginRead() throws Exception {
        if (!isPaused) {
            super.doBeginRead();
        }
    }

    @Override
    protected int doReadBytes(ByteBuf bytes) throws Exception {
        return isPaused ? 0 : super.doReadBytes(bytes);
    }
}

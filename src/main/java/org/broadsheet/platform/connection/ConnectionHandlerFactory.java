package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/** Creates one of the handlers that each connection of the server has from its first byte on. */
public interface ConnectionHandlerFactory {

    /**
     * The order of the handlers. What a client sends passes through them from the first to the last, and then Vert.x
     * parses it. A response passes through them from the last to the first.
     */
    enum Position {
        /** The first, because it counts what all others write. */
        UNSENT_RESPONSES,

        /** Before the queue, because a response from memory does not wait for a turn. */
        FAST_PATH,

        FAIR_QUEUE,

        /** The last, because it recognises the end of a request's headers by what Vert.x has parsed. */
        HEADER_DEADLINE
    }

    Position position();

    /** Whether connections get the handler at all. */
    default boolean isEnabled() {
        return true;
    }

    /** Creates the handler of one connection, on the thread that accepts connections. */
    ChannelHandler handlerOf(Channel connection);
}

package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;

/** Access to the connections of the server. Vert.x provides a connection only from its first request on. */
public final class Connections {

    /** The event of a handler that responds to a request itself, for the handlers behind it. */
    public static final Object REQUEST_RECEIVED = new Object();

    private Connections() {}

    /** Returns the connection of a request. */
    public static Channel of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /**
     * Prepares each connection that is accepted after this one, before its first byte is read.
     *
     * @param once marks a server that has been prepared; further calls with it do nothing
     * @param prepare runs on the thread that accepts connections
     */
    public static void prepareOthersLike(Channel connection, AttributeKey<Boolean> once, Consumer<Channel> prepare) {
        Channel listening = connection.parent();
        if (listening != null && listening.attr(once).setIfAbsent(true) == null) {
            listening.pipeline().addFirst(new Preparation(prepare));
        }
    }

    private static final class Preparation extends ChannelInboundHandlerAdapter {

        private final Consumer<Channel> prepare;

        Preparation(Consumer<Channel> prepare) {
            this.prepare = prepare;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            prepare.accept((Channel) accepted);
            context.fireChannelRead(accepted);
        }
    }
}

package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives each connection its handlers, before its first byte is read. Vert.x provides neither the socket that accepts
 * connections nor a new connection, so this class finds the socket among the channels of the event loop that accepts
 * them. A client that connects in the milliseconds before that keeps a connection without handlers, because a probe
 * that comes so early must get its response. In development mode, no connection gets handlers: code changes while it
 * runs, and connections would keep the old code.
 */
@ApplicationScoped
class ConnectionHandlers {

    private static final AttributeKey<Boolean> PREPARED = AttributeKey.valueOf(ConnectionHandlers.class, "prepared");

    private final List<ConnectionHandlerFactory> factories;
    private final HttpServer server;
    private final VertxInternal vertx;

    ConnectionHandlers(@All List<ConnectionHandlerFactory> factories, HttpServer server, Vertx vertx) {
        this.factories = factories.stream()
                .filter(ConnectionHandlerFactory::isEnabled)
                .sorted(Comparator.comparing(ConnectionHandlerFactory::position))
                .toList();
        this.server = server;
        this.vertx = (VertxInternal) vertx;
    }

    void prepare(@ObservesAsync HttpServerStart started) {
        prepareServers();
    }

    void prepare(@ObservesAsync HttpsServerStart started) {
        prepareServers();
    }

    void prepare(@ObservesAsync DomainSocketServerStart started) {
        prepareServers();
    }

    private void prepareServers() {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            return;
        }
        forEachChannel(vertx.getAcceptorEventLoopGroup(), channel -> {
            if (channel instanceof ServerChannel && isOfThisServer(channel) && prepareOnce(channel)) {
                channel.pipeline().addFirst(new Accepting());
            }
        });
    }

    /** The management interface has another port, and requests there do not pass through the handlers. */
    private boolean isOfThisServer(Channel listening) {
        return !(listening.localAddress() instanceof InetSocketAddress local)
                || local.getPort() == server.getPort()
                || local.getPort() == server.getSecurePort();
    }

    private static boolean prepareOnce(Channel channel) {
        return channel.attr(PREPARED).setIfAbsent(true) == null;
    }

    private static void forEachChannel(EventLoopGroup loops, Consumer<Channel> action) {
        for (EventExecutor loop : loops) {
            loop.execute(() ->
                    ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(action));
        }
    }

    /** Adds the handlers before Vert.x adds its own. */
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            factories.forEach(factory -> connection.pipeline().addLast(factory.handlerOf(connection)));
            context.fireChannelRead(accepted);
        }
    }
}

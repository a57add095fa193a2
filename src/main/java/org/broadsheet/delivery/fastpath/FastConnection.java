package org.broadsheet.delivery.fastpath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ByteProcessor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.broadsheet.platform.connection.Connections;
import org.broadsheet.platform.monitoring.RequestId;

/**
 * One connection: sends the response to known requests, and passes all others on to the framework.
 *
 * <p>A known request must begin where bytes arrive, while no earlier one waits for its response. That is only certain
 * if all earlier bytes are known, so the connection is watched from its first byte on. After anything
 * else than one whole {@code GET} at a time, the framework handles the connection until it is closed.
 */
final class FastConnection extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<FastConnection> OF_CHANNEL = AttributeKey.valueOf(FastConnection.class, "of");

    /** The idle timeout is a second or more. */
    private static final long RESTART_INTERVAL = Duration.ofMillis(500).toNanos();

    private static final byte[] GET = {'G', 'E', 'T', ' '};

    private final FastPath path;
    private final Channel channel;
    private final String host;
    private final int port;
    private int waiting;
    private boolean announced;
    private byte[] passed;
    private long restartedAt = System.nanoTime();

    FastConnection(FastPath path, Channel channel) {
        this.path = path;
        this.channel = channel;
        this.host = channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "-";
        this.port = channel.localAddress() instanceof InetSocketAddress local ? local.getPort() : -1;
        channel.attr(OF_CHANNEL).set(this);
    }

    /** @return null if the framework handles the connection */
    static FastConnection of(Channel channel) {
        return channel.attr(OF_CHANNEL).get();
    }

    /** Returns the address of the client. */
    String host() {
        return host;
    }

    /** Returns the port that the client connected to. */
    int port() {
        return port;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        long now = System.nanoTime();
        if (waiting == 0 && channel.isWritable() && path.respond(bytes, context, this, now)) {
            bytes.release();
            announce(context);
            restartIdleTimeout(now);
            return;
        }
        if (isOneRequest(bytes)) {
            waiting++;
            passed = waiting == 1 ? ByteBufUtil.getBytes(bytes) : null;
        } else {
            leave();
        }
        context.fireChannelRead(bytes);
    }

    /** Lets the framework handle the connection until it is closed. */
    void leave() {
        channel.attr(OF_CHANNEL).set(null);
        channel.pipeline().remove(this);
    }

    /** Notifies the handlers behind this one that the connection is in use. */
    private void announce(ChannelHandlerContext context) {
        if (!announced) {
            announced = true;
            context.fireUserEventTriggered(Connections.REQUEST_RECEIVED);
        }
    }

    /** Restarts the idle timeout, which only sees requests that reach Vert.x. */
    private void restartIdleTimeout(long now) {
        if (now - restartedAt > RESTART_INTERVAL) {
            restartedAt = now;
            IdleStateHandler idle = channel.pipeline().get(IdleStateHandler.class);
            if (idle != null) {
                idle.resetReadTimeout();
                idle.resetWriteTimeout();
            }
        }
    }

    /** Called after the response to a whole request that was passed on. */
    void responded(RoutingContext context) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> responded(context));
            return;
        }
        waiting--;
        if (passed != null && isPlainGet(context.request())) {
            path.remember(passed, context.request(), context.response());
        }
        passed = null;
    }

    /**
     * Checks that the request has no directive for the connection, and nothing that would change in the log or the
     * response of the next one.
     */
    private boolean isPlainGet(HttpServerRequest request) {
        List<String> connection = request.headers().getAll(HttpHeaders.CONNECTION);
        return request.method() == HttpMethod.GET
                && request.version() == HttpVersion.HTTP_1_1
                && (connection.isEmpty()
                        || connection.size() == 1 && connection.get(0).equalsIgnoreCase("keep-alive"))
                && !request.headers().contains(RequestId.HEADER)
                && isFrom(host, request.remoteAddress());
    }

    /** A proxy may have named another address. There is none if the client has disconnected meanwhile. */
    private static boolean isFrom(String host, SocketAddress address) {
        return address != null && host.equals(address.hostAddress());
    }

    /**
     * Checks whether there is one empty line, at the end. A line may lack its carriage return (RFC 9112, section 2.2).
     */
    private static boolean isOneRequest(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int line = bytes.readerIndex();
        if (!startsWithGet(bytes)) {
            return false;
        }
        while (true) {
            int feed = bytes.forEachByte(line, end - line, ByteProcessor.FIND_LF);
            if (feed < 0) {
                return false;
            }
            line = feed + 1;
            int content = line < end && bytes.getByte(line) == '\r' ? line + 1 : line;
            if (content < end && bytes.getByte(content) == '\n') {
                return content + 1 == end;
            }
        }
    }

    private static boolean startsWithGet(ByteBuf bytes) {
        if (bytes.readableBytes() < GET.length) {
            return false;
        }
        for (int i = 0; i < GET.length; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != GET[i]) {
                return false;
            }
        }
        return true;
    }
}

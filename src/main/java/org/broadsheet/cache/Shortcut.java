package org.broadsheet.cache;

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
import java.net.InetSocketAddress;
import java.time.Duration;
import org.broadsheet.http.RequestId;

/**
 * The way of one connection to the answers in memory, past everything that reads requests: a request whose bytes are all
 * the same as those of one that was read and answered from memory asks for the same again.
 *
 * <p>That a request begins where bytes come in, and no earlier one is still to be answered, is certain only if everything
 * that came before is known. So the connection is watched from its first byte on, and left to the framework for good as
 * soon as it sends anything else than a whole {@code GET} at a time.
 */
final class Shortcut extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<Shortcut> OF_CONNECTION = AttributeKey.valueOf(Shortcut.class, "of");

    /** The idle timeout is a second or more. */
    private static final long SIGN_OF_LIFE = Duration.ofMillis(500).toNanos();

    private static final byte[] GET = {'G', 'E', 'T', ' '};

    private final Shortcuts shortcuts;
    private final Channel connection;
    private final String host;
    private final int port;
    private int unanswered;
    private byte[] passed;
    private long shownLifeAt = System.nanoTime();

    Shortcut(Shortcuts shortcuts, Channel connection) {
        this.shortcuts = shortcuts;
        this.connection = connection;
        this.host = connection.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "-";
        this.port = connection.localAddress() instanceof InetSocketAddress local ? local.getPort() : -1;
        connection.attr(OF_CONNECTION).set(this);
    }

    /** @return null where the connection has none, or none any more */
    static Shortcut of(Channel connection) {
        return connection.attr(OF_CONNECTION).get();
    }

    /** The address of the other end. */
    String host() {
        return host;
    }

    /** That the client connected to. */
    int port() {
        return port;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        long now = System.nanoTime();
        if (unanswered == 0 && connection.isWritable() && shortcuts.answer(bytes, context, this, now)) {
            bytes.release();
            showLife(now);
            return;
        }
        if (isOneRequest(bytes)) {
            unanswered++;
            passed = unanswered == 1 ? ByteBufUtil.getBytes(bytes) : null;
        } else {
            connection.attr(OF_CONNECTION).set(null);
            context.pipeline().remove(this);
        }
        context.fireChannelRead(bytes);
    }

    /** Has the idle timeout begin anew, which only sees requests that reach Vert.x. */
    private void showLife(long now) {
        if (now - shownLifeAt > SIGN_OF_LIFE) {
            shownLifeAt = now;
            IdleStateHandler idle = connection.pipeline().get(IdleStateHandler.class);
            if (idle != null) {
                idle.resetReadTimeout();
                idle.resetWriteTimeout();
            }
        }
    }

    /** A request that was passed on has been answered from memory. It was a whole one. */
    void answered(HttpServerRequest request, Asked asked) {
        unanswered--;
        if (passed != null && asksForNothingElse(request)) {
            shortcuts.remember(passed, asked);
        }
        passed = null;
    }

    /** A request that was passed on has been answered by the framework, on any thread. It was a whole one. */
    void answeredByOthers() {
        connection.eventLoop().execute(() -> {
            unanswered--;
            passed = null;
        });
    }

    /** Nothing about the connection, and nothing of what the log or the answer would say of the next one. */
    private boolean asksForNothingElse(HttpServerRequest request) {
        String connection = request.getHeader(HttpHeaders.CONNECTION);
        return request.method() == HttpMethod.GET
                && request.version() == HttpVersion.HTTP_1_1
                && (connection == null || connection.equalsIgnoreCase("keep-alive"))
                && !request.headers().contains(RequestId.HEADER)
                && isFrom(host, request.remoteAddress());
    }

    /** A proxy may have said another address; there is none where the client has gone meanwhile. */
    private static boolean isFrom(String host, SocketAddress address) {
        return address != null && host.equals(address.hostAddress());
    }

    /** Whether there is one empty line, at the end. A line may lack its carriage return (RFC 9112, section 2.2). */
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

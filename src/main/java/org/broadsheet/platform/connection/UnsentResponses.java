package org.broadsheet.platform.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.PromiseNotifier;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bounds the memory of responses that clients do not read. Above the node's limit, the connection is closed whose
 * client has not received a byte for the longest time.
 */
@ApplicationScoped
class UnsentResponses implements ConnectionHandlerFactory {

    private static final int HEAP_DIVISOR = 8;

    /** Smaller messages fit into the operating system's buffers. */
    private static final int LARGE = 4 * 1024;

    private final long most;

    /**
     * By connection, in the order of the last progress, the oldest first. The key is the context of the connection's
     * handler, because closing from there bypasses Vert.x, which would send all responses before it closes.
     */
    private final Map<ChannelHandlerContext, Long> unsent = new LinkedHashMap<>();

    private long total;

    @Inject
    UnsentResponses(@ConfigProperty(name = "broadsheet.unsent-responses") Optional<MemorySize> most) {
        this(most.map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_DIVISOR));
    }

    UnsentResponses(long most) {
        this.most = most;
    }

    @Override
    public Position position() {
        return Position.UNSENT_RESPONSES;
    }

    @Override
    public ChannelHandler handlerOf(Channel connection) {
        return new Count();
    }

    /** Counts the written bytes of one connection. */
    final class Count extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            int length = message instanceof ByteBuf bytes && !isShared(bytes) ? bytes.readableBytes() : 0;
            if (length < LARGE) {
                context.write(message, promise);
                return;
            }
            add(context, length);
            ChannelProgressivePromise sent = context.newProgressivePromise();
            sent.addListener(new Progress(context, length));
            PromiseNotifier.cascade(sent, promise.unvoid());
            context.write(message, sent);
        }
    }

    /** Follows one message, which takes minutes to leave if it is large and its client slow. */
    private final class Progress implements ChannelProgressiveFutureListener {

        private final ChannelHandlerContext connection;
        private final int length;

        Progress(ChannelHandlerContext connection, int length) {
            this.connection = connection;
            this.length = length;
        }

        /** The message occupies its memory until it has left as a whole. */
        @Override
        public void operationProgressed(ChannelProgressiveFuture message, long progress, long total) {
            received(connection, 0);
        }

        @Override
        public void operationComplete(ChannelProgressiveFuture message) {
            received(connection, length);
        }
    }

    /** All recipients of a cached response share one direct buffer, which is not from the pool of the connections. */
    private static boolean isShared(ByteBuf bytes) {
        return bytes.isDirect() && bytes.alloc() instanceof UnpooledByteBufAllocator;
    }

    private synchronized void add(ChannelHandlerContext connection, long length) {
        unsent.merge(connection, length, Long::sum);
        total += length;
        while (total > most && unsent.size() > 1) {
            ChannelHandlerContext slowest = unsent.keySet().iterator().next();
            total -= unsent.remove(slowest);
            slowest.close();
        }
    }

    /**
     * The client has received something.
     *
     * @param freed bytes that need no memory any more
     */
    private synchronized void received(ChannelHandlerContext connection, long freed) {
        Long before = unsent.remove(connection);
        if (before != null) {
            total -= Math.min(before, freed);
            if (before > freed) {
                unsent.put(connection, before - freed);
            }
        }
    }
}

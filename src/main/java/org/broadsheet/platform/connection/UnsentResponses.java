package org.broadsheet.platform.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bounds the memory of responses that clients do not read. Above the node's limit, the connection is closed whose
 * client has not received anything for the longest time.
 */
@ApplicationScoped
class UnsentResponses {

    private static final int SHARE_OF_HEAP = 8;

    /** Smaller messages fit into the operating system's buffers. */
    private static final int LARGE = 4 * 1024;

    private static final AttributeKey<Boolean> PREPARED = AttributeKey.valueOf(UnsentResponses.class, "prepared");

    private final long most;

    /** By connection, in the order of the last progress, the oldest first. */
    private final Map<Channel, Long> unsent = new LinkedHashMap<>();

    private long total;

    UnsentResponses(@ConfigProperty(name = "broadsheet.unsent-responses") Optional<MemorySize> most) {
        this(most.map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    UnsentResponses(long most) {
        this.most = most;
    }

    void register(@Observes Router router) {
        RequestHandlerOrder.UNSENT_RESPONSES.route(router).handler(context -> {
            Channel connection = Connections.of(context.request());
            Connections.prepareOthersLike(
                    connection, PREPARED, other -> other.pipeline().addFirst(new Count()));
            context.next();
        });
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
            add(context.channel(), length);
            context.write(message, promise.unvoid().addListener(sent -> remove(context.channel(), length)));
        }
    }

    /** All recipients of a cached response share one buffer, which is outside of the heap. */
    private static boolean isShared(ByteBuf bytes) {
        return bytes.isDirect();
    }

    private synchronized void add(Channel connection, long length) {
        unsent.merge(connection, length, Long::sum);
        total += length;
        while (total > most && unsent.size() > 1) {
            Channel slowest = unsent.keySet().iterator().next();
            total -= unsent.remove(slowest);
            slowest.close();
        }
    }

    private synchronized void remove(Channel connection, long length) {
        Long before = unsent.remove(connection);
        if (before != null) {
            total -= Math.min(before, length);
            if (before > length) {
                unsent.put(connection, before - length);
            }
        }
    }
}

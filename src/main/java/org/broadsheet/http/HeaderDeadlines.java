package org.broadsheet.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Closes connections whose client has begun a request and does not finish its headers in time. The idle timeout
 * does not close one that sends an octet now and then.
 */
@ApplicationScoped
class HeaderDeadlines {

    /** Before the request is looked at: its headers are there. */
    private static final int FIRST = -2_500;

    private static final AttributeKey<Boolean> PREPARED = AttributeKey.valueOf(HeaderDeadlines.class, "prepared");

    private static final AttributeKey<HeaderDeadline> OF_CONNECTION = AttributeKey.valueOf(HeaderDeadlines.class, "of");

    private final Duration limit;

    HeaderDeadlines(@ConfigProperty(name = "broadsheet.header-timeout", defaultValue = "10S") Duration limit) {
        this.limit = limit;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::headersAreThere);
    }

    private void headersAreThere(RoutingContext context) {
        Channel connection = Connections.of(context.request());
        Connections.prepareOthersLike(connection, PREPARED, this::prepare);
        HeaderDeadline deadline = connection.attr(OF_CONNECTION).get();
        if (deadline != null) {
            deadline.requestBegins();
            context.addEndHandler(ended -> deadline.requestEnds());
        }
        context.next();
    }

    /** Behind what responds from memory, which takes whole requests only, and before what reads requests. */
    private void prepare(Channel connection) {
        connection.pipeline().addLast(new HeaderDeadline(connection));
    }

    /** Of one connection. Bytes come in, and requests begin, on its event loop. */
    private final class HeaderDeadline extends ChannelInboundHandlerAdapter {

        private final Channel connection;
        private final AtomicInteger underWay = new AtomicInteger();
        private int begun;
        private ScheduledFuture<?> closing;

        HeaderDeadline(Channel connection) {
            this.connection = connection;
            connection.attr(OF_CONNECTION).set(this);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            int before = begun;
            context.fireChannelRead(bytes);
            if (begun == before && underWay.get() == 0 && closing == null) {
                closing =
                        context.executor().schedule(() -> connection.close(), limit.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        void requestBegins() {
            begun++;
            underWay.incrementAndGet();
            cancel();
        }

        /** On any thread. */
        void requestEnds() {
            underWay.decrementAndGet();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            cancel();
            context.fireChannelInactive();
        }

        private void cancel() {
            if (closing != null) {
                closing.cancel(false);
                closing = null;
            }
        }
    }
}

package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Queue;
import org.broadsheet.platform.connection.ReadPauses.Reason;
import org.broadsheet.platform.http.RequestHandlerOrder;

/**
 * Delays further requests of one connection while its client has not received the responses to others. Vert.x would
 * read on, and hold all requests and responses in memory.
 */
@ApplicationScoped
class Pipelining {

    private static final int MOST = 4;

    /** The most messages that arrive before reading stops: some thousand requests, of one or two messages each. */
    private static final int MOST_WAITING = 20_000;

    /** The name that Vert.x gives its own handler. */
    private static final String SERVER = "handler";

    private static final String LIMIT = "pipelining";

    void register(@Observes Router router) {
        RequestHandlerOrder.PIPELINING.route(router).handler(context -> {
            Channel connection = Connections.of(context.request());
            if (connection.pipeline().get(LIMIT) == null
                    && connection.pipeline().get(SERVER) != null) {
                connection.pipeline().addBefore(SERVER, LIMIT, new Limit());
            }
            context.next();
        });
    }

    /** The limit of one connection, from its first request on. */
    static final class Limit extends ChannelDuplexHandler {

        private final Queue<Object> waiting = new ArrayDeque<>();
        private int underWay = 1;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (waiting.isEmpty() && maySend(message)) {
                send(context, message);
            } else if (waiting.size() < MOST_WAITING) {
                waiting.add(message);
                ReadPauses.of(context.channel()).pause(Reason.WAITING_REQUESTS);
            } else {
                ReferenceCountUtil.release(message);
                context.close();
            }
        }

        private boolean maySend(Object message) {
            return underWay < MOST || !(message instanceof HttpRequest);
        }

        private void send(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                underWay++;
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            context.write(message, isEndOfResponse(message) ? counted(context, promise) : promise);
        }

        /** Vert.x also writes {@code 100 Continue} as one whole message, but the response is still to come. */
        private static boolean isEndOfResponse(Object message) {
            boolean isInterim = message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            return message instanceof LastHttpContent && !isInterim;
        }

        /** A response counts until its client has received it. */
        private ChannelPromise counted(ChannelHandlerContext context, ChannelPromise promise) {
            return promise.unvoid().addListener(written -> {
                underWay--;
                if (!waiting.isEmpty()) {
                    context.executor().execute(() -> sendWaiting(context));
                }
            });
        }

        private void sendWaiting(ChannelHandlerContext context) {
            while (!waiting.isEmpty() && maySend(waiting.peek()) && !context.isRemoved()) {
                Object next = waiting.remove();
                if (waiting.isEmpty()) {
                    ReadPauses.of(context.channel()).resume(Reason.WAITING_REQUESTS);
                }
                send(context, next);
            }
            context.fireChannelReadComplete();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            waiting.forEach(ReferenceCountUtil::release);
            waiting.clear();
            context.fireChannelInactive();
        }
    }
}

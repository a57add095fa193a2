package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.scheduling.StartupOrder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Closes connections whose client does not finish the headers of a request in time. For the first request, the time
 * begins when the connection is accepted; for others, with their first octet. The idle timeout does not close a
 * connection that sends an octet now and then. Where too many connections have not sent a first request, the oldest of
 * these is closed for a new one.
 */
@ApplicationScoped
class HeaderDeadlines implements ConnectionHandlerFactory {

    private static final AttributeKey<HeaderDeadline> OF_CONNECTION = AttributeKey.valueOf(HeaderDeadlines.class, "of");

    private final Duration limit;
    private final int mostSilent;

    /** The connections without a first request, the oldest first. */
    private final Set<Channel> silent = new LinkedHashSet<>();

    HeaderDeadlines(
            @ConfigProperty(name = "broadsheet.header-timeout", defaultValue = "10S") Duration limit,
            @ConfigProperty(name = "broadsheet.max-silent-connections", defaultValue = "5000") int mostSilent) {
        this.limit = limit;
        this.mostSilent = mostSilent;
    }

    void check(@Observes @Priority(StartupOrder.SETTINGS) StartupEvent event) {
        if (limit.isZero() || limit.isNegative()) {
            throw new ConfigurationException("BROADSHEET_HEADER_TIMEOUT must be longer than 0");
        }
        if (mostSilent < 1) {
            throw new ConfigurationException("BROADSHEET_MAX_SILENT_CONNECTIONS must be at least 1");
        }
    }

    void register(@Observes Router router) {
        RequestHandlerOrder.HEADER_DEADLINES.route(router).handler(this::headersAreThere);
    }

    private void headersAreThere(RoutingContext context) {
        Channel connection = Connections.of(context.request());
        HeaderDeadline deadline = connection.attr(OF_CONNECTION).get();
        if (deadline != null) {
            deadline.requestBegins();
            context.addEndHandler(ended -> deadline.requestEnds());
        }
        context.next();
    }

    @Override
    public Position position() {
        return Position.HEADER_DEADLINE;
    }

    @Override
    public ChannelHandler handlerOf(Channel connection) {
        return new HeaderDeadline(connection);
    }

    private void add(Channel connection) {
        synchronized (silent) {
            silent.add(connection);
            if (silent.size() > mostSilent) {
                Channel oldest = silent.iterator().next();
                silent.remove(oldest);
                oldest.close();
            }
        }
    }

    private void remove(Channel connection) {
        synchronized (silent) {
            silent.remove(connection);
        }
    }

    /** The deadline of one connection. Bytes arrive, and requests begin, on its event loop. */
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
        public void handlerAdded(ChannelHandlerContext context) {
            add(connection);
            begin(context);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            int before = begun;
            context.fireChannelRead(bytes);
            if (begun == before && underWay.get() == 0 && closing == null) {
                begin(context);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == Connections.REQUEST_RECEIVED) {
                received();
            } else {
                context.fireUserEventTriggered(event);
            }
        }

        private void begin(ChannelHandlerContext context) {
            closing = context.executor().schedule(() -> expire(context), limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** The client may have sent everything, while its bytes or requests wait. */
        private void expire(ChannelHandlerContext context) {
            if (ReadPauses.of(connection).isPaused()) {
                begin(context);
            } else {
                connection.close();
            }
        }

        void requestBegins() {
            underWay.incrementAndGet();
            received();
        }

        private void received() {
            if (begun == 0) {
                remove(connection);
            }
            begun++;
            cancel();
        }

        /** Called on any thread. */
        void requestEnds() {
            underWay.decrementAndGet();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            remove(connection);
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

package org.broadsheet.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import org.broadsheet.http.AccessLog;
import org.broadsheet.http.Exchange;
import org.broadsheet.http.RequestId;
import org.broadsheet.http.RequestTimings;

/** Answers from memory what was asked before in the same bytes. */
@Singleton
class Shortcuts {

    private static final AttributeKey<Boolean> GIVEN = AttributeKey.valueOf(Shortcuts.class, "given");

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestId.HEADER);

    /** The usual size of an answer's headers; more of them take longer to write. */
    private static final int HEADERS = 2_048;

    private final ResponseCache cache;
    private final Invalidation invalidation;
    private final AccessLog log;
    private final RequestTimings timings;

    Shortcuts(ResponseCache cache, Invalidation invalidation, AccessLog log, RequestTimings timings) {
        this.cache = cache;
        this.invalidation = invalidation;
        this.log = log;
        this.timings = timings;
    }

    /**
     * The shortcut of the connection that a request came by; null if it has none. Connections that come in after the first
     * one that is looked at here have one, until they turn to HTTP/2.
     */
    Shortcut of(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return null;
        }
        Channel connection = ((ConnectionBase) request.connection()).channel();
        // Where code is changed as it runs, what remembers the old code would go on answering.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            giveToOthersLike(connection);
        }
        return Shortcut.of(connection);
    }

    private void giveToOthersLike(Channel connection) {
        Channel listening = connection.parent();
        if (listening != null && listening.attr(GIVEN).setIfAbsent(true) == null) {
            listening.pipeline().addFirst(new Giver());
        }
    }

    private final class Giver extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            connection.pipeline().addFirst(new Shortcut(Shortcuts.this, connection));
            context.fireChannelRead(accepted);
        }
    }

    void remember(byte[] request, Asked asked) {
        cache.remember(Unpooled.wrappedBuffer(request), asked);
    }

    /**
     * Answers a request, if it was asked before.
     *
     * @param started by {@link System#nanoTime}
     * @return whether it was answered
     */
    boolean answer(ByteBuf request, ChannelHandlerContext context, Shortcut shortcut, long started) {
        Asked asked = cache.askedBy(request);
        if (asked == null || invalidation.behind() >= CacheFilter.NOTICEABLE) {
            return false;
        }
        Answer answer = cache.find(asked.key());
        if (answer == null || !answer.isOk() || !answer.has(asked.coding())) {
            return false;
        }
        String id = RequestId.fresh();
        Answer.Sent sent = answer.to(asked.coding(), asked.validators());
        Form content = sent.content();
        send(sent, content, asked, id, context);
        Exchange exchange = new Exchange(
                shortcut.host(),
                "GET",
                asked.path(),
                "HTTP/1.1",
                sent.status(),
                content == null ? 0 : content.length(),
                System.nanoTime() - started,
                id);
        log.add(exchange);
        timings.add(exchange, answer.template(), shortcut.port());
        return true;
    }

    private static void send(Answer.Sent sent, Form content, Asked asked, String id, ChannelHandlerContext context) {
        ByteBuf bytes = context.alloc().ioBuffer(HEADERS);
        ResponseHead head = new ResponseHead(bytes);
        head.status(sent.status());
        head.header(REQUEST_ID, id);
        asked.others().forEach(header -> head.header(header.name(), header.value()));
        sent.headers(head::header);
        head.header(CacheFilter.AGE, CacheFilter.ZERO);
        head.header(CacheFilter.CACHE_STATUS, CacheFilter.HIT);
        if (content == null) {
            head.end();
            context.writeAndFlush(bytes, context.voidPromise());
        } else {
            head.header(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()));
            head.end();
            context.write(bytes, context.voidPromise());
            context.writeAndFlush(content.toWrite(), context.voidPromise());
        }
    }
}

package org.broadsheet.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.broadsheet.http.AccessLog;
import org.broadsheet.http.Connections;
import org.broadsheet.http.Exchange;
import org.broadsheet.http.RequestId;
import org.broadsheet.http.RequestTimings;
import org.broadsheet.http.ResponseDate;

/** Answers from memory what was asked before in the same bytes. */
@Singleton
class Shortcuts {

    private static final AttributeKey<Boolean> PREPARED = AttributeKey.valueOf(Shortcuts.class, "prepared");

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
     * one that is looked at here have one.
     */
    Shortcut of(HttpServerRequest request) {
        Channel connection = Connections.of(request);
        // Where code is changed as it runs, what remembers the old code would go on answering.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            Connections.prepareOthersLike(
                    connection, PREPARED, other -> other.pipeline().addFirst(new Shortcut(this, other)));
        }
        return Shortcut.of(connection);
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
        head.header(HttpHeaders.DATE, ResponseDate.now());
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

package org.broadsheet.delivery.fastpath;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.broadsheet.delivery.cache.CachedResponse;
import org.broadsheet.delivery.cache.CachedResponses;
import org.broadsheet.delivery.cache.ContentCoding;
import org.broadsheet.delivery.cache.Preconditions;
import org.broadsheet.delivery.cache.Validators;
import org.broadsheet.platform.connection.ConnectionHandlerFactory;
import org.broadsheet.platform.connection.Connections;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.http.ResponseDate;
import org.broadsheet.platform.monitoring.AccessLog;
import org.broadsheet.platform.monitoring.LoggedRequest;
import org.broadsheet.platform.monitoring.RequestId;
import org.broadsheet.platform.monitoring.RequestTimings;
import org.broadsheet.platform.operation.CanonicalRequest;
import org.broadsheet.platform.operation.Operations;

/** Recognises requests by their bytes, and sends the cached responses to them. */
@Singleton
class FastPath implements ConnectionHandlerFactory {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestId.HEADER);

    /** The usual size of the headers of a response; larger ones take longer to write. */
    private static final int HEADERS = 2_048;

    /** The size of an entry besides its key and value, in bytes. */
    private static final int OVERHEAD = 200;

    private final FastPathConfig config;
    private final CachedResponses responses;
    private final Operations operations;
    private final AccessLog log;
    private final RequestTimings timings;
    private final Cache<ByteBuf, KnownRequest> requests;

    FastPath(
            FastPathConfig config,
            CachedResponses responses,
            Operations operations,
            AccessLog log,
            RequestTimings timings) {
        this.config = config;
        this.responses = responses;
        this.operations = operations;
        this.log = log;
        this.timings = timings;
        this.requests = Caffeine.newBuilder()
                .maximumWeight(config.size().asLongValue())
                .weigher((ByteBuf request, KnownRequest known) -> OVERHEAD + request.readableBytes() + known.weight())
                .build();
    }

    void install(@Observes Router router) {
        if (isEnabled()) {
            RequestHandlerOrder.FAST_PATH.route(router).handler(this::watch);
        }
    }

    @Override
    public boolean isEnabled() {
        return config.enabled();
    }

    @Override
    public Position position() {
        return Position.FAST_PATH;
    }

    @Override
    public ChannelHandler handlerOf(Channel connection) {
        return new FastConnection(this, connection);
    }

    private void watch(RoutingContext context) {
        Channel channel = Connections.of(context.request());
        FastConnection connection = FastConnection.of(channel);
        if (connection != null && hasContent(context.request())) {
            // Content may look like a request.
            connection.leave();
        } else if (connection != null) {
            context.addEndHandler(ended -> connection.responded(context));
        }
        context.next();
    }

    private static boolean hasContent(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /**
     * Remembers a request if its response came from the cache. One with preconditions is rare, and would have to be
     * evaluated each time.
     *
     * @param bytes of the whole request
     */
    void remember(byte[] bytes, HttpServerRequest request, HttpServerResponse sent) {
        if (!CachedResponse.HIT.toString().equals(sent.headers().get("Cache-Status")) || Preconditions.areIn(request)) {
            return;
        }
        ContentCoding coding = ContentCoding.preferred(request);
        Validators validators = Validators.of(request);
        CanonicalRequest.of(request.uri(), operations).ifPresent(canonical -> {
            CachedResponse response = responses.find(canonical.target(), coding, validators);
            if (response != null && isSame(response, sent)) {
                requests.put(
                        Unpooled.wrappedBuffer(bytes),
                        new KnownRequest(
                                canonical.target(), request.path(), coding, validators, others(sent, response)));
            }
        });
    }

    /** The response may have been replaced since it was sent. */
    private static boolean isSame(CachedResponse response, HttpServerResponse sent) {
        AtomicBoolean same = new AtomicBoolean();
        response.headers((name, value) -> {
            if (AsciiString.contentEqualsIgnoreCase(name, "ETag")) {
                same.set(value.toString().equals(sent.headers().get("ETag")));
            }
        });
        return same.get() && response.status() == sent.getStatusCode();
    }

    boolean knows(ByteBuf request) {
        return requests.getIfPresent(request) != null;
    }

    /** Returns the headers that neither the cache nor this class adds. {@code Vary} has lines of both. */
    private static List<Header> others(HttpServerResponse sent, CachedResponse response) {
        Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers((name, value) -> own.put(name.toString(), value.toString()));
        own.put(RequestId.HEADER, "");
        own.put(HttpHeaders.DATE.toString(), "");
        own.put(HttpHeaders.CONTENT_LENGTH.toString(), "");
        return sent.headers().entries().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Vary")
                        ? !header.getValue().equals(own.get("Vary"))
                        : !own.containsKey(header.getKey()))
                .map(header -> new Header(
                        HttpHeaders.createOptimized(header.getKey()), HttpHeaders.createOptimized(header.getValue())))
                .toList();
    }

    /**
     * Sends the response to a known request.
     *
     * @param started by {@link System#nanoTime}
     * @return whether it was sent
     */
    boolean respond(ByteBuf request, ChannelHandlerContext context, FastConnection connection, long started) {
        KnownRequest known = requests.getIfPresent(request);
        CachedResponse response =
                known == null ? null : responses.find(known.target(), known.coding(), known.validators());
        if (response == null) {
            return false;
        }
        String id = RequestId.fresh();
        ByteBuf content = response.content();
        int length = content == null ? 0 : content.readableBytes();
        send(response, content, known, id, context);
        LoggedRequest logged = new LoggedRequest(
                connection.host(),
                "GET",
                known.path(),
                "HTTP/1.1",
                response.status(),
                length,
                System.nanoTime() - started,
                id);
        log.add(logged);
        timings.add(logged, response.template(), connection.port());
        return true;
    }

    private static void send(
            CachedResponse response, ByteBuf content, KnownRequest known, String id, ChannelHandlerContext context) {
        ByteBuf bytes = context.alloc().ioBuffer(HEADERS);
        ResponseHead head = new ResponseHead(bytes);
        head.status(response.status());
        head.header(HttpHeaders.DATE, ResponseDate.now());
        head.header(REQUEST_ID, id);
        known.others().forEach(header -> head.header(header.name(), header.value()));
        response.headers(head::header);
        if (content == null) {
            head.end();
            context.writeAndFlush(bytes, context.voidPromise());
        } else {
            head.header(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.readableBytes()));
            head.end();
            context.write(bytes, context.voidPromise());
            context.writeAndFlush(content, context.voidPromise());
        }
    }
}

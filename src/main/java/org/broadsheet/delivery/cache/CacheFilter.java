package org.broadsheet.delivery.cache;

import io.netty.util.AsciiString;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.operation.CanonicalRequest;
import org.broadsheet.platform.operation.Operations;
import org.broadsheet.platform.problem.ProblemException;

/**
 * Sends cached responses on the thread that reads the request. Equal concurrent requests share one computation of a response
 * that is not cached, and {@link DeliveryResponseFilter} caches it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9211">RFC 9211, The Cache-Status HTTP Response Header Field</a>
 */
@ApplicationScoped
class CacheFilter {

    /** The key under which Quarkus's metrics find the label of a request. */
    private static final String TEMPLATE = "UrlPathTemplate";

    /** If this node has not read the log for longer, the headers say that a cached response may be stale. */
    static final long NOTICEABLE = Duration.ofSeconds(2).toNanos();

    private static final List<String> ANYTHING = List.of("*/*");

    /** The media type of delivery, and the ranges that include it. */
    private static final Set<String> JSON = Set.of("application/json", "application/*", "*/*");

    private static final Pattern MEDIA_RANGE =
            Pattern.compile("[ \\t]*(?<type>[A-Za-z0-9!#$&^_.+*-]+/[A-Za-z0-9!#$&^_.+*-]+)"
                    + "(?:[ \\t]*;[ \\t]*q=(?<quality>0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?[ \\t]*");

    private static final Predicate<String> QUALITY_ABOVE_ZERO =
            Pattern.compile("[1-9]").asPredicate();

    /** How many times a request waits for the computation of another before it has its own. */
    private static final int MAX_ATTEMPTS = 3;

    private static final CharSequence COLLAPSED = HttpHeaders.createOptimized("Broadsheet; fwd=uri-miss; collapsed");

    private final CacheConfig config;
    private final ResponseCache cache;
    private final Invalidation invalidation;
    private final Operations operations;
    private final long most;

    CacheFilter(CacheConfig config, ResponseCache cache, Invalidation invalidation, Operations operations) {
        this.config = config;
        this.cache = cache;
        this.invalidation = invalidation;
        this.operations = operations;
        this.most = config.maxBehind().toNanos();
    }

    void register(@Observes Router router) {
        if (config.enabled()) {
            RequestHandlerOrder.RESPONSE_CACHE.route(router).handler(this::handle);
        }
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isReading(request) && isWithoutContent(request) && mayBeCached(request)) {
            respond(context, CachedResponse.HIT, 0);
        } else {
            context.next();
        }
    }

    private static boolean mayBeCached(HttpServerRequest request) {
        return Surface.of(request.uri()) == Surface.DELIVERY
                && takesJson(request.headers().getAll(HttpHeaders.ACCEPT));
    }

    private static boolean isReading(HttpServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }

    private static boolean isWithoutContent(HttpServerRequest request) {
        return !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && isEmpty(request.getHeader(HttpHeaders.CONTENT_LENGTH));
    }

    /** Some clients send {@code Content-Length: 0}. */
    private static boolean isEmpty(String contentLength) {
        return contentLength == null || contentLength.equals("0");
    }

    /** Returns false also if the header cannot be parsed, so that the framework evaluates it. */
    private static boolean takesJson(List<String> accepted) {
        if (accepted.isEmpty() || accepted.equals(ANYTHING)) {
            return true;
        }
        boolean takes = false;
        for (String range : String.join(",", accepted).split(",", -1)) {
            Matcher read = MEDIA_RANGE.matcher(range);
            if (!read.matches()) {
                return false;
            }
            boolean isWanted = read.group("quality") == null || QUALITY_ABOVE_ZERO.test(read.group("quality"));
            boolean isOfJson = JSON.contains(read.group("type"));
            if (isOfJson && !isWanted) {
                return false;
            }
            takes |= isOfJson;
        }
        return takes;
    }

    /** @param status the {@code Cache-Status} of a response that is cached */
    private void respond(RoutingContext context, CharSequence status, int attempt) {
        CanonicalRequest meaning = meaning(context.request().uri());
        if (meaning == null) {
            context.next();
            return;
        }
        long behind = invalidation.behind();
        StoredResponse stored = behind <= most ? cache.find(meaning.target()) : null;
        if (stored == null) {
            compute(context, meaning, attempt);
            return;
        }
        ContentCoding coding = ContentCoding.preferred(context.request());
        if (stored.has(coding)) {
            send(context, stored, coding, status, behind);
        } else {
            // The response is looked up again afterwards, because it may have been evicted meanwhile.
            compress(context, stored, coding, meaning.target(), () -> respond(context, status, attempt));
        }
    }

    private void compress(
            RoutingContext context, StoredResponse stored, ContentCoding coding, String key, Runnable then) {
        Context thread = Vertx.currentContext();
        cache.compress(key, stored, coding)
                .whenComplete((compressed, failure) -> thread.runOnContext(now -> {
                    if (failure == null) {
                        runOrFail(context, then);
                    } else {
                        context.fail(failure);
                    }
                }));
    }

    /** Fails the request if the action throws an exception, because Vert.x does so only in its own handlers. */
    private static void runOrFail(RoutingContext context, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }

    /** Returns the canonical request of a target; null if the framework must parse the target. */
    private CanonicalRequest meaning(String target) {
        CanonicalRequest known = cache.meaningOf(target);
        if (known != null) {
            return known;
        }
        Optional<CanonicalRequest> found = CanonicalRequest.of(target, operations);
        found.ifPresent(meaning -> cache.remember(target, meaning));
        return found.orElse(null);
    }

    private void send(
            RoutingContext context, StoredResponse stored, ContentCoding coding, CharSequence status, long behind) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        ((HttpServerRequestInternal) request).context().putLocal(TEMPLATE, stored.template());
        Optional<ProblemException> unmet = stored.unmet(Preconditions.of(request), coding);
        if (unmet.isPresent()) {
            response.headers().add(HttpHeaders.VARY, "Accept-Encoding").set(StoredResponse.CACHE_STATUS, status);
            context.fail(unmet.get());
            return;
        }
        StoredResponse.Selected sent = stored.to(coding, Validators.of(request));
        sent.own((name, value) -> {
            if (AsciiString.contentEqualsIgnoreCase(HttpHeaders.VARY, name)) {
                // CORS may have said that the response varies by origin.
                response.headers().add(name, value);
            } else {
                response.headers().set(name, value);
            }
        });
        if (behind < NOTICEABLE) {
            response.headers().set(StoredResponse.AGE, StoredResponse.ZERO).set(StoredResponse.CACHE_STATUS, status);
        } else {
            long seconds = Duration.ofNanos(behind).toSeconds();
            response.headers()
                    .set(StoredResponse.AGE, String.valueOf(seconds))
                    .set(StoredResponse.CACHE_STATUS, status + "; ttl=-" + seconds + "; detail=database-unreachable");
        }
        response.setStatusCode(sent.status());
        EncodedContent content = sent.encoded();
        if (content == null) {
            response.end();
        } else if (request.method() == HttpMethod.HEAD) {
            response.headers().set(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()));
            response.end();
        } else {
            response.end(content.toSend());
        }
    }

    /** Has the response computed, or waits for the computation that is under way. */
    private void compute(RoutingContext context, CanonicalRequest meaning, int attempt) {
        if (attempt >= MAX_ATTEMPTS) {
            context.next();
            return;
        }
        SharedComputation own = new SharedComputation(meaning);
        SharedComputation computation = cache.join(own);
        if (computation == own) {
            context.put(SharedComputation.class.getName(), computation);
            context.addEndHandler(ended -> cache.abandon(computation));
            context.next();
        } else {
            Context thread = Vertx.currentContext();
            computation.whenComplete(result ->
                    thread.runOnContext(now -> runOrFail(context, () -> respond(context, COLLAPSED, attempt + 1))));
        }
    }
}

package org.broadsheet.identity.requestbody;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.broadsheet.identity.access.Caller;
import org.broadsheet.platform.connection.RequestEnd;
import org.broadsheet.platform.connection.Shares;
import org.broadsheet.platform.connection.Shares.Outcome;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.http.LastResponse;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.operation.Operations;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads the content of a request on the event loop, before the request occupies a worker thread: a slow sender holds
 * memory, but no thread. It reads the content only of callers who have the scope. It limits the requests that
 * one caller may be sending at a time, and the bytes that a node holds.
 */
@ApplicationScoped
class RequestBodies {

    private static final Pattern FORM =
            Pattern.compile("(?i)\\s*(?:multipart/form-data|application/x-www-form-urlencoded)");

    private static final String SENDING = RequestBodies.class.getName();

    /** Prevents Quarkus from responding by itself, in another format than the resources. */
    private static final BiConsumer<RoutingContext, Throwable> LEFT_TO_RESOURCE = (context, failure) -> {};

    private static final int HEAP_DIVISOR = 8;

    private final BodyConfig config;
    private final BodyHandler reader;
    private final Operations operations;
    private final long largest;
    private final Shares<Actor> slots;
    private final Shares<Actor> memory;

    RequestBodies(
            BodyConfig config,
            Operations operations,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.config = config;
        this.operations = operations;
        this.largest = largest.asLongValue();
        this.slots = new Shares<>(Long.MAX_VALUE, config.concurrent());
        long bytes = config.memory()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
        this.memory = new Shares<>(bytes, bytes / 2);
        this.reader = BodyHandler.create(false).setBodyLimit(this.largest);
    }

    void register(@Observes Router router) {
        RequestHandlerOrder.REQUEST_BODIES
                .place(router.route(Surface.EDITORIAL.path("*")))
                .handler(this::receive)
                .handler(RequestBodies::received);
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!hasContent(request)) {
            context.next();
            return;
        }
        request.pause();
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, LEFT_TO_RESOURCE);
        Context loop = context.vertx().getOrCreateContext();
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .emitOn(next -> loop.runOnContext(nothing -> next.run()))
                .subscribe()
                .with(identity -> receive(context, identity), failure -> leaveToResource(context));
    }

    private static boolean hasContent(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || !"0".equals(request.headers().get(HttpHeaders.CONTENT_LENGTH))
                        && request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    /** Vert.x would decode a form, and never finish with a malformed one. */
    private static boolean isForm(HttpServerRequest request) {
        String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && FORM.matcher(type).lookingAt();
    }

    private void receive(RoutingContext context, SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous() || !mayCall(identity, context.request())) {
            leaveToResource(context);
            return;
        }
        if (isForm(context.request())) {
            reject(context, ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The content must be JSON."));
            return;
        }
        Actor caller = Caller.of(identity);
        if (slots.take(caller, 1) != Outcome.TAKEN) {
            rejectForNow(
                    context,
                    ProblemType.TOO_MANY_REQUESTS,
                    "The caller already has " + config.concurrent() + " request bodies in transit.");
            return;
        }
        long bytes = bytes(context.request());
        Outcome held = memory.take(caller, bytes);
        if (held != Outcome.TAKEN) {
            slots.release(caller, 1);
            if (held == Outcome.CLIENT_HAS_ITS_SHARE) {
                rejectForNow(
                        context,
                        ProblemType.TOO_MANY_REQUESTS,
                        "The request bodies that the caller has in transit exceed its share of memory.");
            } else {
                rejectForNow(context, ProblemType.UNAVAILABLE, "The node has no memory left for request bodies.");
            }
            return;
        }
        Sending sending = new Sending(context, caller);
        context.put(SENDING, sending);
        RequestEnd.whenEnded(context, () -> {
            memory.release(caller, bytes);
            sending.end();
        });
        reader.handle(context);
        // Otherwise Vert.x logs a disconnected client as an unexpected failure.
        context.request().exceptionHandler(gone -> context.fail(ProblemType.MALFORMED_REQUEST.status(), gone));
        context.request().resume();
    }

    /** Passes the request to the resource, which rejects the caller and does not read the content. */
    private static void leaveToResource(RoutingContext context) {
        context.request().resume();
        context.next();
    }

    private static void received(RoutingContext context) {
        Sending sending = context.remove(SENDING);
        if (sending != null) {
            sending.end();
            if (context.body().buffer() == null) {
                // The resource would wait for content of unknown length, although there is none.
                ((RoutingContextInternal) context).setBody(Buffer.buffer());
            }
        }
        context.next();
    }

    /** If a path may belong to several operations, or is not canonical, the resource decides. */
    private boolean mayCall(SecurityIdentity identity, HttpServerRequest request) {
        List<List<String>> required = operations.scopes(request.method().name(), request.path());
        return required.isEmpty()
                || required.stream().anyMatch(each -> identity.getRoles().containsAll(each));
    }

    /** Content above the size limit is rejected without being held in memory. */
    private long bytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? largest : Math.min(largest, Long.parseLong(length));
    }

    private static void rejectForNow(RoutingContext context, ProblemType type, String detail) {
        reject(context, ProblemException.of(type, detail).withHeader("Retry-After", "1"));
    }

    private static void reject(RoutingContext context, ProblemException problem) {
        // The rest of the content is not read, so the connection cannot be used for another request.
        LastResponse.closeAfter(context);
        context.fail(problem.type().status(), problem);
    }

    /** A request whose content is arriving. */
    private final class Sending {

        private final Actor caller;
        private final ContentDeadline deadline;
        private boolean ended;

        Sending(RoutingContext context, Actor caller) {
            this.caller = caller;
            this.deadline = new ContentDeadline(config, context, detail -> {
                end();
                context.request().handler(null).endHandler(null).exceptionHandler(null);
                reject(context, ProblemException.of(ProblemType.REQUEST_TIMEOUT, detail));
            });
        }

        void end() {
            if (!ended) {
                ended = true;
                deadline.cancel();
                slots.release(caller, 1);
            }
        }
    }
}

package org.broadsheet.access;

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
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.broadsheet.problem.LastResponse;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads the content of a request on the event loop, before the request takes a worker thread: a slow sender holds memory,
 * and no thread. Only the content of authenticated callers is read, and each may send a limited number at a time.
 */
@ApplicationScoped
class RequestBodies {

    /** After Quarkus has prepared authentication, before the resources. */
    private static final int AFTER_AUTHENTICATION = -50;

    private static final Pattern FORM =
            Pattern.compile("(?i)\\s*(?:multipart/form-data|application/x-www-form-urlencoded)");

    private static final String SENDING = RequestBodies.class.getName();

    /** Quarkus would respond by itself, in another form than the resources do. */
    private static final BiConsumer<RoutingContext, Throwable> LEFT_TO_RESOURCE = (context, failure) -> {};

    private static final String RETRY_AFTER = "1";

    private final BodyConfig config;
    private final BodyHandler reader;

    private final CallerSlots slots;

    RequestBodies(BodyConfig config, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.config = config;
        this.slots = new CallerSlots(config.concurrent());
        this.reader = BodyHandler.create(false).setBodyLimit(largest.asLongValue());
    }

    void register(@Observes Router router) {
        router.route("/v1/admin/*")
                .order(AFTER_AUTHENTICATION)
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

    /** Vert.x would decode it, and never end with one that is malformed. */
    private static boolean isForm(HttpServerRequest request) {
        String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && FORM.matcher(type).lookingAt();
    }

    private void receive(RoutingContext context, SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            leaveToResource(context);
            return;
        }
        if (isForm(context.request())) {
            reject(context, ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content is taken as JSON."));
            return;
        }
        Actor caller = Caller.of(identity);
        if (!slots.take(caller)) {
            reject(
                    context,
                    ProblemException.of(
                                    ProblemType.TOO_MANY_REQUESTS,
                                    "The caller is sending the content of " + config.concurrent()
                                            + " requests at the moment.")
                            .withHeader("Retry-After", RETRY_AFTER));
            return;
        }
        Sending sending = new Sending(context, caller);
        context.put(SENDING, sending);
        context.addEndHandler(ended -> sending.end());
        reader.handle(context);
        // Vert.x would call a client that has gone an unexpected failure.
        context.request().exceptionHandler(gone -> context.fail(ProblemType.MALFORMED_REQUEST.status(), gone));
        context.request().resume();
    }

    /** Which rejects the caller, and does not read the content. */
    private static void leaveToResource(RoutingContext context) {
        context.request().resume();
        context.next();
    }

    private static void received(RoutingContext context) {
        Sending sending = context.remove(SENDING);
        if (sending != null) {
            sending.end();
            if (context.body().buffer() == null) {
                // The resource would wait for content of a length that is not known, and there is none.
                ((RoutingContextInternal) context).setBody(Buffer.buffer());
            }
        }
        context.next();
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
            this.deadline = new ContentDeadline(config, context, sentence -> {
                end();
                context.request().handler(null).endHandler(null).exceptionHandler(null);
                reject(context, ProblemException.of(ProblemType.REQUEST_TIMEOUT, sentence));
            });
        }

        void end() {
            if (!ended) {
                ended = true;
                deadline.cancel();
                slots.release(caller);
            }
        }
    }
}

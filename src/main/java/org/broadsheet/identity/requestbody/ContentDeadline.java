package org.broadsheet.identity.requestbody;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Limits the time in which the content of one request arrives. All methods run on the event loop of the request's
 * connection.
 */
final class ContentDeadline {

    private static final int CHECKS = 10;

    private final BodyConfig config;
    private final RoutingContext context;
    private final Consumer<String> whenLate;
    private final long began = System.nanoTime();
    private final long timer;
    private long progress = began;
    private long length;

    /** @param whenLate receives the reason, at most once */
    ContentDeadline(BodyConfig config, RoutingContext context, Consumer<String> whenLate) {
        this.config = config;
        this.context = context;
        this.whenLate = whenLate;
        this.timer = context.vertx().setPeriodic(Math.max(1, config.stall().toMillis() / CHECKS), number -> check());
    }

    private void check() {
        HttpServerRequest request = context.request();
        long now = System.nanoTime();
        if (request.bytesRead() != length) {
            length = request.bytesRead();
            progress = now;
        }
        if (now - progress > config.stall().toNanos()) {
            late("No request content arrived", config.stall());
        } else if (now - began > config.total().toNanos()) {
            late("The request content did not arrive completely", config.total());
        }
    }

    private void late(String what, Duration limit) {
        cancel();
        whenLate.accept(what + " within " + limit.toSeconds() + " seconds.");
    }

    void cancel() {
        context.vertx().cancelTimer(timer);
    }
}

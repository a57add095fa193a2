package org.broadsheet.platform.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.broadsheet.platform.http.LastResponse;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.http.Surface;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Rejects, with a problem, targets that are not URIs, too long or not canonical, and content that is too large. Quarkus
 * would reject the first and the last by itself, with an empty response.
 */
@ApplicationScoped
class RequestChecks {

    private static final int MAX_URI_LENGTH = 8_192;

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final MemorySize maxBodySize;

    RequestChecks(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    void register(@Observes Router router) {
        RequestHandlerOrder.REQUEST_CHECKS.route(router).handler(this::check);
    }

    private void check(RoutingContext context) {
        String uri = context.request().uri();
        if (uri.length() > MAX_URI_LENGTH) {
            fail(
                    context,
                    ProblemType.URI_TOO_LONG,
                    "The address has more than %,d characters.".formatted(MAX_URI_LENGTH));
            return;
        }
        if (contentLength(context) > maxBodySize.asLongValue()) {
            // The content is not read, so the connection cannot be used for another request.
            LastResponse.closeAfter(context);
            fail(
                    context,
                    ProblemType.CONTENT_TOO_LARGE,
                    "The content has more than %,d bytes.".formatted(maxBodySize.asLongValue()));
            return;
        }
        if (isRejectedMethod(context)) {
            context.response().putHeader(HttpHeaders.ALLOW, ProblemMappers.READ_ONLY);
            fail(context, ProblemType.METHOD_NOT_ALLOWED, "The allowed methods are " + ProblemMappers.READ_ONLY + ".");
            return;
        }
        try {
            new URI(uri);
            if (isNotCanonical(context.request().path())) {
                fail(context, ProblemType.NOT_FOUND, "The path is not in its normal form.");
            } else {
                context.next();
            }
        } catch (URISyntaxException e) {
            fail(context, ProblemType.MALFORMED_REQUEST, "The address is not a URI.");
        }
    }

    private static void fail(RoutingContext context, ProblemType type, String detail) {
        context.fail(ProblemException.of(type, detail));
    }

    /**
     * For some paths of a read-only surface, the framework would respond with 404, and for none with the allowed
     * methods.
     */
    private static boolean isRejectedMethod(RoutingContext context) {
        return Surface.of(context.normalizedPath()).isReadOnlyApi()
                && !READING.contains(context.request().method());
    }

    /**
     * The framework treats {@code /v1//stories}, {@code /v1/stories/} and {@code /v1/stories;a=b} like {@code
     * /v1/stories}. Only the canonical path is accepted, or caches would store the same response under many.
     */
    private static boolean isNotCanonical(String path) {
        return path != null && (path.contains("//") || path.contains(";") || path.length() > 1 && path.endsWith("/"));
    }

    /** Quarkus measures content of unknown length as it is read. */
    private static long contentLength(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

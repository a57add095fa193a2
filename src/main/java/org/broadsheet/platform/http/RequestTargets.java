package org.broadsheet.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Rejects requests whose {@code Host} or target cannot be parsed, or whose version is not HTTP/1. The framework would
 * fail on them with a 500, and the response cache would ignore them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.2">RFC 9110, section 7.2</a>
 */
@ApplicationScoped
class RequestTargets {

    private static final int BAD_REQUEST = 400;

    void register(@Observes Router router) {
        RequestHandlerOrder.REQUEST_TARGETS.route(router).handler(RequestTargets::check);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == null) {
            // Vert.x's response encoder for such a version leaves the connection unable to send more responses.
            LastResponse.closeAfter(context);
            context.fail(BAD_REQUEST);
        } else if (hasHost(request) && isTarget(request.uri())) {
            context.next();
        } else {
            context.fail(BAD_REQUEST);
        }
    }

    /**
     * HTTP/1.0 requires no host, and health probes in HTTP/1.0 send none. For the API, the framework needs a host to
     * build the request's URI.
     */
    private static boolean hasHost(HttpServerRequest request) {
        return isHost(request.authority())
                || request.getHeader(HttpHeaders.HOST) == null
                        && !Surface.of(request.uri()).isApi();
    }

    /** @param host as Vert.x parsed it, which does not check the text within brackets; null if it could not parse it */
    private static boolean isHost(HostAndPort host) {
        if (host == null) {
            return false;
        }
        try {
            return !host.host().startsWith("[") || new URI("http://" + host.host() + "/").getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The framework recognises the absolute form only in lower case. */
    private static boolean isTarget(String target) {
        return target.startsWith("/")
                || target.equals("*")
                || target.startsWith("http://")
                || target.startsWith("https://");
    }
}

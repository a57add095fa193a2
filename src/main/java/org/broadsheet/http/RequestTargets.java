package org.broadsheet.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Rejects requests whose {@code Host} or target has no address that can be parsed. The framework would fail on them with
 * a 500, and the response cache would not look at them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.2">RFC 9110, section 7.2</a>
 */
@ApplicationScoped
class RequestTargets {

    /** Before CORS and the response cache. */
    private static final int FIRST = -1_900;

    private static final int BAD_REQUEST = 400;

    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=-]*)(?::[0-9]{0,5})?");

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(RequestTargets::check);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null && !isHost(host) || !isTarget(request.uri())) {
            context.fail(BAD_REQUEST);
        } else {
            context.next();
        }
    }

    /** Whether the text is a host with or without a port. */
    static boolean isHost(String host) {
        if (!HOST.matcher(host).matches()) {
            return false;
        }
        try {
            return host.isEmpty()
                    || new URI("http://" + host + "/").getRawPath().equals("/");
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

package org.broadsheet.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * {@code /docs}: the contract as a page on which every operation can be tried. Scalar draws it; all it needs comes with the
 * program, and the page's policy lets it speak with this server only, so a key that somebody types in stays here.
 */
@ApplicationScoped
class ApiReference {

    /** Scalar writes its styles into the page while it runs, and has small pictures in them. */
    private static final String POLICY =
            "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";

    private static final String ASK_EACH_TIME = "no-cache";

    private static final Map<String, String> FILES = Map.of(
            "/docs", "reference/index.html",
            "/docs/reference.js", "reference/reference.js",
            "/docs/reference.css", "reference/reference.css",
            "/docs/icon.svg", "reader/icon.svg",
            "/docs/scalar.js", "META-INF/resources/webjars/scalar/scalar.js");

    void register(@Observes Router router) {
        FILES.forEach((path, resource) -> {
            PackagedFile file = PackagedFile.read(resource);
            // Scalar is large; to compress it, the first time that somebody asks, would hold others up.
            router.route(path)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .blockingHandler(context -> send(context, file), false);
        });
    }

    private static void send(RoutingContext context, PackagedFile file) {
        PageHeaders.put(context.response(), POLICY);
        file.send(context, ASK_EACH_TIME);
    }
}

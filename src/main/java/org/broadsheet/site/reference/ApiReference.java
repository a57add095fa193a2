package org.broadsheet.site.reference;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.broadsheet.platform.monitoring.RouteTemplates;

/**
 * Serves the contract at {@code /openapi}, and at {@code /docs} a page with which every operation can be tried. Scalar
 * renders the page, whose files are all part of the program. The page's policy only allows requests to this server and
 * its public address, so that a key that a user enters is sent nowhere else.
 */
@ApplicationScoped
public class ApiReference implements RouteTemplates {

    /** Scalar adds styles to the page while it runs, and they contain small images. */
    private static final String POLICY =
            "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";

    private static final String REVALIDATE = "no-cache";

    private static final Map<String, String> FILES = Map.of(
            "/docs", "reference/index.html",
            "/docs/reference.js", "reference/reference.js",
            "/docs/reference.css", "reference/reference.css",
            "/docs/icon.svg", "reader/icon.svg",
            "/docs/scalar.js", "META-INF/resources/webjars/scalar/scalar.js");

    /** The path of the contract that the build generates. */
    private static final String CONTRACT = OpenApiConstants.BASE_NAME + ".";

    private static final int MOVED = 308;

    private final PublicUrl publicUrl = PublicUrl.configured();

    void register(@Observes Router router) {
        PackagedFile yaml =
                PackagedFile.read(CONTRACT + Format.YAML).replacing("- url: /\n", "- url: " + server() + "\n");
        PackagedFile json = PackagedFile.read(CONTRACT + Format.JSON)
                .replacing("\"url\" : \"/\"", "\"url\" : \"" + server() + "\"");
        reading(router, "/openapi").blockingHandler(context -> contract(context, yaml, json), false);
        reading(router, "/openapi.yaml").blockingHandler(context -> yaml.send(context, REVALIDATE), false);
        reading(router, "/openapi.json").blockingHandler(context -> json.send(context, REVALIDATE), false);
        redirect(router, "/docs");
        redirect(router, "/openapi");
        ReferenceContract reference = new ReferenceContract(publicUrl.value());
        PackagedFile guide = PackagedFile.read("reference/guide.md");
        PackagedFile guided = json.changed(contract -> reference.of(contract, guide.text()));
        reading(router, "/docs/openapi.json").blockingHandler(context -> send(context, guided), false);
        FILES.forEach((path, resource) -> {
            PackagedFile file = PackagedFile.read(resource);
            // Scalar is large: its first compression would block the event loop.
            reading(router, path).blockingHandler(context -> send(context, file), false);
        });
    }

    /** Readers type the URL of a page, and expect a folder. */
    private void redirect(Router router, String path) {
        RequestHandlerOrder.FINAL_SLASH
                .place(reading(router, path + "/"))
                .handler(context -> context.response()
                        .setStatusCode(MOVED)
                        .putHeader(HttpHeaders.LOCATION, publicUrl.pathOf(path))
                        .end());
    }

    @Override
    public Set<String> templates() {
        return Stream.concat(
                        FILES.keySet().stream(),
                        Stream.of("/openapi", "/openapi.yaml", "/openapi.json", "/docs/openapi.json"))
                .collect(Collectors.toSet());
    }

    /**
     * Returns the server as the contract names it: relative to the contract, so that every node and proxy serves the
     * same one.
     */
    private String server() {
        return publicUrl.path().isEmpty() ? "/" : publicUrl.path();
    }

    private static Route reading(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void contract(RoutingContext context, PackagedFile yaml, PackagedFile json) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        (accepted != null && accepted.contains("json") ? json : yaml).send(context, REVALIDATE);
    }

    private void send(RoutingContext context, PackagedFile file) {
        PageHeaders.put(context.response(), publicUrl.origin(), POLICY);
        file.send(context, REVALIDATE);
    }
}

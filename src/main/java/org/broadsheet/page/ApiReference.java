package org.broadsheet.page;

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
import org.broadsheet.address.PublicUrl;
import org.broadsheet.http.RouteTemplates;

/**
 * The contract, {@code /openapi}, and {@code /docs}: the contract as a page on which every operation can be tried. Scalar
 * draws it; all it needs comes with the program, and the page's policy lets it send requests to this server and its public
 * address only, so a key that somebody types in stays here.
 */
@ApplicationScoped
public class ApiReference implements RouteTemplates {

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

    /** As the build leaves it. */
    private static final String CONTRACT = OpenApiConstants.BASE_NAME + ".";

    /**
     * Has Quarkus find no contract to prepare. It would read half a megabyte of it and write that out again, in both forms,
     * at each start: a tenth of what a start takes. To be called before Quarkus starts.
     */
    public static void leaveAsBuilt() {
        OpenApiConstants.classLoader = new ClassLoader(null) {};
    }

    private final PublicUrl publicUrl = PublicUrl.configured();

    void register(@Observes Router router) {
        PackagedFile yaml =
                PackagedFile.read(CONTRACT + Format.YAML).replacing("- url: /\n", "- url: " + server() + "\n");
        PackagedFile json = PackagedFile.read(CONTRACT + Format.JSON)
                .replacing("\"url\" : \"/\"", "\"url\" : \"" + server() + "\"");
        reading(router, "/openapi").blockingHandler(context -> contract(context, yaml, json), false);
        reading(router, "/openapi.yaml").blockingHandler(context -> yaml.send(context, ASK_EACH_TIME), false);
        reading(router, "/openapi.json").blockingHandler(context -> json.send(context, ASK_EACH_TIME), false);
        ReferenceContract reference = new ReferenceContract(publicUrl.value());
        PackagedFile guide = PackagedFile.read("reference/guide.md");
        PackagedFile guided = json.changed(contract -> reference.of(contract, guide.text()));
        reading(router, "/docs/openapi.json").blockingHandler(context -> send(context, guided), false);
        FILES.forEach((path, resource) -> {
            PackagedFile file = PackagedFile.read(resource);
            // Scalar is large; to compress it, the first time that somebody asks, would hold others up.
            reading(router, path).blockingHandler(context -> send(context, file), false);
        });
    }

    @Override
    public Set<String> templates() {
        return Stream.concat(
                        FILES.keySet().stream(),
                        Stream.of("/openapi", "/openapi.yaml", "/openapi.json", "/docs/openapi.json"))
                .collect(Collectors.toSet());
    }

    /** As the contract names it: relative to where the contract is, so that every node and proxy serves the same one. */
    private String server() {
        return publicUrl.path().isEmpty() ? "/" : publicUrl.path();
    }

    private static Route reading(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void contract(RoutingContext context, PackagedFile yaml, PackagedFile json) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        (accepted != null && accepted.contains("json") ? json : yaml).send(context, ASK_EACH_TIME);
    }

    private void send(RoutingContext context, PackagedFile file) {
        PageHeaders.put(context.response(), publicUrl.origin(), POLICY);
        file.send(context, ASK_EACH_TIME);
    }
}

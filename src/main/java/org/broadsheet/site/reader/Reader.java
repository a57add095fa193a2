package org.broadsheet.site.reader;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.content.body.Embeds;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.monitoring.RouteTemplates;
import org.broadsheet.site.reference.PackagedFile;
import org.broadsheet.site.reference.PageHeaders;

/**
 * Serves the reader: the same page under each of its URLs, which requests its content from the API. Only the page sees
 * that a story does not exist or is gone, so its URLs respond with 200 for any name.
 */
@ApplicationScoped
class Reader implements RouteTemplates {

    private static final List<String> PAGES =
            List.of("/", "/search", "/stories/:slug", "/categories/:slug", "/authors/:slug", "/tags/:slug");

    private static final List<String> FILES = List.of(
            "app.js",
            "api.js",
            "elements.js",
            "pages.js",
            "lists.js",
            "live.js",
            "search.js",
            "reader.css",
            "icon.svg");

    /** Scripts import each other under fixed names, and are still cached for good: a new version has a new folder. */
    private static final String FOLDER = "/reader/:version/";

    private static final String REVALIDATE = "no-cache";
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final ReaderConfig config;
    private final String policy;

    Reader(ReaderConfig config) {
        this.config = config;
        this.policy = policy(config, PublicUrl.configured().origin());
    }

    /**
     * Returns the page's policy: images, video and audio come from the configured sources, players from the hosts of which
     * bodies may have players, and everything else from this server. The script must name the policy through which HTML enters the page.
     *
     * @see <a href="https://www.w3.org/TR/trusted-types/">Trusted Types</a>
     */
    private static String policy(ReaderConfig config, String origin) {
        String sources = "'self' " + origin + " "
                + String.join(" ", config.imageSources().orElse(List.of()));
        String players = Embeds.configured().hosts().stream()
                .sorted()
                .map(host -> "https://" + host)
                .collect(Collectors.joining(" "));
        return "style-src 'self'; img-src " + sources + "; media-src " + sources + "; frame-src " + players
                + "; require-trusted-types-for 'script'; trusted-types story-body";
    }

    void register(@Observes Router router) {
        if (!config.enabled()) {
            return;
        }
        Map<String, PackagedFile> files =
                FILES.stream().collect(Collectors.toMap(name -> name, name -> PackagedFile.read("reader/" + name)));
        String version = version(files);
        PackagedFile page = PackagedFile.read("reader/index.html")
                .replacing("{base}", PublicUrl.configured().path())
                .replacing("{version}", version);
        PAGES.forEach(path -> reading(router, path).handler(context -> page(context, page)));
        files.forEach((name, file) -> reading(router, FOLDER + name)
                .handler(context ->
                        file.send(context, context.pathParam("version").equals(version) ? FOR_GOOD : REVALIDATE)));
    }

    @Override
    public Set<String> templates() {
        return Stream.concat(PAGES.stream(), FILES.stream().map(name -> FOLDER + name))
                .map(path -> path.replaceAll(":(\\w+)", "{$1}"))
                .collect(Collectors.toSet());
    }

    private static String version(Map<String, PackagedFile> files) {
        int all = FILES.stream()
                .map(name -> files.get(name).digest())
                .collect(Collectors.joining())
                .hashCode();
        return Integer.toHexString(all);
    }

    private static Route reading(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void page(RoutingContext context, PackagedFile page) {
        if (acceptsHtml(context.request().getHeader(HttpHeaders.ACCEPT))) {
            context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            PageHeaders.put(context.response(), "", policy);
            page.send(context, REVALIDATE);
        } else {
            context.next();
        }
    }

    /**
     * Without HTML in {@code Accept}, the caller is probably an API client that omitted {@code /v1}, and a 404 is more
     * useful.
     */
    private static boolean acceptsHtml(String accepted) {
        return accepted == null || accepted.contains("text/html") || accepted.contains("*/*");
    }
}

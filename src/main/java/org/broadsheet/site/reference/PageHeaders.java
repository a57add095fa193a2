package org.broadsheet.site.reference;

import io.vertx.core.http.HttpServerResponse;

/** Security headers of a page. */
public final class PageHeaders {

    private PageHeaders() {}

    /**
     * @param connect origins besides this server that the page may send requests to, separated by spaces
     * @param policy directives besides those of every page
     * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
     */
    public static void put(HttpServerResponse response, String connect, String policy) {
        response.putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                                + "script-src 'self'; connect-src " + ("'self' " + connect).strip() + "; " + policy)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    }
}

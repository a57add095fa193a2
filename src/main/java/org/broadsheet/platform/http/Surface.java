package org.broadsheet.platform.http;

import java.util.List;

/** The parts of the server. A path belongs to one surface, which has its own rules for access, methods and caches. */
public enum Surface {
    /** Drafts and settings, for callers with a key; not cached. */
    EDITORIAL("/v1/admin/"),

    /** Drafts, for anyone with the link; read-only, not cached. */
    PREVIEW("/v1/preview/"),

    /** Live content, for anyone; read-only, cached. */
    DELIVERY("/v1/"),

    /** All other paths: the demo reader, the reference of the API, health and metrics. */
    PAGES("/");

    /** The path of the health checks; each has a path below it. */
    public static final String HEALTH = "/health";

    /** The path of the metrics. */
    public static final String METRICS = "/metrics";

    private static final List<Surface> IN_ORDER = List.of(values());

    private final String root;

    Surface(String root) {
        this.root = root;
    }

    /**
     * Returns the surface that a path belongs to.
     *
     * @param path normalized, because the framework serves {@code /v1/%61dmin/keys} too; {@code *} and what is no path
     *     belong to {@link #PAGES}
     */
    public static Surface of(String path) {
        for (Surface surface : IN_ORDER) {
            if (path.startsWith(surface.root)) {
                return surface;
            }
        }
        return PAGES;
    }

    /** Checks whether anyone may send requests to the surface, all of which only read. */
    public boolean isReadOnlyApi() {
        return this == DELIVERY || this == PREVIEW;
    }

    /** Checks whether the surface is part of the API, which the contract describes. */
    public boolean isApi() {
        return this == EDITORIAL || isReadOnlyApi();
    }

    /** Returns a path of this surface. */
    public String path(String relative) {
        return root + relative;
    }
}

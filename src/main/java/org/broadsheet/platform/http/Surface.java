package org.broadsheet.platform.http;

import java.util.List;

/** The parts of the server that paths belong to. Each has its own rules for access, methods and caches. */
public enum Surface {
    /** Drafts and settings, for callers with a key; not cached. */
    EDITORIAL("/v1/admin/"),

    /** Drafts, for everyone who has the link; read-only, not cached. */
    PREVIEW("/v1/preview/"),

    /** Live content, for everyone; read-only, cached. */
    DELIVERY("/v1/"),

    /** Health and metrics, for those who run the server. */
    OPERATIONS(Surface.HEALTH, Surface.METRICS),

    /** The demo reader, the reference of the API, and everything else that a browser shows. */
    PAGES("/");

    /** The path of the health checks; each has a path below it. */
    public static final String HEALTH = "/health";

    /** The path of the metrics. */
    public static final String METRICS = "/metrics";

    private static final List<Surface> IN_ORDER = List.of(values());

    private final List<String> roots;

    Surface(String... roots) {
        this.roots = List.of(roots);
    }

    /**
     * Returns the surface that a path belongs to.
     *
     * @param path normalized, because the framework serves {@code /v1/%61dmin/keys} too; {@code *} and what is no path
     *     belong to {@link #PAGES}
     */
    public static Surface of(String path) {
        for (Surface surface : IN_ORDER) {
            for (String root : surface.roots) {
                if (path.startsWith(root)) {
                    return surface;
                }
            }
        }
        return PAGES;
    }

    /** Whether everyone may send requests to it, which are those that only read. */
    public boolean isReadOnlyApi() {
        return this == DELIVERY || this == PREVIEW;
    }

    /** Whether it is part of the API, which the contract describes. */
    public boolean isApi() {
        return this == EDITORIAL || isReadOnlyApi();
    }

    /** Returns the path of something that belongs to this surface. */
    public String path(String relative) {
        return roots.get(0) + relative;
    }
}

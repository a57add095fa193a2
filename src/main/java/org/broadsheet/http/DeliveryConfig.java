package org.broadsheet.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How long delivery answers may be kept, and by which pages they may be read. */
@ConfigMapping(prefix = "broadsheet.delivery")
public interface DeliveryConfig {

    Cache cache();

    Cors cors();

    /** The directives of {@code Cache-Control}. */
    interface Cache {

        /** How long a browser may use an answer without asking. */
        @WithDefault("10S")
        Duration maxAge();

        /** How long a shared cache may. */
        @WithDefault("60S")
        Duration sharedMaxAge();

        /** For how long after that a cache may answer while it asks (RFC 5861). */
        @WithDefault("60S")
        Duration staleWhileRevalidate();

        /** For how long a cache may answer while Broadsheet cannot be reached (RFC 5861). */
        @WithDefault("1D")
        Duration staleIfError();

        /** The header that these make. */
        default String header() {
            return "public, max-age=%d, s-maxage=%d, stale-while-revalidate=%d, stale-if-error=%d"
                    .formatted(
                            maxAge().toSeconds(),
                            sharedMaxAge().toSeconds(),
                            staleWhileRevalidate().toSeconds(),
                            staleIfError().toSeconds());
        }
    }

    interface Cors {

        /** Origins whose pages may read delivery; {@code *} means every page, and absent means none. */
        @WithDefault("*")
        Optional<Set<String>> origins();

        /** How long a browser may keep the answer to a preflight request. */
        @WithDefault("1D")
        Duration maxAge();
    }
}

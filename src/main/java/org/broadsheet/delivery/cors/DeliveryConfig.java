package org.broadsheet.delivery.cors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of delivery: how long responses may be cached, and which origins may read them. */
@ConfigMapping(prefix = "broadsheet.delivery")
public interface DeliveryConfig {

    Cache cache();

    Cors cors();

    /** The directives of {@code Cache-Control}. */
    interface Cache {

        /** How long a browser may use a response without revalidation. */
        @WithDefault("10S")
        @DurationMin
        Duration maxAge();

        /** How long a shared cache may use a response without revalidation. */
        @WithDefault("60S")
        @DurationMin
        Duration sharedMaxAge();

        /** How long after that a cache may use a stale response while it revalidates (RFC 5861). */
        @WithDefault("60S")
        @DurationMin
        Duration staleWhileRevalidate();

        /** How long a cache may use a stale response while Broadsheet cannot be reached (RFC 5861). */
        @WithDefault("1D")
        @DurationMin
        Duration staleIfError();

        /** Returns the value of the header. */
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

        /** The pattern of an origin, as a browser sends it. */
        String ORIGIN = "https?://[^/\\s]+";

        /** Origins whose pages may read delivery; {@code *} for every origin, absent for none. */
        @WithDefault("*")
        Optional<
                        Set<
                                @Pattern(
                                        regexp = "\\s*(\\*|" + ORIGIN + ")\\s*",
                                        message = "accepts * and origins such as https://site.example")
                                String>>
                origins();

        /** How long a browser may cache the response to a preflight request. */
        @WithDefault("1D")
        @DurationMin
        Duration maxAge();
    }
}

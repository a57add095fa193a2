package org.broadsheet.delivery.cache;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * The time of the last change to anything that a response depends on, as an HTTP date.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.2">RFC 9110, section 8.8.2</a>
 */
final class LastModified {

    /**
     * The minimum age of a date that is sent. HTTP dates have whole seconds, and another node may read a change a moment
     * later. With a more recent date, a response to {@code If-Modified-Since} could be a 304 although something has changed.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** Netty throws an exception for a longer text. The longest HTTP date has 33 characters. */
    private static final int MAX_DATE_LENGTH = 64;

    private final Instant changed;
    private final Instant latest;
    private final DatabaseClock clock;
    private volatile CharSequence settled;

    /** @param changed when this node read the last change, by the clock of the database */
    LastModified(Instant changed, DatabaseClock clock) {
        this(changed, Instant.MAX, clock);
    }

    private LastModified(Instant changed, Instant latest, DatabaseClock clock) {
        this.changed = changed;
        this.latest = latest;
        this.clock = clock;
    }

    /** Creates it for content that may lack changes from after the beginning of its computation. */
    static LastModified ofContentBefore(Instant changed, Instant began, DatabaseClock clock) {
        return new LastModified(changed, began.minus(SETTLED), clock);
    }

    /** Returns the value of the header. */
    CharSequence value() {
        if (settled != null) {
            return settled;
        }
        Instant now = clock.now().minus(SETTLED);
        if (changed.isAfter(now)) {
            return format(now.isBefore(latest) ? now : latest);
        }
        settled = HttpHeaders.createOptimized(format(changed.isBefore(latest) ? changed : latest));
        return settled;
    }

    private static String format(Instant time) {
        return DateFormatter.format(Date.from(time));
    }

    /**
     * Checks whether nothing has changed since a date, in whole seconds.
     *
     * @param date in any of the three formats of RFC 9110, section 5.6.7; a malformed one is ignored
     */
    boolean isNotAfter(String date) {
        Date since = parse(date);
        return since != null && changed.getEpochSecond() <= since.toInstant().getEpochSecond();
    }

    /**
     * Checks whether the date that clients get is after another one.
     *
     * @param date in the formats of {@link #isNotAfter}; a malformed one is ignored
     */
    boolean isSentAfter(String date) {
        Date since = parse(date);
        return since != null && parse(value().toString()).after(since);
    }

    private static Date parse(String date) {
        return date.length() > MAX_DATE_LENGTH ? null : DateFormatter.parseHttpDate(date);
    }
}

package org.broadsheet.delivery.cache;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * The last change of what a response depends on, as an HTTP date.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.2">RFC 9110, section 8.8.2</a>
 */
final class LastModified {

    /**
     * The age from which a change is certain to be seen with everything that was committed before it. HTTP dates have whole
     * seconds, and another node may see a change a moment later, so no date is sent that is nearer to now than this:
     * otherwise a response to {@code If-Modified-Since} could be a 304 although something has changed.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** Netty throws an exception for a longer text. The longest HTTP date has 33 characters. */
    private static final int MAX_DATE_LENGTH = 64;

    private final Instant changed;
    private final Instant latest;
    private final DatabaseClock clock;
    private volatile CharSequence settled;

    /** @param changed when a node saw the last change, by the clock of the database */
    LastModified(Instant changed, DatabaseClock clock) {
        this(changed, Instant.MAX, clock);
    }

    private LastModified(Instant changed, Instant latest, DatabaseClock clock) {
        this.changed = changed;
        this.latest = latest;
        this.clock = clock;
    }

    /** Of content that may lack changes that were seen after its computation had begun. */
    static LastModified ofContentBefore(Instant changed, Instant began, DatabaseClock clock) {
        return new LastModified(changed, began.minus(SETTLED), clock);
    }

    /** The value of the header. */
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
     * Whether nothing has changed since a date, in whole seconds.
     *
     * @param date in any of the three formats of RFC 9110, section 5.6.7; one that cannot be read is ignored
     */
    boolean isNotAfter(String date) {
        Date since = parse(date);
        return since != null && changed.getEpochSecond() <= since.toInstant().getEpochSecond();
    }

    /**
     * Checks whether the date that clients get is after another one.
     *
     * @param date in the formats of {@link #isNotAfter}; one that cannot be read is ignored
     */
    boolean isSentAfter(String date) {
        Date since = parse(date);
        return since != null && parse(value().toString()).after(since);
    }

    private static Date parse(String date) {
        return date.length() > MAX_DATE_LENGTH ? null : DateFormatter.parseHttpDate(date);
    }
}

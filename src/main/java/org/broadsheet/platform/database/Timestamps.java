package org.broadsheet.platform.database;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in the precision of the database, so that the first response equals all later ones. */
public final class Timestamps {

    /** The years of RFC 3339, all of which PostgreSQL can represent. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Timestamps() {}

    /** Returns the current time, in whole milliseconds. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Parses a time that a statement compares with.
     *
     * @throws DateTimeException if the text is not a time, or one outside the years of RFC 3339
     */
    public static Instant parse(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new DateTimeException(text + " is outside the years of RFC 3339");
        }
        return time;
    }
}

package org.broadsheet.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the database keeps them, so that what is answered first is what is answered ever after. */
public final class Timestamps {

    private Timestamps() {}

    /** The current time, in whole milliseconds. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}

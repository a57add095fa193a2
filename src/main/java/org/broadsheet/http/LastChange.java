package org.broadsheet.http;

import java.time.Instant;

/** Knows when anything that readers can see changed last. */
public interface LastChange {

    /** The time of the last change; never later than now. */
    Instant at();
}

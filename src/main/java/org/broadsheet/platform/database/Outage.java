package org.broadsheet.platform.database;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A state of the database that ends without a change of the request, so that a retry may succeed.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>
 */
public enum Outage {
    /**
     * Class 08 is "connection exception", 57P01 to 57P03 a server that is stopping or starting; the pool gives no
     * state.
     */
    UNREACHABLE(
            "The database cannot be reached. A write may have been saved: read it, or retry the"
                    + " request with the same Idempotency-Key.",
            Duration.ofSeconds(5),
            state -> state.isEmpty() || state.startsWith("08") || state.startsWith("57P0")),

    NO_CONNECTION("The database has no connection left.", Duration.ofSeconds(5), "53300"::equals),

    /** Class 53 is "insufficient resources". */
    FULL("The database has no disk space or memory left.", Duration.ofSeconds(30), state -> state.startsWith("53")),

    /** The timeout of a statement, a lock, or a transaction. */
    TIMED_OUT(
            "The database did not respond within its time limit.",
            Duration.ofSeconds(5),
            Set.of("57014", "55P03", "25P03", "25P04")::contains),

    /** "I/O error". */
    BROKEN_DISK("The database cannot read or write its files.", Duration.ofSeconds(30), "58030"::equals),

    READ_ONLY("The database is currently read-only.", Duration.ofSeconds(10), "25006"::equals);

    private final String detail;
    private final Duration retryAfter;
    private final Predicate<String> states;

    Outage(String detail, Duration retryAfter, Predicate<String> states) {
        this.detail = detail;
        this.retryAfter = retryAfter;
        this.states = states;
    }

    /** Returns the outage that caused a failure, at any depth; empty if it has another cause. */
    public static Optional<Outage> of(Throwable failure) {
        return SerializationFailure.sqlStates(failure)
                .flatMap(state -> Arrays.stream(values())
                        .filter(outage -> outage.states.test(state))
                        .limit(1))
                .findFirst();
    }

    /** Returns the problem detail for clients. */
    public String detail() {
        return detail;
    }

    /** Returns the delay after which a client should retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

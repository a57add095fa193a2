package org.broadsheet.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request to an operation, made from what the contract says of it.
 *
 * @param what is unusual about it, for whoever reads a failure
 * @param query what follows the question mark, encoded; empty for nothing
 * @param content what is sent; empty for none
 */
record Probe(
        Kind kind, String what, String method, String query, Map<String, String> headers, Optional<String> content) {

    /** Kinds of request, each with what must come of it. */
    enum Kind {
        VALID("valid", Expected.TAKEN),
        AT_BOUND("at bound", Expected.TAKEN),
        BEYOND_BOUND("beyond bound", Expected.REFUSED),
        WRONG_TYPE("wrong type", Expected.REFUSED),
        WRONG_FORM("wrong form", Expected.REFUSED),
        MISSING("missing", Expected.REFUSED),
        EXTRA("extra", Expected.REFUSED),
        MEDIA_TYPE("media type", Expected.REFUSED),
        METHOD("method", Expected.REFUSED),
        NO_KEY("no key", Expected.REFUSED),
        TOO_LARGE("too large", Expected.REFUSED),
        CHARACTERS("odd characters", Expected.NO_FAILURE);

        final String title;
        final Expected expected;

        Kind(String title, Expected expected) {
            this.title = title;
            this.expected = expected;
        }
    }

    /** What must come of a request. */
    enum Expected {
        /** What the operation is there for, if nothing that is there stands against it. */
        TAKEN,
        /** A problem, 4xx, that the operation describes. */
        REFUSED,
        /** Either of them. */
        NO_FAILURE
    }

    /** @param places parameters by name, and members of the content by JSON Pointer */
    boolean isAbout(Set<String> places) {
        return places.contains(what.replaceFirst(" ?=.*", ""));
    }

    Probe as(Kind kind, String what) {
        return new Probe(kind, what, method, query, headers, content);
    }

    Probe with(String method) {
        return new Probe(kind, what, method, query, headers, content);
    }

    Probe asking(String query) {
        return new Probe(kind, what, method, query, headers, content);
    }

    Probe sending(String content) {
        return new Probe(kind, what, method, query, headers, Optional.ofNullable(content));
    }

    /** @param value null to leave the header out */
    Probe header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Probe(kind, what, method, query, changed, content);
    }
}

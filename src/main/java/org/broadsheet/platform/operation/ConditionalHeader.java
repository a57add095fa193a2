package org.broadsheet.platform.operation;

/**
 * The request headers with conditions that delivery evaluates. The contract has them in this order.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, section 13</a>
 */
public enum ConditionalHeader {
    IF_NONE_MATCH(
            "If-None-Match",
            "The `ETag` of the client's copy. The response is 304 if the copy is current.",
            "\"a1b2c3\""),

    IF_MODIFIED_SINCE(
            "If-Modified-Since",
            "The `Last-Modified` of the client's copy. Ignored with `If-None-Match`, which is more exact.",
            "Tue, 24 Nov 2026 10:00:00 GMT"),

    IF_MATCH(
            "If-Match",
            "The `ETag` of the response that the client requires. The response is 412 if it has another one.",
            "\"a1b2c3\""),

    IF_UNMODIFIED_SINCE(
            "If-Unmodified-Since",
            "The response is 412 if something has changed since this date. Ignored with `If-Match`, which is more exact.",
            "Tue, 24 Nov 2026 10:00:00 GMT");

    private final String header;
    private final String description;
    private final String example;

    ConditionalHeader(String header, String description, String example) {
        this.header = header;
        this.description = description;
        this.example = example;
    }

    /** Returns the name of the header. */
    public String header() {
        return header;
    }

    /** Returns the description for the contract. */
    public String description() {
        return description;
    }

    /** Returns an example of a value. */
    public String example() {
        return example;
    }

    /** Checks whether the value is a date, which is compared with {@code Last-Modified}. */
    public boolean isDate() {
        return this == IF_MODIFIED_SINCE || this == IF_UNMODIFIED_SINCE;
    }
}

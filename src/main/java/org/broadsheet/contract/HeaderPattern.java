package org.broadsheet.contract;

/** Patterns of request headers: visible ASCII, with spaces between the parts of a list or of a date. */
public final class HeaderPattern {

    /** A value that may be empty. */
    public static final String VALUE = "^[\\x20-\\x7E]*$";

    /** A value that begins with a visible character. */
    public static final String NOT_EMPTY = "^[\\x21-\\x7E][\\x20-\\x7E]*$";

    private HeaderPattern() {}
}

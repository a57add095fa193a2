package org.broadsheet.platform.text;

/**
 * Regular expressions for texts in content, which mean the same in Java, in JSON Schema (ECMA-262) and elsewhere. No
 * group repeats without a limit, because Java would recurse for each repetition, and content may be a mebibyte long.
 */
public final class TextPattern {

    /** One line without control characters. */
    public static final String LINE = "^[^\\x00-\\x1F\\x7F-\\x9F]*$";

    /** Several lines; tabs and line breaks are the only control characters. */
    public static final String LINES = "^[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F]*$";

    /** A slug. */
    public static final String SLUG = "^[a-z0-9]+(?:-[a-z0-9]+){0,60}$";

    /** A language tag (BCP 47). */
    public static final String LANGUAGE = "^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$";

    /** Written without quotes and backticks, because these end the struct tags of Go clients. */
    private static final String ADDRESS_CHARACTER = "[^\\s\\x22'<>\\\\^\\x60{|}]";

    /** A URL that can stand in an HTML attribute unchanged. */
    public static final String ADDRESS = "^https?://" + ADDRESS_CHARACTER + "+$";

    /** A URL, or a path on this server; without a look-ahead, which Go and Rust do not have. */
    public static final String ADDRESS_OR_PATH =
            "^(?:https?://" + ADDRESS_CHARACTER + "|/[^\\s\\x22'<>\\\\^\\x60{|}/])" + ADDRESS_CHARACTER + "*$";

    /** An e-mail address: one at sign, and a domain with a dot. */
    public static final String EMAIL = "^[A-Za-z0-9.!#$%&'*+/=?_|~-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+){1,8}$";

    private TextPattern() {}
}

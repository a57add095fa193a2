package org.broadsheet.platform.text;

/** Cuts texts between characters, because half a surrogate pair cannot be encoded in UTF-8. */
public final class CodePoints {

    private CodePoints() {}

    /** Returns the first code points of a text, at most as many as the limit. */
    public static String first(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit));
    }
}

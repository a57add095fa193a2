package org.broadsheet.http;

/** Cuts texts between characters: half a surrogate pair cannot be written as UTF-8. */
public final class CodePoints {

    private CodePoints() {}

    /** The first code points of a text, all of them if there are no more than the limit. */
    public static String first(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit));
    }
}

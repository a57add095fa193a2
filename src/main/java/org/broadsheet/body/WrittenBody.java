package org.broadsheet.body;

/**
 * A body as its editor wrote it.
 *
 * @param source CommonMark with tables, strikethrough and autolinks, or HTML
 */
public record WrittenBody(Format format, String source) {

    /** What the source is written in. */
    public enum Format {
        markdown,
        html
    }

    public static WrittenBody markdown(String source) {
        return new WrittenBody(Format.markdown, source);
    }

    public static WrittenBody html(String source) {
        return new WrittenBody(Format.html, source);
    }
}

package org.broadsheet.discovery.search;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A text of a story with the matches of the query.
 *
 * @param html safe to insert into a page: the only markup is {@code mark}
 */
@Schema(
        name = "HighlightedText",
        description = "A text of the story with the matches of the query.",
        requiredProperties = {"html", "text", "ranges"})
public record Highlight(
        @Schema(
                description = "The text as HTML, with the matches in `<mark>`. Everything else is escaped.",
                examples = "The <mark>memory</mark> race")
        String html,

        @Schema(description = "The plain text.", examples = "The memory race")
        String text,

        @Schema(description = "The ranges of the matches in `text`, in ascending order.")
        List<Range> ranges) {

    /** A range of a text in UTF-16 code units, as for JavaScript's {@code slice}. */
    @Schema(
            name = "HighlightedRange",
            description = "A range of a text, in UTF-16 code units.",
            requiredProperties = {"start", "end"})
    public record Range(
            @Schema(minimum = "0", examples = "4") int start,

            @Schema(description = "The end, exclusive.", minimum = "1", examples = "10")
            int end) {}

    static Highlight of(String text, List<Range> ranges) {
        StringBuilder html = new StringBuilder();
        int from = 0;
        for (Range range : ranges) {
            html.append(escaped(text.substring(from, range.start())))
                    .append("<mark>")
                    .append(escaped(text.substring(range.start(), range.end())))
                    .append("</mark>");
            from = range.end();
        }
        html.append(escaped(text.substring(from)));
        return new Highlight(html.toString(), text, ranges);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

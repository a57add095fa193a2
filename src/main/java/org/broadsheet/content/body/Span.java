package org.broadsheet.content.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A piece of inline content, for clients that do not parse HTML.
 *
 * @param text {@code \n} for a line break; empty for an image
 * @param marks names of the HTML elements around it, outermost first, without links; absent if there are none
 * @param link absent if it is not in a link
 * @param image absent if it is not an image
 * @param language a BCP 47 tag; absent if it is that of the block
 * @param direction {@code ltr}, {@code rtl} or {@code auto}; absent if it is that of the block
 * @param id of the element around it, to which links within the body lead
 * @param title the long form of an abbreviation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BodySpan", description = "A piece of inline content with the same marks.", requiredProperties = "text")
public record Span(
        @Schema(description = "A line break is `\\n`. Empty for an image.")
        String text,

        @Schema(
                description = "Names of the HTML elements around it, outermost first, without links: `strong`, `em`, …",
                examples = "[\"strong\"]")
        List<String> marks,

        SpanLink link,
        SpanImage image,
        String language,
        String direction,

        @Schema(description = "Links within the body lead here.")
        String id,

        @Schema(description = "The long form of an abbreviation.")
        String title) {

    /** Returns the span without members that Broadsheet derives. */
    Span given() {
        return new Span(
                text == null ? "" : text,
                marks == null || marks.isEmpty() ? null : marks,
                link == null ? null : new SpanLink(link.url, link.title, link.rel, link.hreflang, null),
                image,
                language,
                direction,
                id,
                title);
    }

    /**
     * @param url of a story on this site: its current URL
     * @param story absent if the link leads elsewhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BodyLink", description = "Where a link leads.", requiredProperties = "url")
    public record SpanLink(
            @Schema(examples = "https://example.org/report") String url,
            String title,
            String rel,
            String hreflang,

            @Schema(description = "The story of this site to which it leads. Absent if it leads elsewhere.")
            SpanStory story) {}

    /** A story to which a link leads, for apps that open it without its URL. */
    @Schema(
            name = "BodyLinkStory",
            description = "A live story of this site.",
            requiredProperties = {"id", "slug"})
    public record SpanStory(
            UUID id,
            @Schema(examples = "what-a-token-costs") String slug) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "BodySpanImage",
            description = "An image within a line.",
            requiredProperties = {"url", "alt"})
    public record SpanImage(String url, String alt, String title, Integer width, Integer height) {}
}

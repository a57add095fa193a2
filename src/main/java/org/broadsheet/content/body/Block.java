package org.broadsheet.content.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.content.body.Span.SpanLink;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One block of a body, for clients with their own layout. Clients skip unknown types.
 *
 * <p>{@code id}, {@code language} and {@code direction} are absent if the editor has not set them. {@code html} is inline
 * HTML, {@code spans} is the same content without HTML, and {@code text} is its text. The contract does not require {@code
 * spans} of the blocks that Broadsheet had before 30 November 2026, since those that are stored lack it until they are
 * rendered again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Block.ParagraphBlock.class, name = "paragraph"),
    @JsonSubTypes.Type(value = Block.HeadingBlock.class, name = "heading"),
    @JsonSubTypes.Type(value = Block.ListBlock.class, name = "list"),
    @JsonSubTypes.Type(value = Block.QuoteBlock.class, name = "quote"),
    @JsonSubTypes.Type(value = Block.CodeBlock.class, name = "code"),
    @JsonSubTypes.Type(value = Block.ImageBlock.class, name = "image"),
    @JsonSubTypes.Type(value = Block.GalleryBlock.class, name = "gallery"),
    @JsonSubTypes.Type(value = Block.BookmarkBlock.class, name = "bookmark"),
    @JsonSubTypes.Type(value = Block.EmbedBlock.class, name = "embed"),
    @JsonSubTypes.Type(value = Block.VideoBlock.class, name = "video"),
    @JsonSubTypes.Type(value = Block.AudioBlock.class, name = "audio"),
    @JsonSubTypes.Type(value = Block.TableBlock.class, name = "table"),
    @JsonSubTypes.Type(value = Block.DefinitionsBlock.class, name = "definitions"),
    @JsonSubTypes.Type(value = Block.DetailsBlock.class, name = "details"),
    @JsonSubTypes.Type(value = Block.DividerBlock.class, name = "divider")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "BodyBlock",
        description = "One block of the body, discriminated by `type`.",
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "paragraph", schema = Block.ParagraphBlock.class),
            @DiscriminatorMapping(value = "heading", schema = Block.HeadingBlock.class),
            @DiscriminatorMapping(value = "list", schema = Block.ListBlock.class),
            @DiscriminatorMapping(value = "quote", schema = Block.QuoteBlock.class),
            @DiscriminatorMapping(value = "code", schema = Block.CodeBlock.class),
            @DiscriminatorMapping(value = "image", schema = Block.ImageBlock.class),
            @DiscriminatorMapping(value = "gallery", schema = Block.GalleryBlock.class),
            @DiscriminatorMapping(value = "bookmark", schema = Block.BookmarkBlock.class),
            @DiscriminatorMapping(value = "embed", schema = Block.EmbedBlock.class),
            @DiscriminatorMapping(value = "video", schema = Block.VideoBlock.class),
            @DiscriminatorMapping(value = "audio", schema = Block.AudioBlock.class),
            @DiscriminatorMapping(value = "table", schema = Block.TableBlock.class),
            @DiscriminatorMapping(value = "definitions", schema = Block.DefinitionsBlock.class),
            @DiscriminatorMapping(value = "details", schema = Block.DetailsBlock.class),
            @DiscriminatorMapping(value = "divider", schema = Block.DividerBlock.class)
        },
        oneOf = {
            Block.ParagraphBlock.class,
            Block.HeadingBlock.class,
            Block.ListBlock.class,
            Block.QuoteBlock.class,
            Block.CodeBlock.class,
            Block.ImageBlock.class,
            Block.GalleryBlock.class,
            Block.BookmarkBlock.class,
            Block.EmbedBlock.class,
            Block.VideoBlock.class,
            Block.AudioBlock.class,
            Block.TableBlock.class,
            Block.DefinitionsBlock.class,
            Block.DetailsBlock.class,
            Block.DividerBlock.class
        })
public sealed interface Block {

    /** Returns the block's plain text in reading order, with lines separated by {@code \n}. */
    String plain();

    private static String plain(List<Block> blocks, String separator) {
        return blocks.stream().map(Block::plain).collect(Collectors.joining(separator));
    }

    /** Returns the text of a whole body, with blocks separated by an empty line. */
    static String plain(List<Block> blocks) {
        return blocks.stream().map(Block::plain).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private static String lines(String... texts) {
        return Stream.of(texts).filter(text -> text != null && !text.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String text(Inline inline) {
        return inline == null ? null : inline.text();
    }

    /** Inline content that belongs to a block: a caption, a term, the author of a quotation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "BodyInline",
            description = "Inline content.",
            requiredProperties = {"text", "html", "spans"})
    record Inline(String text, String html, List<Span> spans, String id, String language, String direction) {}

    @Schema(requiredProperties = {"type", "text", "html"})
    record ParagraphBlock(String id, String text, String html, List<Span> spans, String language, String direction)
            implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** A heading; level 1 never occurs, since it is the story's title. */
    @Schema(requiredProperties = {"type", "level", "id", "text", "html"})
    record HeadingBlock(
            @Schema(minimum = "2", maximum = "6") int level,
            String id,
            String text,
            String html,
            List<Span> spans,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** @param start number of the first item of an ordered list; absent otherwise */
    @Schema(requiredProperties = {"type", "ordered", "items"})
    record ListBlock(
            String id,
            boolean ordered,

            @Schema(minimum = "-99999") Integer start,

            @Schema(description = "True if the numbers go down. Absent otherwise.")
            Boolean reversed,

            @Schema(description = "`a`, `A`, `i` or `I` for letters and Roman numerals. Absent for numbers.")
            String numbering,

            List<ListItem> items,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            StringBuilder lines = new StringBuilder();
            int number = start == null ? 0 : start;
            for (ListItem item : items) {
                number = item.number() == null ? number : item.number();
                lines.append(lines.isEmpty() ? "" : "\n")
                        .append(ordered ? number + ". " : "- ")
                        .append(item.plain());
                number += reversed == null ? 1 : -1;
            }
            return lines.toString();
        }
    }

    /**
     * An item, a cell or a definition.
     *
     * @param blocks the content after its first run of text, mostly nested lists; absent if empty
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ListBlockItem",
            requiredProperties = {"text", "html"})
    record ListItem(
            String id,

            @Schema(description = "The number, if the editor has set it.", minimum = "-99999")
            Integer number,

            @Schema(description = "Whether the task is done. Absent if the item is not a task.")
            Boolean checked,

            String text,
            String html,
            List<Span> spans,
            List<Block> blocks,
            String language,
            String direction) {
        String plain() {
            String task = checked == null ? "" : checked ? "[x] " : "[ ] ";
            String whole = blocks == null ? text : lines(text, Block.plain(blocks, "\n"));
            return (task + whole).strip().replace("\n", "\n  ");
        }
    }

    /**
     * @param html the quotation with its paragraphs
     * @param attribution who said it; absent if the editor has not marked it
     * @param url absent if the editor has not set it
     */
    @Schema(requiredProperties = {"type", "text", "html", "blocks"})
    record QuoteBlock(
            String id,
            String text,
            String html,
            List<Block> blocks,
            Inline attribution,

            @Schema(description = "The page that it quotes.")
            String url,

            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(text, Block.text(attribution));
        }
    }

    /**
     * @param language as the editor named it, {@code java}; absent if not named
     * @param naturalLanguage a BCP 47 tag, since {@code language} is another
     */
    @Schema(requiredProperties = {"type", "text", "html"})
    record CodeBlock(
            String id,

            @Schema(description = "The programming language.", examples = "java")
            String language,

            String text,
            String html,

            @Schema(
                    description = "The language of its text (BCP 47), which is `language` in other blocks.",
                    examples = "fr")
            String naturalLanguage,

            String direction)
            implements Block {
        @Override
        public String plain() {
            return text.stripTrailing();
        }
    }

    @Schema(requiredProperties = {"type", "url", "alt", "text", "html"})
    record ImageBlock(
            String id,
            String url,
            String alt,
            String title,
            Integer width,
            Integer height,

            @Schema(description = "Where the image leads. Absent if it is no link.")
            SpanLink link,

            @Schema(description = "The caption. Empty if there is none.")
            String text,

            @Schema(description = "The caption with inline markup.")
            String html,

            List<Span> spans,

            @Schema(description = "Who made the image. Absent if the caption does not mark it.")
            Inline credit,

            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(text, Block.text(credit));
        }
    }

    /** Images that belong together, with a caption for all. */
    @Schema(requiredProperties = {"type", "images", "text", "html", "spans"})
    record GalleryBlock(
            String id,
            List<ImageBlock> images,
            String text,
            String html,
            List<Span> spans,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(
                    images.stream()
                            .map(Block::plain)
                            .filter(line -> !line.isEmpty())
                            .collect(Collectors.joining("\n")),
                    text);
        }
    }

    /** A link with a title, a description and an image, shown as a card. */
    @Schema(requiredProperties = {"type", "text", "html", "spans"})
    record BookmarkBlock(
            String id,

            @Schema(description = "Where the card leads. Absent if it is a story of this site that is not live.")
            SpanLink link,

            @Schema(description = "The text of the card; its first line is the title.")
            String text,

            @Schema(description = "The content of the card with inline markup and images.")
            String html,

            List<Span> spans,
            Inline caption,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(text, Block.text(caption));
        }
    }

    /** A player of another site. */
    @Schema(requiredProperties = {"type", "provider", "url", "playerUrl", "text", "html", "spans"})
    record EmbedBlock(
            String id,
            @Schema(examples = "YouTube") String provider,

            @Schema(description = "The page of the content.")
            String url,

            @Schema(description = "What an `iframe` shows.") String playerUrl,

            @Schema(
                    description =
                            "An image of it on the other site. Absent if its address does not follow from the page.")
            String thumbnail,

            String title,
            Integer width,
            Integer height,

            @Schema(description = "The caption. Empty if there is none.")
            String text,

            String html,
            List<Span> spans,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(title == null ? url : title, text);
        }
    }

    /** @param type the media type; absent if the editor has not set it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MediaSource", requiredProperties = "url")
    record MediaSource(
            String url, @Schema(examples = "video/mp4") String type) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MediaTrack", requiredProperties = "url")
    record MediaTrack(
            String url,

            @Schema(description = "`subtitles`, `captions`, `descriptions` or `chapters`.")
            String kind,

            String language,
            String label,

            @JsonProperty("default") @Schema(name = "default")
            Boolean isDefault) {}

    @Schema(requiredProperties = {"type", "sources", "text", "html", "spans"})
    record VideoBlock(
            String id,
            List<MediaSource> sources,
            List<MediaTrack> tracks,

            @Schema(description = "An image that is shown before it plays.")
            String poster,

            String title,
            Integer width,
            Integer height,

            @Schema(description = "The caption. Empty if there is none.")
            String text,

            String html,
            List<Span> spans,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(title == null ? sources.get(0).url() : title, text);
        }
    }

    @Schema(requiredProperties = {"type", "sources", "text", "html", "spans"})
    record AudioBlock(
            String id,
            List<MediaSource> sources,
            List<MediaTrack> tracks,
            String title,

            @Schema(description = "The caption. Empty if there is none.")
            String text,

            String html,
            List<Span> spans,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(title == null ? sources.get(0).url() : title, text);
        }
    }

    /**
     * @param header the first of the headers, as clients of an earlier version expect it; empty if the table has none
     * @param headers the rows of the header; empty if the table has none
     */
    @Schema(requiredProperties = {"type", "header", "rows"})
    record TableBlock(
            String id,
            Inline caption,

            @Schema(deprecated = true, description = "The first row of `headers`. Empty if there is none.")
            List<TableCell> header,

            @Schema(description = "The rows of the header. Empty if there is none.")
            List<List<TableCell>> headers,

            List<List<TableCell>> rows,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(
                    Block.text(caption),
                    Stream.concat(headers.stream(), rows.stream())
                            .map(row -> row.stream().map(TableCell::plain).collect(Collectors.joining("\t")))
                            .collect(Collectors.joining("\n")));
        }
    }

    /**
     * @param header true for a cell that names its row; absent otherwise
     * @param align {@code left}, {@code center} or {@code right}; absent if the table does not specify it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "TableBlockCell",
            requiredProperties = {"text", "html"})
    record TableCell(
            String id,
            String text,
            String html,
            List<Span> spans,

            @Schema(description = "The content after its first run of text. Absent if there is none.")
            List<Block> blocks,

            @Schema(description = "True for a header cell in a row that is no header. Absent otherwise.")
            Boolean header,

            @Schema(
                    description = "`left`, `center` or `right`.",
                    examples = {"right"})
            String align,

            Integer colspan,
            Integer rowspan,

            @Schema(description = "`row`, `col`, `rowgroup` or `colgroup`.")
            String scope,

            String language,
            String direction) {
        String plain() {
            return blocks == null ? text : lines(text, Block.plain(blocks, "\n"));
        }
    }

    /** Terms with their definitions. */
    @Schema(requiredProperties = {"type", "items"})
    record DefinitionsBlock(String id, List<Definition> items, String language, String direction) implements Block {
        @Override
        public String plain() {
            return items.stream()
                    .flatMap(item -> Stream.concat(
                            item.terms().stream().map(Inline::text),
                            item.definitions().stream().map(ListItem::plain)))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Schema(
            name = "DefinitionsBlockItem",
            requiredProperties = {"terms", "definitions"})
    record Definition(List<Inline> terms, List<ListItem> definitions) {}

    /** Content that a reader can show and hide. */
    @Schema(requiredProperties = {"type", "summary", "open", "blocks"})
    record DetailsBlock(
            String id,
            Inline summary,

            @Schema(description = "Whether it is shown at first.")
            boolean open,

            List<Block> blocks,
            String language,
            String direction)
            implements Block {
        @Override
        public String plain() {
            return lines(summary.text(), Block.plain(blocks));
        }
    }

    @Schema(requiredProperties = "type")
    record DividerBlock(String id) implements Block {
        @Override
        public String plain() {
            return "";
        }
    }
}

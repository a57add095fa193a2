package org.broadsheet.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One block of a body, for clients that lay text out themselves. Clients skip types that they do not know. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Block.Paragraph.class, name = "paragraph"),
    @JsonSubTypes.Type(value = Block.Title.class, name = "heading"),
    @JsonSubTypes.Type(value = Block.Items.class, name = "list"),
    @JsonSubTypes.Type(value = Block.Quote.class, name = "quote"),
    @JsonSubTypes.Type(value = Block.Code.class, name = "code"),
    @JsonSubTypes.Type(value = Block.Picture.class, name = "image"),
    @JsonSubTypes.Type(value = Block.Table.class, name = "table"),
    @JsonSubTypes.Type(value = Block.Divider.class, name = "divider")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "One block of the body, told apart by `type`.",
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "paragraph", schema = Block.Paragraph.class),
            @DiscriminatorMapping(value = "heading", schema = Block.Title.class),
            @DiscriminatorMapping(value = "list", schema = Block.Items.class),
            @DiscriminatorMapping(value = "quote", schema = Block.Quote.class),
            @DiscriminatorMapping(value = "code", schema = Block.Code.class),
            @DiscriminatorMapping(value = "image", schema = Block.Picture.class),
            @DiscriminatorMapping(value = "table", schema = Block.Table.class),
            @DiscriminatorMapping(value = "divider", schema = Block.Divider.class)
        },
        oneOf = {
            Block.Paragraph.class,
            Block.Title.class,
            Block.Items.class,
            Block.Quote.class,
            Block.Code.class,
            Block.Picture.class,
            Block.Table.class,
            Block.Divider.class
        })
public sealed interface Block {

    /** The block's text as it would be read aloud, lines parted by {@code \n}. */
    String plain();

    private static String plain(List<Block> blocks, String separator) {
        return blocks.stream().map(Block::plain).collect(Collectors.joining(separator));
    }

    /** The text of a whole body: blocks parted by an empty line. */
    static String plain(List<Block> blocks) {
        return plain(blocks, "\n\n");
    }

    @Schema(
            name = "ParagraphBlock",
            requiredProperties = {"type", "text", "html"})
    record Paragraph(String text, String html) implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** A heading; level 1 is the story's title and never occurs. */
    @Schema(
            name = "HeadingBlock",
            requiredProperties = {"type", "level", "id", "text", "html"})
    record Title(@Schema(minimum = "2", maximum = "6") int level, String id, String text, String html)
            implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** @param start number of the first item of an ordered list; absent otherwise */
    @Schema(
            name = "ListBlock",
            requiredProperties = {"type", "ordered", "items"})
    record Items(boolean ordered, Integer start, List<Item> items) implements Block {
        @Override
        public String plain() {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < items.size(); i++) {
                String mark = ordered ? (start + i) + ". " : "- ";
                lines.append(i == 0 ? "" : "\n")
                        .append(mark)
                        .append(items.get(i).plain());
            }
            return lines.toString();
        }
    }

    /** @param blocks what the item holds beyond its first run of text, nested lists above all; absent where nothing */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ListItem",
            requiredProperties = {"text", "html"})
    record Item(String text, String html, List<Block> blocks) {
        String plain() {
            return blocks == null
                    ? text
                    : (text + "\n" + Block.plain(blocks, "\n")).strip().replace("\n", "\n  ");
        }
    }

    /** @param html the quotation with its paragraphs */
    @Schema(
            name = "QuoteBlock",
            requiredProperties = {"type", "text", "html", "blocks"})
    record Quote(String text, String html, List<Block> blocks) implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** @param language as the editor named it, {@code java}; absent where not named */
    @Schema(
            name = "CodeBlock",
            requiredProperties = {"type", "text", "html"})
    record Code(String language, String text, String html) implements Block {
        @Override
        public String plain() {
            return text.stripTrailing();
        }
    }

    @Schema(
            name = "ImageBlock",
            requiredProperties = {"type", "url", "alt", "text", "html"})
    record Picture(
            String url,
            String alt,
            Integer width,
            Integer height,

            @Schema(description = "The caption; empty where there is none.")
            String text,

            @Schema(description = "The caption with inline mark-up.")
            String html)
            implements Block {
        @Override
        public String plain() {
            return text.isEmpty() ? alt : text;
        }
    }

    /** @param header the cells of the first row; empty where the table has no header */
    @Schema(
            name = "TableBlock",
            requiredProperties = {"type", "header", "rows"})
    record Table(List<Cell> header, List<List<Cell>> rows) implements Block {
        @Override
        public String plain() {
            return java.util.stream.Stream.concat(
                            header.isEmpty() ? java.util.stream.Stream.empty() : java.util.stream.Stream.of(header),
                            rows.stream())
                    .map(row -> row.stream().map(Cell::text).collect(Collectors.joining("\t")))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** @param align {@code left}, {@code center} or {@code right}; absent where the table does not say */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "TableCell",
            requiredProperties = {"text", "html"})
    record Cell(
            String text,
            String html,

            @Schema(
                    description = "`left`, `center` or `right`.",
                    examples = {"right"})
            String align) {}

    @Schema(name = "DividerBlock", requiredProperties = "type")
    record Divider() implements Block {
        @Override
        public String plain() {
            return "";
        }
    }
}

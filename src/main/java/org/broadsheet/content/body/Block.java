package org.broadsheet.content.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One block of a body, for clients with their own layout. Clients skip unknown types. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Block.ParagraphBlock.class, name = "paragraph"),
    @JsonSubTypes.Type(value = Block.HeadingBlock.class, name = "heading"),
    @JsonSubTypes.Type(value = Block.ListBlock.class, name = "list"),
    @JsonSubTypes.Type(value = Block.QuoteBlock.class, name = "quote"),
    @JsonSubTypes.Type(value = Block.CodeBlock.class, name = "code"),
    @JsonSubTypes.Type(value = Block.ImageBlock.class, name = "image"),
    @JsonSubTypes.Type(value = Block.TableBlock.class, name = "table"),
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
            @DiscriminatorMapping(value = "table", schema = Block.TableBlock.class),
            @DiscriminatorMapping(value = "divider", schema = Block.DividerBlock.class)
        },
        oneOf = {
            Block.ParagraphBlock.class,
            Block.HeadingBlock.class,
            Block.ListBlock.class,
            Block.QuoteBlock.class,
            Block.CodeBlock.class,
            Block.ImageBlock.class,
            Block.TableBlock.class,
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
        return plain(blocks, "\n\n");
    }

    @Schema(requiredProperties = {"type", "text", "html"})
    record ParagraphBlock(String text, String html) implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** A heading; level 1 never occurs, since it is the story's title. */
    @Schema(requiredProperties = {"type", "level", "id", "text", "html"})
    record HeadingBlock(
            @Schema(minimum = "2", maximum = "6") int level, String id, String text, String html) implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** @param start number of the first item of an ordered list; absent otherwise */
    @Schema(requiredProperties = {"type", "ordered", "items"})
    record ListBlock(boolean ordered, Integer start, List<ListItem> items) implements Block {
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

    /** @param blocks the item's content after its first run of text, mostly nested lists; absent if empty */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ListBlockItem",
            requiredProperties = {"text", "html"})
    record ListItem(String text, String html, List<Block> blocks) {
        String plain() {
            return blocks == null
                    ? text
                    : (text + "\n" + Block.plain(blocks, "\n")).strip().replace("\n", "\n  ");
        }
    }

    /** @param html the quotation with its paragraphs */
    @Schema(requiredProperties = {"type", "text", "html", "blocks"})
    record QuoteBlock(String text, String html, List<Block> blocks) implements Block {
        @Override
        public String plain() {
            return text;
        }
    }

    /** @param language as the editor named it, {@code java}; absent if not named */
    @Schema(requiredProperties = {"type", "text", "html"})
    record CodeBlock(String language, String text, String html) implements Block {
        @Override
        public String plain() {
            return text.stripTrailing();
        }
    }

    @Schema(requiredProperties = {"type", "url", "alt", "text", "html"})
    record ImageBlock(
            String url,
            String alt,
            Integer width,
            Integer height,

            @Schema(description = "The caption. Empty if there is none.")
            String text,

            @Schema(description = "The caption with inline markup.")
            String html)
            implements Block {
        @Override
        public String plain() {
            return text.isEmpty() ? alt : text;
        }
    }

    /** @param header the cells of the first row; empty if the table has no header */
    @Schema(requiredProperties = {"type", "header", "rows"})
    record TableBlock(List<TableCell> header, List<List<TableCell>> rows) implements Block {
        @Override
        public String plain() {
            return Stream.concat(header.isEmpty() ? Stream.empty() : Stream.of(header), rows.stream())
                    .map(row -> row.stream().map(TableCell::text).collect(Collectors.joining("\t")))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** @param align {@code left}, {@code center} or {@code right}; absent if the table does not specify it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "TableBlockCell",
            requiredProperties = {"text", "html"})
    record TableCell(
            String text,
            String html,

            @Schema(
                    description = "`left`, `center` or `right`.",
                    examples = {"right"})
            String align) {}

    @Schema(requiredProperties = "type")
    record DividerBlock() implements Block {
        @Override
        public String plain() {
            return "";
        }
    }
}

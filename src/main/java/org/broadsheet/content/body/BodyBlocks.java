package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Converts a clean HTML tree to typed blocks. */
final class BodyBlocks {

    private BodyBlocks() {}

    static List<Block> of(Element parent) {
        List<Block> blocks = new ArrayList<>();
        for (Node node : parent.childNodes()) {
            if (node instanceof Element element) {
                add(element, blocks);
            } else if (node instanceof TextNode text && !text.isBlank()) {
                blocks.add(new Block.ParagraphBlock(StoryLinks.plain(text.text()), text.outerHtml()));
            }
        }
        return blocks;
    }

    private static void add(Element element, List<Block> blocks) {
        int level = BodyHtml.headingLevel(element);
        if (level > 0) {
            blocks.add(new Block.HeadingBlock(level, element.id(), text(element), element.html()));
            return;
        }
        switch (element.tagName()) {
            case "ul", "ol" -> blocks.add(list(element));
            case "blockquote" -> {
                List<Block> quoted = flow(element);
                blocks.add(
                        new Block.QuoteBlock(Block.plain(quoted), element.html().strip(), quoted));
            }
            case "pre" -> blocks.add(code(element));
            case "figure" -> blocks.add(image(element));
            case "table" -> blocks.add(table(element));
            case "hr" -> blocks.add(new Block.DividerBlock());
            default -> blocks.add(isOnlyImage(element) ? image(element) : paragraph(element));
        }
    }

    /** Returns the blocks of an element that may also have bare text, such as an item or a quotation. */
    private static List<Block> flow(Element element) {
        Inline leading = Inline.at(element);
        List<Block> blocks = new ArrayList<>();
        if (!leading.text().isEmpty()) {
            blocks.add(new Block.ParagraphBlock(leading.text(), leading.html()));
        }
        for (Element child : element.children()) {
            if (!BodyHtml.isInline(child)) {
                add(child, blocks);
            }
        }
        return blocks;
    }

    private static Block.ParagraphBlock paragraph(Element element) {
        return new Block.ParagraphBlock(text(element), element.html());
    }

    private static Block.ListBlock list(Element element) {
        boolean ordered = element.tagName().equals("ol");
        Integer start = BodyHtml.number(element, "start");
        List<Block.ListItem> items = new ArrayList<>();
        for (Element item : element.children()) {
            List<Block> flow = flow(item);
            boolean leads = !flow.isEmpty() && flow.get(0) instanceof Block.ParagraphBlock;
            Block.ParagraphBlock first = leads ? (Block.ParagraphBlock) flow.get(0) : new Block.ParagraphBlock("", "");
            List<Block> rest = leads ? flow.subList(1, flow.size()) : flow;
            items.add(new Block.ListItem(first.text(), first.html(), rest.isEmpty() ? null : List.copyOf(rest)));
        }
        return new Block.ListBlock(ordered, !ordered ? null : start == null ? Integer.valueOf(1) : start, items);
    }

    private static Block.CodeBlock code(Element pre) {
        Element code = pre.selectFirst("code");
        String text = StoryLinks.plain(pre.wholeText());
        return new Block.CodeBlock(BodyHtml.languageOf(pre), text, code == null ? pre.html() : code.html());
    }

    private static boolean isOnlyImage(Element element) {
        return element.select("img").size() == 1 && !element.hasText();
    }

    private static Block.ImageBlock image(Element element) {
        Element image = element.selectFirst("img");
        Element caption = element.selectFirst("figcaption");
        return new Block.ImageBlock(
                image.attr("src"),
                image.attr("alt"),
                BodyHtml.number(image, "width"),
                BodyHtml.number(image, "height"),
                caption == null ? "" : text(caption),
                caption == null ? "" : caption.html());
    }

    private static Block.TableBlock table(Element table) {
        List<Block.TableCell> header = List.of();
        List<List<Block.TableCell>> rows = new ArrayList<>();
        for (Element row : table.select("tr")) {
            List<Block.TableCell> cells = row.children().stream()
                    .map(cell -> new Block.TableCell(
                            text(cell), cell.html(), cell.hasAttr("align") ? cell.attr("align") : null))
                    .toList();
            boolean isHeader =
                    rows.isEmpty() && header.isEmpty() && row.select("td").isEmpty();
            if (isHeader) {
                header = cells;
            } else {
                rows.add(cells);
            }
        }
        return new Block.TableBlock(header, rows);
    }

    static String text(Element element) {
        return StoryLinks.plain(element.text());
    }

    /** The inline nodes of an element up to its first block. */
    private record Inline(String text, String html) {
        static Inline at(Element element) {
            Element run = new Element("p");
            for (Node node : element.childNodes()) {
                if (!BodyHtml.isInline(node)) {
                    break;
                }
                run.appendChild(node.clone());
            }
            return new Inline(BodyBlocks.text(run), run.html().strip());
        }
    }
}

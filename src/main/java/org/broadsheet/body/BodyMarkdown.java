package org.broadsheet.body;

import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** The Markdown of a clean HTML tree; commonmark's own renderer does the escaping. */
final class BodyMarkdown {

    private static final MarkdownRenderer RENDERER =
            MarkdownRenderer.builder().extensions(BodyHtml.MARKDOWN_EXTENSIONS).build();

    private BodyMarkdown() {}

    static String of(Element root) {
        Document document = new Document();
        appendBlocks(root, document);
        return RENDERER.render(document).strip();
    }

    private static void appendBlocks(Element parent, Node target) {
        Paragraph bare = null;
        for (org.jsoup.nodes.Node node : parent.childNodes()) {
            if (BodyHtml.isInline(node)) {
                if (bare == null && node instanceof TextNode text && text.isBlank()) {
                    continue;
                }
                if (bare == null) {
                    bare = new Paragraph();
                    target.appendChild(bare);
                }
                appendInline(node, bare);
            } else if (node instanceof Element element) {
                bare = null;
                appendBlock(element, target);
            }
        }
    }

    private static void appendBlock(Element element, Node target) {
        int level = BodyHtml.headingLevel(element);
        if (level > 0) {
            org.commonmark.node.Heading heading = new org.commonmark.node.Heading();
            heading.setLevel(level);
            target.appendChild(withInlines(element, heading));
            return;
        }
        switch (element.tagName()) {
            case "ul", "ol" -> target.appendChild(list(element));
            case "blockquote" -> {
                BlockQuote quote = new BlockQuote();
                appendBlocks(element, quote);
                target.appendChild(quote);
            }
            case "pre" -> target.appendChild(code(element));
            case "hr" -> target.appendChild(new ThematicBreak());
            case "table" -> target.appendChild(table(element));
            case "figure" -> appendBlocks(element, target);
            case "figcaption" -> {
                Paragraph caption = new Paragraph();
                caption.appendChild(withInlines(element, new Emphasis("*")));
                target.appendChild(caption);
            }
            default -> target.appendChild(withInlines(element, new Paragraph()));
        }
    }

    private static ListBlock list(Element element) {
        ListBlock list;
        if (element.tagName().equals("ol")) {
            OrderedList ordered = new OrderedList();
            Integer start = BodyHtml.number(element, "start");
            ordered.setMarkerStartNumber(start == null ? 1 : start);
            ordered.setMarkerDelimiter(".");
            list = ordered;
        } else {
            BulletList bullets = new BulletList();
            bullets.setMarker("-");
            list = bullets;
        }
        list.setTight(element.select("> li > p").isEmpty());
        for (Element child : element.children()) {
            ListItem item = new ListItem();
            appendBlocks(child, item);
            list.appendChild(item);
        }
        return list;
    }

    private static FencedCodeBlock code(Element pre) {
        FencedCodeBlock code = new FencedCodeBlock();
        code.setFenceCharacter("`");
        String language = BodyHtml.languageOf(pre);
        code.setInfo(language == null ? "" : language);
        String text = StoryLinks.plain(pre.wholeText());
        code.setLiteral(text.endsWith("\n") ? text : text + "\n");
        return code;
    }

    private static TableBlock table(Element element) {
        TableBlock table = new TableBlock();
        TableHead head = new TableHead();
        TableBody body = new TableBody();
        for (Element row : element.select("tr")) {
            boolean header = head.getFirstChild() == null;
            TableRow cells = new TableRow();
            for (Element child : row.children()) {
                TableCell cell = new TableCell();
                cell.setHeader(header);
                cell.setAlignment(alignment(child.attr("align")));
                cells.appendChild(withInlines(child, cell));
            }
            (header ? head : body).appendChild(cells);
        }
        table.appendChild(head);
        if (body.getFirstChild() != null) {
            table.appendChild(body);
        }
        return table;
    }

    private static TableCell.Alignment alignment(String align) {
        return switch (align) {
            case "left" -> TableCell.Alignment.LEFT;
            case "center" -> TableCell.Alignment.CENTER;
            case "right" -> TableCell.Alignment.RIGHT;
            default -> null;
        };
    }

    private static Node withInlines(Element element, Node target) {
        element.childNodes().forEach(child -> appendInline(child, target));
        return target;
    }

    private static void appendInline(org.jsoup.nodes.Node node, Node target) {
        if (node instanceof TextNode text) {
            String folded = text.getWholeText().replaceAll("\\s+", " ");
            if (!folded.isEmpty()) {
                target.appendChild(new Text(folded));
            }
        } else if (node instanceof Element element) {
            appendInlineElement(element, target);
        }
    }

    private static void appendInlineElement(Element element, Node target) {
        switch (element.tagName()) {
            case "em", "cite", "var" -> target.appendChild(withInlines(element, new Emphasis("*")));
            case "strong" -> target.appendChild(withInlines(element, new StrongEmphasis("**")));
            case "s", "del" -> target.appendChild(withInlines(element, new Strikethrough("~~")));
            case "code", "kbd", "samp" -> target.appendChild(new Code(StoryLinks.plain(element.text())));
            case "a" -> target.appendChild(withInlines(element, new Link(element.attr("href"), title(element))));
            case "img" -> {
                Image image = new Image(element.attr("src"), title(element));
                image.appendChild(new Text(element.attr("alt")));
                target.appendChild(image);
            }
            case "br" -> target.appendChild(new HardLineBreak());
            // Without their mark-up these would say something else: H2O, x2.
            case "sub", "sup" -> {
                target.appendChild(html("<" + element.tagName() + ">"));
                withInlines(element, target);
                target.appendChild(html("</" + element.tagName() + ">"));
            }
            default -> withInlines(element, target);
        }
    }

    private static HtmlInline html(String literal) {
        HtmlInline html = new HtmlInline();
        html.setLiteral(literal);
        return html;
    }

    private static String title(Element element) {
        return element.hasAttr("title") ? element.attr("title") : null;
    }
}

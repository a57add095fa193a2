package org.broadsheet.content.body;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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

/**
 * Converts a clean HTML tree to Markdown; commonmark's renderer does most of the escaping. A client may convert the
 * Markdown to HTML without cleaning it, so unescaped text, such as code and titles, must never end up outside of its
 * place.
 */
final class BodyMarkdown {

    private static final MarkdownRenderer RENDERER =
            MarkdownRenderer.builder().extensions(BodyHtml.MARKDOWN_EXTENSIONS).build();

    /** Characters that would be mark-up if a title or an address ended up outside of its link. */
    private static final Pattern MARKUP = Pattern.compile("[<>\\[\\]`]|&(?=#?\\w+;)");

    /** Elements whose Markdown is one line, which a line break would end. */
    private static final Set<String> ONE_LINE = Set.of("h2", "h3", "h4", "h5", "h6", "th", "td");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Set<String> AUTOLINKED = Set.of("http", "https");
    private static final Pattern SCHEME = Pattern.compile("(?<![A-Za-z0-9+.-])([A-Za-z0-9+.-]++):(?=//)");

    private BodyMarkdown() {}

    static String of(Element root) {
        Document document = new Document();
        appendBlocks(root, document);
        settleText(document);
        return RENDERER.render(document).strip();
    }

    private static void appendBlocks(Element parent, Node target) {
        Paragraph bare = new Paragraph();
        for (org.jsoup.nodes.Node node : parent.childNodes()) {
            boolean blank = node instanceof TextNode text && text.isBlank();
            if (!BodyHtml.isInline(node)) {
                appendFilled(bare, target);
                bare = new Paragraph();
                appendBlock((Element) node, target);
            } else if (bare.getFirstChild() != null || !blank) {
                appendInline(node, bare);
            }
        }
        appendFilled(bare, target);
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
                appendFilled(withInlines(element, new Emphasis("*")), caption);
                appendFilled(caption, target);
            }
            default -> appendFilled(withInlines(element, new Paragraph()), target);
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
        boolean tight = true;
        for (Element child : element.children()) {
            ListItem item = new ListItem();
            appendBlocks(child, item);
            list.appendChild(item);
            boolean hasParagraphs = child.children().stream().anyMatch(inner -> inner.nameIs("p"));
            tight &= !hasParagraphs && needsNoEmptyLines(item);
        }
        list.setTight(tight);
        return list;
    }

    /**
     * Checks whether the blocks of an item can follow each other without empty lines. Without one, a block after a
     * paragraph would belong to the paragraph, unless it is a bullet list, or an ordered list that starts with 1.
     * Quotations inherit this from their list.
     */
    private static boolean needsNoEmptyLines(ListItem item) {
        if (item.getFirstChild() instanceof BlockQuote) {
            return false;
        }
        for (Node block = item.getLastChild(); block != item.getFirstChild(); block = block.getPrevious()) {
            boolean begins = block instanceof BulletList
                    || block instanceof OrderedList ordered && ordered.getMarkerStartNumber() == 1;
            boolean withSomething = begins
                    && block.getFirstChild() != null
                    && block.getFirstChild().getFirstChild() != null;
            if (!withSomething) {
                return false;
            }
        }
        return true;
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
            String folded = SPACE.matcher(text.getWholeText()).replaceAll(" ");
            if (!folded.isEmpty()) {
                target.appendChild(new Text(folded));
            }
        } else if (node instanceof Element element) {
            appendInlineElement(element, target);
        }
    }

    /**
     * A word joiner after the scheme prevents autolinks with a protocol that links may not have. Adjacent text nodes
     * are merged, since an address may span several of them. The renderer escapes all markers that begin a list except
     * the plus sign.
     */
    private static void settleText(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text text) {
                StringBuilder whole = new StringBuilder(text.getLiteral());
                while (text.getNext() instanceof Text next) {
                    whole.append(next.getLiteral());
                    next.unlink();
                }
                text.setLiteral(SCHEME.matcher(whole)
                        .replaceAll(
                                scheme -> AUTOLINKED.contains(scheme.group(1).toLowerCase(Locale.ROOT))
                                        ? scheme.group()
                                        : scheme.group() + "\u2060"));
                boolean beginsLine = text.getPrevious() == null && parent instanceof Paragraph
                        || text.getPrevious() instanceof HardLineBreak;
                if (beginsLine && text.getLiteral().startsWith("+")) {
                    text.insertBefore(html("\\"));
                }
            } else {
                settleText(node);
            }
        }
    }

    private static void appendInlineElement(Element element, Node target) {
        switch (element.tagName()) {
            case "em", "cite", "var" -> appendFilled(withInlines(element, new Emphasis("*")), target);
            case "strong" -> appendFilled(withInlines(element, new StrongEmphasis("**")), target);
            case "s", "del" -> strike(element, target);
            case "code", "kbd", "samp" -> appendCode(StoryLinks.plain(element.wholeText()), target);
            case "a" -> target.appendChild(withInlines(element, new Link(inert(element.attr("href")), title(element))));
            case "img" -> {
                Image image = new Image(inert(element.attr("src")), title(element));
                image.appendChild(new Text(element.attr("alt")));
                target.appendChild(image);
            }
            case "br" -> breakLine(element, target);
            // Without their mark-up, these would have another meaning: H2O, x2.
            case "sub", "sup" -> tagged(element, target);
            default -> withInlines(element, target);
        }
    }

    /** Marks without content would be other marks: {@code ****} a rule, {@code ~~~~} the fence of a code block. */
    private static void appendFilled(Node node, Node target) {
        if (node.getFirstChild() != null) {
            target.appendChild(node);
        }
    }

    /** Two {@code ~~} in sequence at the start of a line would be the fence of a code block. */
    private static void strike(Element element, Node target) {
        if (target instanceof Strikethrough) {
            withInlines(element, target);
        } else if (target.getLastChild() instanceof Strikethrough last) {
            withInlines(element, last);
        } else {
            appendFilled(withInlines(element, new Strikethrough("~~")), target);
        }
    }

    /**
     * Code must not span lines or follow other code: adjacent backticks would form a longer run, which closes neither.
     */
    private static void appendCode(String literal, Node target) {
        String line = SPACE.matcher(literal).replaceAll(" ").strip();
        if (line.isEmpty()) {
            return;
        }
        if (target.getLastChild() instanceof Code last) {
            last.setLiteral(last.getLiteral() + line);
        } else {
            target.appendChild(new Code(line));
        }
    }

    private static void breakLine(Element element, Node target) {
        boolean paragraph = target instanceof Paragraph;
        if (!paragraph && BodyHtml.isWithin(element, ONE_LINE)) {
            target.appendChild(html("<br>"));
        } else if (paragraph && target.getFirstChild() == null || target.getLastChild() instanceof HardLineBreak) {
            return; // an empty line would end the paragraph and every link and emphasis in it
        } else {
            target.appendChild(new HardLineBreak());
        }
    }

    /** A tag alone on a line would begin an HTML block, in which nothing is escaped. */
    private static void tagged(Element element, Node target) {
        boolean onOneLine = element.hasText() && element.select("br").isEmpty();
        if (onOneLine) {
            target.appendChild(html("<" + element.tagName() + ">"));
        }
        withInlines(element, target);
        if (onOneLine) {
            target.appendChild(html("</" + element.tagName() + ">"));
        }
    }

    private static HtmlInline html(String literal) {
        HtmlInline html = new HtmlInline();
        html.setLiteral(literal);
        return html;
    }

    private static String title(Element element) {
        return element.hasAttr("title") ? inert(element.attr("title")) : null;
    }

    /** The renderer expects titles and addresses to be Markdown, in which character references are decoded. */
    private static String inert(String value) {
        return MARKUP.matcher(value)
                .replaceAll(markup -> "&#" + (int) markup.group().charAt(0) + ";");
    }
}

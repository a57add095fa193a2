package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
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
import org.commonmark.node.HtmlBlock;
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
 * Converts an HTML tree in {@link NormalForm} to Markdown; commonmark's renderer does most of the escaping. What
 * Markdown has no syntax for is HTML. Each block is parsed again: one that would not be the same again is HTML too.
 *
 * <p>A client may convert the Markdown to HTML without cleaning it, so unescaped text, such as code and titles, must
 * never end up outside of its place.
 */
final class BodyMarkdown {

    private static final MarkdownRenderer RENDERER =
            MarkdownRenderer.builder().extensions(BodyHtml.MARKDOWN_EXTENSIONS).build();

    /** Characters that would be mark-up if a title or an address ended up outside of its link. */
    private static final Pattern MARKUP = Pattern.compile("[<>\\[\\]`]|&(?=#?\\w+;)");

    private static final Set<String> AUTOLINKED = Set.of("http", "https");

    /** Text that is markup in the dialect, and that commonmark's renderer does not escape. */
    private static final Pattern UNESCAPED = Pattern.compile("={2,}|\\{#|://");

    private final Embeds embeds;

    /** A list after a list has another marker, without which it would continue that list. */
    private final Set<org.jsoup.nodes.Node> withOtherMarker = Collections.newSetFromMap(new IdentityHashMap<>());

    private BodyMarkdown(Embeds embeds) {
        this.embeds = embeds;
    }

    /** @param html of the root */
    static String of(Element root, String html, Embeds embeds) {
        BodyMarkdown markdown = new BodyMarkdown(embeds);
        Document document = new Document();
        markdown.appendBlocks(root.children(), document);
        String whole = render(document);
        return markdown.isSame(whole, html) ? whole : markdown.ofEach(root);
    }

    /** Renders a tree that is used only once. */
    private static String render(Document document) {
        return RENDERER.render(document).strip();
    }

    private String ofEach(Element root) {
        List<String> parts = new ArrayList<>();
        List<Element> blocks = root.children();
        for (int i = 0; i < blocks.size(); i++) {
            Document document = new Document();
            appendBlock(blocks.get(i), document);
            String part = render(document);
            String html = blocks.get(i).outerHtml();
            parts.add(isSame(part, html) ? part : onOneLine(html));
        }
        return String.join("\n\n", parts);
    }

    private boolean isSame(String markdown, String html) {
        try {
            List<Element> again =
                    BodyHtml.readElements(BodyInput.markdown(StoryLinks.withoutMarks(markdown)), embeds, warning -> {});
            Bodies.identifyHeadings(again);
            return again.get(0).html().equals(html);
        } catch (BodyTooDeepException e) {
            return false;
        }
    }

    /** HTML on one line is a block that ends with the line. */
    private static String onOneLine(String html) {
        return StoryLinks.marked(html).replace("\n", "&#10;");
    }

    private void appendBlocks(List<Element> elements, Node target) {
        elements.forEach(element -> appendBlock(element, target));
    }

    private void appendHtml(Element element, Node target) {
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(onOneLine(element.outerHtml()));
        target.appendChild(block);
    }

    private void appendBlock(Element element, Node target) {
        int level = BodyHtml.headingLevel(element);
        if (level > 0 && !element.hasAttr("lang") && !element.hasAttr("dir")) {
            org.commonmark.node.Heading heading = new org.commonmark.node.Heading();
            heading.setLevel(level);
            appendInlines(element.childNodes(), heading, true);
            if (element.hasAttr("id") && !element.id().equals(Bodies.generatedId(element.text()))) {
                heading.appendChild(html(" {#", element.id(), "}"));
            }
            target.appendChild(heading);
            return;
        }
        if (element.attributesSize() > 0 && !element.nameIs("ol")) {
            appendHtml(element, target);
            return;
        }
        switch (element.normalName()) {
            case "p" -> {
                Paragraph paragraph = new Paragraph();
                appendInlines(element.childNodes(), paragraph, false);
                target.appendChild(paragraph);
            }
            case "ul", "ol" -> list(element, target);
            case "blockquote" -> quote(element, target);
            case "pre" -> code(element, target);
            case "hr" -> target.appendChild(new ThematicBreak());
            case "table" -> table(element, target);
            case "figure" -> figure(element, target);
            case "dl" -> definitions(element, target);
            default -> appendHtml(element, target);
        }
    }

    private void quote(Element element, Node target) {
        BlockQuote quote = new BlockQuote();
        for (Element child : element.children()) {
            if (child.nameIs("cite")) {
                Paragraph author = new Paragraph();
                appendInlines(List.of(child), author, false);
                quote.appendChild(author);
            } else {
                appendBlock(child, quote);
            }
        }
        target.appendChild(quote);
    }

    private void figure(Element figure, Node target) {
        Element first = figure.child(0);
        if (figure.childrenSize() == 1 && NormalForm.isImageFigure(figure)) {
            Paragraph paragraph = new Paragraph();
            appendInlines(List.of(first), paragraph, false);
            boolean plain = false;
            for (Node node = paragraph.getFirstChild(); node != null; node = node.getNext()) {
                plain |= node instanceof Image || node instanceof Link;
            }
            if (plain) {
                target.appendChild(paragraph);
                return;
            }
        }
        if (first.nameIs("iframe")) {
            embed(figure, first, target);
        } else {
            appendHtml(figure, target);
        }
    }

    /** A player is its URL; with a title, a size or a caption, it is a link in a figure. */
    private void embed(Element figure, Element player, Node target) {
        Embeds.Embed embed = embeds.ofPlayer(player.attr("src")).orElseThrow();
        boolean bare = figure.childrenSize() == 1
                && !player.hasAttr("title")
                && !player.hasAttr("width")
                && !player.hasAttr("height")
                && embeds.ofPage(embed.url()).isPresent();
        if (bare) {
            Paragraph paragraph = new Paragraph();
            paragraph.appendChild(html(embed.url()));
            target.appendChild(paragraph);
            return;
        }
        Element link = new Element("a").attr("href", embed.url());
        for (String name : List.of("width", "height")) {
            if (player.hasAttr(name)) {
                link.attr("data-" + name, player.attr(name));
            }
        }
        link.text(player.hasAttr("title") ? player.attr("title") : embed.url());
        Element copy = figure.shallowClone();
        copy.appendChild(link);
        figure.children().stream().skip(1).forEach(caption -> copy.appendChild(caption.clone()));
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(onOneLine(outerHtml(copy)));
        target.appendChild(block);
    }

    private static String outerHtml(Element detached) {
        org.jsoup.nodes.Document document = new org.jsoup.nodes.Document("");
        document.outputSettings().prettyPrint(false);
        document.appendChild(detached);
        return detached.outerHtml();
    }

    private void list(Element element, Node target) {
        boolean ordered = element.nameIs("ol");
        Integer start = BodyHtml.number(element, "start");
        List<Element> items = element.children();
        boolean hasMore = element.attributesSize() > (start == null ? 0 : 1)
                || start != null && start < 0
                || items.stream().anyMatch(item -> item.attributesSize() > 0);
        if (hasMore) {
            appendHtml(element, target);
            return;
        }
        org.jsoup.nodes.Node previous = element.previousSibling();
        boolean otherMarker = previous != null
                && previous.nodeName().equals(element.normalName())
                && !withOtherMarker.contains(previous);
        if (otherMarker) {
            withOtherMarker.add(element);
        }
        ListBlock list;
        if (ordered) {
            OrderedList numbers = new OrderedList();
            numbers.setMarkerStartNumber(start == null ? 1 : start);
            numbers.setMarkerDelimiter(otherMarker ? ")" : ".");
            list = numbers;
        } else {
            BulletList bullets = new BulletList();
            bullets.setMarker(otherMarker ? "*" : "-");
            list = bullets;
        }
        boolean tight = true;
        for (Element child : items) {
            ListItem item = new ListItem();
            appendFlow(child, item);
            list.appendChild(item);
            tight &= child.childNodeSize() == 0 || isTight(child);
        }
        list.setTight(tight);
        target.appendChild(list);
    }

    /** Checks whether an item is one line of text, perhaps with lists that can follow it without an empty line. */
    private static boolean isTight(Element item) {
        if (!isText(item.childNode(0))) {
            return false;
        }
        for (org.jsoup.nodes.Node node : item.childNodes()) {
            boolean tight = isText(node)
                    || node.nodeName().equals("ul") && node.childNode(0).childNodeSize() > 0;
            if (!tight) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(org.jsoup.nodes.Node node) {
        return InlineContent.isInline(node) || node.nodeName().equals("input");
    }

    /** Appends the content of an item: inline content, and the blocks after it. */
    private void appendFlow(Element element, Node target) {
        Paragraph paragraph = new Paragraph();
        List<org.jsoup.nodes.Node> inlines = new ArrayList<>();
        List<Element> blocks = new ArrayList<>();
        for (org.jsoup.nodes.Node node : element.childNodes()) {
            if (node.nodeName().equals("input")) {
                paragraph.appendChild(html(node.hasAttr("checked") ? "[x]" : "[ ]"));
            } else if (InlineContent.isInline(node)) {
                inlines.add(node);
            } else {
                blocks.add((Element) node);
            }
        }
        appendInlines(inlines, paragraph, false);
        if (paragraph.getFirstChild() != null) {
            target.appendChild(paragraph);
        }
        appendBlocks(blocks, target);
    }

    private void code(Element pre, Node target) {
        Element element = pre.child(0);
        if (element.childrenSize() > 0) {
            appendHtml(pre, target);
            return;
        }
        FencedCodeBlock code = new FencedCodeBlock();
        code.setFenceCharacter("`");
        String language = BodyHtml.languageOf(pre);
        code.setInfo(language == null ? "" : language);
        code.setLiteral(element.wholeText());
        target.appendChild(code);
    }

    /** A list after a list would continue it, so it is HTML. */
    private void definitions(Element list, Node target) {
        boolean simple = list.child(0).nameIs("dt")
                && !(list.previousSibling() != null
                        && list.previousSibling().nodeName().equals("dl"))
                && list.children().stream()
                        .allMatch(part -> part.attributesSize() == 0
                                && part.childNodeSize() > 0
                                && part.childNodes().stream()
                                        .allMatch(node -> InlineContent.isInline(node)
                                                && (!(node instanceof Element)
                                                        || ((Element) node).selectFirst("br") == null)));
        if (!simple) {
            appendHtml(list, target);
            return;
        }
        Paragraph paragraph = null;
        for (Element part : list.children()) {
            boolean term = part.nameIs("dt");
            boolean begins = paragraph == null
                    || term && part.previousSibling().nodeName().equals("dd");
            if (begins) {
                paragraph = new Paragraph();
                target.appendChild(paragraph);
            } else {
                paragraph.appendChild(html("\n"));
            }
            if (!term) {
                paragraph.appendChild(html(": "));
            }
            appendInlines(part.childNodes(), paragraph, true);
        }
    }

    /** Markdown has tables of one header row, without blocks in cells, and with one alignment for each column. */
    private void table(Element element, Node target) {
        Element head = BodyHtml.child(element, "thead");
        List<Element> rows = new ArrayList<>();
        element.children().stream().filter(part -> part.nameIs("tbody")).forEach(part -> rows.addAll(part.children()));
        if (!isPlain(element, head, rows)) {
            appendHtml(element, target);
            return;
        }
        TableBlock table = new TableBlock();
        TableHead header = new TableHead();
        table.appendChild(header);
        Element first = head == null ? rows.get(0) : head.child(0);
        TableRow top = new TableRow();
        for (Element cell : first.children()) {
            TableCell title = cell(cell, true);
            if (head == null) {
                BodyMarkdown.removeChildren(title);
            }
            top.appendChild(title);
        }
        header.appendChild(top);
        if (!rows.isEmpty()) {
            TableBody body = new TableBody();
            for (Element row : rows) {
                TableRow cells = new TableRow();
                row.children().forEach(cell -> cells.appendChild(cell(cell, false)));
                body.appendChild(cells);
            }
            table.appendChild(body);
        }
        target.appendChild(table);
    }

    private static void removeChildren(Node node) {
        while (node.getFirstChild() != null) {
            node.getFirstChild().unlink();
        }
    }

    private static boolean isPlain(Element table, Element head, List<Element> rows) {
        List<Element> all = new ArrayList<>(head == null ? List.of() : head.children());
        if (all.size() > 1 || BodyHtml.child(table, "caption") != null) {
            return false;
        }
        all.addAll(rows);
        List<String> alignments =
                all.get(0).children().stream().map(cell -> cell.attr("align")).toList();
        return rows.stream().allMatch(row -> row.children().stream().allMatch(cell -> cell.nameIs("td")))
                && all.stream()
                        .allMatch(row -> row.children().stream()
                                        .map(cell -> cell.attr("align"))
                                        .toList()
                                        .equals(alignments)
                                && row.children().stream().allMatch(BodyMarkdown::isPlain));
    }

    private static boolean isPlain(Element cell) {
        return cell.attributesSize() == (cell.hasAttr("align") ? 1 : 0)
                && cell.childNodes().stream().allMatch(InlineContent::isInline);
    }

    private TableCell cell(Element source, boolean header) {
        TableCell cell = new TableCell();
        cell.setHeader(header);
        cell.setAlignment(alignment(source.attr("align")));
        appendInlines(source.childNodes(), cell, true);
        return cell;
    }

    private static TableCell.Alignment alignment(String align) {
        return switch (align) {
            case "left" -> TableCell.Alignment.LEFT;
            case "center" -> TableCell.Alignment.CENTER;
            case "right" -> TableCell.Alignment.RIGHT;
            default -> null;
        };
    }

    private static void appendInlines(List<org.jsoup.nodes.Node> nodes, Node target, boolean oneLine) {
        new Inlines(oneLine).append(nodes, target);
        Inlines.settleText(target);
    }

    private static HtmlInline html(String... literal) {
        HtmlInline html = new HtmlInline();
        html.setLiteral(String.join("", literal));
        return html;
    }

    /** Converts inline content. */
    private record Inlines(boolean oneLine) {

        void append(List<org.jsoup.nodes.Node> nodes, Node target) {
            for (org.jsoup.nodes.Node node : nodes) {
                if (node instanceof TextNode text) {
                    target.appendChild(new Text(text.getWholeText()));
                } else if (node instanceof Element element) {
                    append(element, target);
                }
            }
        }

        private void append(Element element, Node target) {
            boolean plain = element.attributesSize() == 0;
            switch (element.normalName()) {
                case "em" -> marked(element, plain, emphasis(element), target);
                case "strong" -> marked(element, plain && isFlanked(element, false), new StrongEmphasis("**"), target);
                case "del" -> marked(element, plain && isFlanked(element, false), new Strikethrough("~~"), target);
                case "code" -> code(element, target);
                case "a" -> link(element, target);
                case "img" -> image(element, target);
                case "br" ->
                    target.appendChild(!oneLine && target instanceof Paragraph ? new HardLineBreak() : html("<br>"));
                default -> tagged(element, target);
            }
        }

        private void marked(Element element, boolean markdown, Node mark, Node target) {
            if (markdown && mark != null) {
                append(element.childNodes(), mark);
                target.appendChild(mark);
            } else {
                tagged(element, target);
            }
        }

        /** Next to another mark, the asterisks of both would be one run. */
        private static Emphasis emphasis(Element element) {
            boolean besideMark = isMark(element.previousSibling())
                    || isMark(element.nextSibling())
                    || element.parent() != null
                            && isMark(element.parent())
                            && (element.previousSibling() == null || element.nextSibling() == null)
                    || isMark(element.childNode(0))
                    || isMark(element.childNode(element.childNodeSize() - 1));
            if (besideMark) {
                return isFlanked(element, true) ? new Emphasis("_") : null;
            }
            return isFlanked(element, false) ? new Emphasis("*") : null;
        }

        private static boolean isMark(org.jsoup.nodes.Node node) {
            return node != null
                    && (node.nodeName().equals("em") || node.nodeName().equals("strong"));
        }

        /**
         * Checks whether delimiters around an element open and close it by CommonMark's rules of flanking.
         *
         * @param words whether the delimiter is {@code _}, which must not be within a word
         */
        private static boolean isFlanked(Element element, boolean words) {
            int before = outside(element, true);
            int after = outside(element, false);
            int first = edge(element, true);
            int last = edge(element, false);
            boolean opens = !MarkdownDialect.isSpace(first)
                    && (!MarkdownDialect.isPunctuation(first)
                            || MarkdownDialect.isSpace(before)
                            || MarkdownDialect.isPunctuation(before));
            boolean closes = !MarkdownDialect.isSpace(last)
                    && (!MarkdownDialect.isPunctuation(last)
                            || MarkdownDialect.isSpace(after)
                            || MarkdownDialect.isPunctuation(after));
            boolean apart = !words
                    || (MarkdownDialect.isSpace(before) || MarkdownDialect.isPunctuation(before))
                            && (MarkdownDialect.isSpace(after) || MarkdownDialect.isPunctuation(after));
            return opens && closes && apart;
        }

        private static int outside(org.jsoup.nodes.Node node, boolean before) {
            org.jsoup.nodes.Node sibling = before ? node.previousSibling() : node.nextSibling();
            if (sibling != null) {
                return edge(sibling, !before);
            }
            org.jsoup.nodes.Node parent = node.parent();
            return parent == null || !InlineContent.isInline(parent) ? ' ' : '*';
        }

        /** Returns the character at an edge of what a node is in Markdown. */
        private static int edge(org.jsoup.nodes.Node node, boolean first) {
            if (node instanceof TextNode text) {
                String whole = text.getWholeText();
                return whole.isEmpty() ? ' ' : first ? whole.codePointAt(0) : whole.codePointBefore(whole.length());
            }
            boolean marked = node.nodeName().equals("em") || node.nodeName().equals("strong");
            if (node.nodeName().equals("br")) {
                return ' ';
            }
            return marked && node.childNodeSize() > 0
                    ? edge(node.childNode(first ? 0 : node.childNodeSize() - 1), first)
                    : '<';
        }

        /** Code next to other code would have one run of backticks with it. */
        private void code(Element element, Node target) {
            String text = element.wholeText();
            boolean plain = element.attributesSize() == 0
                    && element.childrenSize() == 0
                    && text.equals(text.strip())
                    && !text.isEmpty()
                    && !(target.getLastChild() instanceof Code);
            if (plain) {
                target.appendChild(new Code(text));
            } else {
                tagged(element, target);
            }
        }

        private void link(Element element, Node target) {
            String href = element.attr("href");
            boolean story = href.startsWith(Bodies.STORY_SCHEME);
            int simple = element.hasAttr("title") ? 2 : 1;
            if (!element.hasAttr("href") || element.attributesSize() > simple) {
                tagged(element, target);
                return;
            }
            Link link = new Link(inert(href), title(element));
            if (story) {
                target.appendChild(html(StoryLinks.OPEN));
                link.appendChild(html(StoryLinks.CONTENT));
            }
            append(element.childNodes(), link);
            target.appendChild(link);
            if (story) {
                link.appendChild(html(StoryLinks.CONTENT_END));
                target.appendChild(html(StoryLinks.CLOSE));
            }
        }

        private static void image(Element element, Node target) {
            int simple = element.hasAttr("title") ? 3 : 2;
            if (element.attributesSize() > simple) {
                target.appendChild(html(element.outerHtml()));
                return;
            }
            Image image = new Image(inert(element.attr("src")), title(element));
            image.appendChild(new Text(element.attr("alt")));
            target.appendChild(image);
        }

        private void tagged(Element element, Node target) {
            String tag = startTag(element);
            boolean story = element.attr("href").startsWith(Bodies.STORY_SCHEME);
            target.appendChild(html(story ? StoryLinks.OPEN + tag + StoryLinks.CONTENT : tag));
            append(element.childNodes(), target);
            String end = "</" + element.normalName() + ">";
            target.appendChild(html(story ? StoryLinks.CONTENT_END + end + StoryLinks.CLOSE : end));
        }

        private static String startTag(Element element) {
            String tag = outerHtml(element.shallowClone());
            return tag.substring(0, tag.length() - element.normalName().length() - 3);
        }

        /**
         * Adjacent text nodes are merged, since an address may span several of them. The renderer escapes all markers
         * that begin a list except the plus sign, and nothing of the dialect.
         */
        private static void settleText(Node parent) {
            for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof Text text) {
                    StringBuilder whole = new StringBuilder(text.getLiteral());
                    while (text.getNext() instanceof Text next) {
                        whole.append(next.getLiteral());
                        next.unlink();
                    }
                    node = settled(text, whole.toString());
                } else {
                    settleText(node);
                }
            }
        }

        private static Node settled(Text text, String literal) {
            boolean beginsLine = text.getPrevious() == null && text.getParent() instanceof Paragraph
                    || text.getPrevious() instanceof HardLineBreak;
            if (beginsLine && (literal.startsWith("+") || literal.startsWith(":"))) {
                text.insertBefore(html("\\"));
            }
            Node last = text;
            int start = 0;
            Matcher unescaped = UNESCAPED.matcher(literal);
            while (unescaped.find()) {
                String found = unescaped.group();
                boolean address = found.startsWith(":");
                if (address && isAutolinked(literal, unescaped.start())) {
                    continue;
                }
                String before = literal.substring(start, unescaped.start());
                String separator =
                        address ? ":<span></span>" : ("\\" + String.join("\\", found.split(""))).replace("\\#", "#");
                start = address ? unescaped.start() + 1 : unescaped.end();
                last = insertAfter(last, text, before, separator);
            }
            if (last == text) {
                text.setLiteral(literal);
                return text;
            }
            if (start < literal.length()) {
                Text rest = new Text(literal.substring(start));
                last.insertAfter(rest);
                last = rest;
            }
            return last;
        }

        /** The first part of a text remains in its own node. */
        private static Node insertAfter(Node last, Text text, String before, String separator) {
            Node end = last;
            if (end == text) {
                text.setLiteral(before);
            } else if (!before.isEmpty()) {
                Text part = new Text(before);
                end.insertAfter(part);
                end = part;
            }
            HtmlInline html = html(separator);
            end.insertAfter(html);
            return html;
        }

        private static boolean isAutolinked(String text, int colon) {
            int start = colon;
            while (start > 0
                    && (Character.isLetterOrDigit(text.charAt(start - 1))
                            || "+.-".indexOf(text.charAt(start - 1)) >= 0)) {
                start--;
            }
            return AUTOLINKED.contains(text.substring(start, colon).toLowerCase(Locale.ROOT));
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
}

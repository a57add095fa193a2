package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;
import org.nibor.autolink.Span;

/**
 * Inline content as a sequence of pieces with marks, which is built into a tree in one way only: white space is
 * collapsed and stands outside of marks, equal marks side by side are one, and URLs are links.
 */
final class InlineContent {

    static final Set<String> ELEMENTS = Set.of(
            "a", "img", "em", "strong", "u", "s", "del", "ins", "mark", "small", "sub", "sup", "code", "kbd", "samp",
            "var", "abbr", "cite", "q", "br", "dfn", "bdi", "bdo", "span", "ruby", "rt", "rp");

    /** Marks that mean nothing more when they are nested in themselves. */
    private static final Set<String> ONCE =
            Set.of("em", "strong", "u", "s", "del", "ins", "mark", "small", "code", "kbd", "samp", "var", "cite");

    /** Marks that continue in the blocks within them; for the other marks, the blocks would become too large. */
    private static final Set<String> ACROSS_BLOCKS = Set.of("a", "em", "strong");

    private static final Set<String> LITERAL = Set.of("code", "kbd", "samp");
    private static final Set<String> WITHOUT_LINKS = Set.of("a", "code");

    private static final Set<String> AUTOLINKED = Set.of("http", "https", "mailto");

    private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r\\f]+");

    /** Finds the same links as {@link MarkdownDialect} does, so that HTML and Markdown have the same links. */
    private static final LinkExtractor ADDRESSES = LinkExtractor.builder()
            .linkTypes(EnumSet.of(LinkType.URL, LinkType.EMAIL))
            .build();

    private InlineContent() {}

    static boolean isInline(Node node) {
        return node instanceof TextNode || ELEMENTS.contains(node.nodeName());
    }

    /**
     * An element around inline content.
     *
     * @param source the element itself for links, since two links to one address are two links; null otherwise
     */
    record Mark(String tag, Map<String, String> attributes, Element source) {

        static Mark of(Element element) {
            return new Mark(element.normalName(), attributesOf(element), element.nameIs("a") ? element : null);
        }

        Element element() {
            Element element = new Element(tag);
            attributes.forEach(element::attr);
            return element;
        }
    }

    /**
     * Text, an image, a line break or, without a node, a place that only has an id.
     *
     * @param marks outermost first
     */
    record Piece(List<Mark> marks, Node node) {

        boolean isText() {
            return node instanceof TextNode;
        }

        boolean isBreak() {
            return node != null && node.nodeName().equals("br");
        }

        String text() {
            return ((TextNode) node).getWholeText();
        }

        Piece withText(String text) {
            return new Piece(marks, new TextNode(text));
        }

        private boolean isIn(Set<String> tags) {
            return marks.stream().anyMatch(mark -> tags.contains(mark.tag()));
        }
    }

    static Map<String, String> attributesOf(Element element) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Attribute attribute : element.attributes()) {
            if (!attribute.getKey().startsWith("data-")) {
                attributes.put(attribute.getKey(), attribute.getValue());
            }
        }
        return attributes;
    }

    /** Returns the marks within an element that has the given marks around it. */
    static List<Mark> within(List<Mark> marks, Element element) {
        Mark mark = Mark.of(element);
        boolean linkInLink = mark.tag().equals("a")
                && marks.stream().anyMatch(outer -> outer.tag().equals("a"));
        boolean nothing = (mark.tag().equals("a") || mark.tag().equals("span"))
                && mark.attributes().isEmpty();
        if (linkInLink || nothing) {
            return marks;
        }
        boolean again = ONCE.contains(mark.tag())
                && marks.stream().anyMatch(outer -> outer.tag().equals(mark.tag()));
        if (again) {
            return around(element, marks);
        }
        List<Mark> inner = new ArrayList<>(marks);
        inner.add(mark);
        return List.copyOf(inner);
    }

    /** Returns the marks within a {@code span} that has the id, the language and the direction of an element. */
    static List<Mark> around(Element element, List<Mark> marks) {
        Element span = new Element("span");
        NormalForm.copy(element, span, "id", "lang", "dir");
        return within(marks, span);
    }

    /** Returns the marks that continue within a block. */
    static List<Mark> acrossBlocks(List<Mark> marks) {
        return marks.stream()
                .filter(mark -> ACROSS_BLOCKS.contains(mark.tag()))
                .map(mark -> mark.attributes().containsKey("id") ? withoutId(mark) : mark)
                .toList();
    }

    private static Mark withoutId(Mark mark) {
        Map<String, String> attributes = new LinkedHashMap<>(mark.attributes());
        attributes.remove("id");
        return new Mark(mark.tag(), attributes, mark.source());
    }

    /** Adds the pieces of a node that has no blocks. */
    static void add(Node node, List<Mark> marks, List<Piece> pieces) {
        if (node instanceof TextNode) {
            pieces.add(new Piece(marks, node));
            return;
        }
        Element element = (Element) node;
        if (element.nameIs("br")) {
            if (element.hasAttr("id")) {
                pieces.add(new Piece(within(marks, new Element("span").attr("id", element.id())), null));
            }
            pieces.add(new Piece(marks, new Element("br")));
        } else if (element.nameIs("img")) {
            Element image = new Element("img");
            attributesOf(element).forEach(image::attr);
            pieces.add(new Piece(around(element, marks), image));
            AllowedHtml.EVERYWHERE.forEach(image::removeAttr);
        } else {
            List<Mark> inner = within(marks, element);
            int before = pieces.size();
            element.childNodes().forEach(child -> add(child, inner, pieces));
            if (pieces.size() == before && element.hasAttr("id")) {
                pieces.add(new Piece(inner, null));
            }
        }
    }

    /** Splits the pieces at two or more line breaks, collapses white space, and makes links of URLs. */
    static List<List<Piece>> paragraphs(List<Piece> pieces) {
        List<List<Piece>> paragraphs = new ArrayList<>();
        List<Piece> line = new ArrayList<>();
        int breaks = 0;
        for (Piece piece : withOuterSpaces(collapsed(pieces))) {
            if (piece.isBreak()) {
                breaks++;
                line.add(piece);
                continue;
            }
            if (breaks > 1) {
                paragraphs.add(line);
                line = new ArrayList<>();
            }
            breaks = 0;
            line.add(piece);
        }
        paragraphs.add(line);
        return paragraphs.stream()
                .map(InlineContent::trimmed)
                .filter(paragraph -> !paragraph.isEmpty())
                .map(InlineContent::withLinks)
                .toList();
    }

    /** Returns the pieces of all paragraphs, with one line break between two of them. */
    static List<Piece> lines(List<Piece> pieces) {
        List<Piece> lines = new ArrayList<>();
        for (List<Piece> paragraph : paragraphs(pieces)) {
            if (!lines.isEmpty()) {
                lines.add(new Piece(List.of(), new Element("br")));
            }
            lines.addAll(paragraph);
        }
        return lines;
    }

    private static List<Piece> trimmed(List<Piece> pieces) {
        int start = 0;
        int end = pieces.size();
        while (start < end && pieces.get(start).isBreak()) {
            start++;
        }
        while (end > start && pieces.get(end - 1).isBreak()) {
            end--;
        }
        return pieces.subList(start, end);
    }

    private static List<Piece> collapsed(List<Piece> pieces) {
        List<Piece> collapsed = new ArrayList<>();
        int lastText = -1;
        boolean space = true;
        for (Piece piece : pieces) {
            if (piece.isText()) {
                String text = SPACE.matcher(piece.text()).replaceAll(" ");
                text = space && text.startsWith(" ") ? text.substring(1) : text;
                if (text.isEmpty()) {
                    continue;
                }
                space = text.endsWith(" ");
                lastText = collapsed.size();
                collapsed.add(piece.withText(text));
            } else if (piece.isBreak()) {
                trimEnd(collapsed, lastText, space);
                lastText = -1;
                space = true;
                collapsed.add(piece);
            } else {
                space = piece.node() == null && space;
                lastText = piece.node() == null ? lastText : -1;
                collapsed.add(piece);
            }
        }
        trimEnd(collapsed, lastText, space);
        collapsed.removeIf(piece -> piece.isText() && piece.text().isEmpty());
        return collapsed;
    }

    private static void trimEnd(List<Piece> pieces, int lastText, boolean space) {
        if (space && lastText >= 0) {
            String text = pieces.get(lastText).text();
            pieces.set(lastText, pieces.get(lastText).withText(text.substring(0, text.length() - 1)));
        }
    }

    /** A space at the edge of marks gets only the marks that are on both sides of it. */
    private static List<Piece> withOuterSpaces(List<Piece> pieces) {
        List<Piece> split = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!piece.isText() || piece.marks().isEmpty() || piece.isIn(LITERAL)) {
                split.add(piece);
                continue;
            }
            String text = piece.text();
            int start = text.startsWith(" ") ? 1 : 0;
            int end = text.length() - (text.length() > start && text.endsWith(" ") ? 1 : 0);
            addText(piece, text.substring(0, start), split);
            addText(piece, text.substring(start, end), split);
            addText(piece, text.substring(end), split);
        }
        for (int i = 0; i < split.size(); i++) {
            Piece piece = split.get(i);
            if (piece.isText() && piece.text().equals(" ") && !piece.isIn(LITERAL)) {
                List<Mark> before = i == 0 ? List.of() : split.get(i - 1).marks();
                List<Mark> after =
                        i + 1 == split.size() ? List.of() : split.get(i + 1).marks();
                int common = Math.min(common(piece.marks(), before), common(piece.marks(), after));
                split.set(i, new Piece(piece.marks().subList(0, common), piece.node()));
            }
        }
        return split;
    }

    private static void addText(Piece piece, String text, List<Piece> pieces) {
        if (!text.isEmpty()) {
            pieces.add(piece.withText(text));
        }
    }

    private static int common(List<Mark> one, List<Mark> other) {
        int common = 0;
        while (common < one.size() && common < other.size() && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }

    /** Makes one piece of texts in a row with the same marks. */
    private static List<Piece> merged(List<Piece> pieces) {
        List<Piece> merged = new ArrayList<>();
        int next = 0;
        while (next < pieces.size()) {
            Piece first = pieces.get(next++);
            StringBuilder more = new StringBuilder();
            while (first.isText()
                    && next < pieces.size()
                    && pieces.get(next).isText()
                    && pieces.get(next).marks().equals(first.marks())) {
                more.append(pieces.get(next++).text());
            }
            merged.add(more.isEmpty() ? first : first.withText(first.text() + more));
        }
        return merged;
    }

    private static List<Piece> withLinks(List<Piece> pieces) {
        List<Piece> merged = merged(pieces);
        List<Piece> linked = new ArrayList<>();
        for (Piece piece : merged) {
            if (!piece.isText() || piece.isIn(WITHOUT_LINKS)) {
                linked.add(piece);
            } else {
                addLinked(piece, linked);
            }
        }
        return linked;
    }

    private static void addLinked(Piece piece, List<Piece> linked) {
        String text = piece.text();
        for (Span span : ADDRESSES.extractSpans(text)) {
            String part = text.substring(span.getBeginIndex(), span.getEndIndex());
            String href =
                    span instanceof LinkSpan link ? (link.getType() == LinkType.EMAIL ? "mailto:" : "") + part : "";
            Piece plain = piece.withText(part);
            if (href.isEmpty() || !BodyHtml.leadsTo(href, AUTOLINKED)) {
                linked.add(plain);
            } else {
                linked.add(new Piece(
                        within(piece.marks(), new Element("a").attr("href", BodyHtml.address(href))), plain.node()));
            }
        }
    }

    /** Appends the pieces to an element. */
    static void build(List<Piece> pieces, Element target) {
        List<Mark> open = List.of();
        List<Element> path = new ArrayList<>(List.of(target));
        for (Piece piece : merged(pieces)) {
            int common = common(open, piece.marks());
            path.subList(common + 1, path.size()).clear();
            for (Mark mark : piece.marks().subList(common, piece.marks().size())) {
                Element element = mark.element();
                path.get(path.size() - 1).appendChild(element);
                path.add(element);
            }
            open = piece.marks();
            Element parent = path.get(path.size() - 1);
            if (piece.isText() && parent.lastChild() instanceof TextNode last) {
                last.text(last.getWholeText() + piece.text());
            } else if (piece.node() != null) {
                parent.appendChild(piece.node());
            }
        }
    }
}

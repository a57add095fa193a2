package org.broadsheet.body;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Reads what an editor wrote into one clean HTML tree, from which every form of the body is made. */
final class BodyHtml {

    static final List<Extension> MARKDOWN_EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

    /** Quotations and lists are nested no deeper than this: deeper ones would cost stack, and say nothing to readers. */
    private static final int MAX_NESTING = 64;

    private static final Parser MARKDOWN = Parser.builder()
            .extensions(MARKDOWN_EXTENSIONS)
            .maxOpenBlockParsers(MAX_NESTING)
            .build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(MARKDOWN_EXTENSIONS).build();

    /** Relative links are kept as they are; the cleaner needs a base only to tell their protocol. */
    private static final String BASE = "https://relative.invalid/";

    /** All that survives. Everything else goes: an element leaves its text behind, script and style do not. */
    private static final Safelist ALLOWED = new Safelist()
            .addTags("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br")
            .addTags("figure", "figcaption", "table", "thead", "tbody", "tfoot", "tr", "th", "td")
            .addTags("a", "img", "em", "strong", "i", "b", "u", "s", "del", "ins", "mark", "small", "sub", "sup")
            .addTags("code", "kbd", "samp", "var", "abbr", "cite", "q")
            .addAttributes("a", "href", "title")
            .addProtocols("a", "href", "http", "https", "mailto", "story")
            .addAttributes("img", "src", "alt", "title", "width", "height")
            .addProtocols("img", "src", "http", "https")
            .addAttributes("ol", "start")
            .addAttributes("code", "class")
            .addAttributes("th", "align")
            .addAttributes("td", "align")
            .addAttributes("abbr", "title")
            .preserveRelativeLinks(true);

    private static final Pattern LANGUAGE_CLASS = Pattern.compile("language-[A-Za-z0-9+#._-]{1,40}");
    private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Set<String> ALIGNMENTS = Set.of("left", "center", "right");

    private static final Set<String> INLINE = Set.of(
            "a", "img", "em", "strong", "u", "s", "del", "ins", "mark", "small", "sub", "sup", "code", "kbd", "samp",
            "var", "abbr", "cite", "q", "br");

    private BodyHtml() {}

    static boolean isInline(Node node) {
        return node instanceof TextNode || INLINE.contains(node.nodeName());
    }

    static Element read(WrittenBody body) {
        String source = StoryLinks.withoutMarks(body.source()).replace("\0", "");
        String html =
                switch (body.format()) {
                    case markdown -> HTML.render(MARKDOWN.parse(source));
                    case html -> source;
                };
        Document clean = new Cleaner(ALLOWED)
                .clean(Jsoup.parse(
                        html, BASE, org.jsoup.parser.Parser.htmlParser().setMaxDepth(MAX_NESTING)));
        clean.outputSettings().prettyPrint(false);
        Element root = clean.body();
        root.select("h1").tagName("h2"); // the story's title is the only first-level heading
        root.select("b").tagName("strong");
        root.select("i").tagName("em");
        root.select("[align]").forEach(cell -> keepAttribute(cell, "align", ALIGNMENTS.contains(cell.attr("align"))));
        root.select("code[class]")
                .forEach(code -> keepAttribute(
                        code,
                        "class",
                        LANGUAGE_CLASS.matcher(code.attr("class")).matches()));
        for (String number : List.of("start", "width", "height")) {
            root.select("[" + number + "]")
                    .forEach(element -> keepAttribute(
                            element,
                            number,
                            SMALL_NUMBER.matcher(element.attr(number)).matches()));
        }
        root.select("img").forEach(BodyHtml::requireSourceAndText);
        wrapStrayText(root);
        root.selectStream("*").toList().forEach(BodyHtml::trimText);
        root.select("p, h2, h3, h4, h5, h6").forEach(BodyHtml::removeIfEmpty);
        root.select("figure:not(:has(img))").forEach(Element::unwrap);
        return root;
    }

    private static void keepAttribute(Element element, String name, boolean keep) {
        if (!keep) {
            element.removeAttr(name);
        }
    }

    private static void requireSourceAndText(Element image) {
        if (image.attr("src").isBlank()) {
            image.remove();
        } else if (!image.hasAttr("alt")) {
            image.attr("alt", "");
        }
    }

    /** Text that stands outside of any paragraph gets one. */
    private static void wrapStrayText(Element root) {
        Element paragraph = null;
        for (Node node : List.copyOf(root.childNodes())) {
            boolean blank = node instanceof TextNode text && text.isBlank();
            if (!isInline(node)) {
                paragraph = null;
            } else if (paragraph != null) {
                paragraph.appendChild(node);
            } else if (!blank) {
                paragraph = new Element("p");
                node.before(paragraph);
                paragraph.appendChild(node);
            }
        }
    }

    /** White space beside a block is layout of the source; inside of a line it is text. */
    private static void trimText(Element element) {
        if (element.closest("pre") != null) {
            return;
        }
        for (TextNode text : element.textNodes()) {
            String trimmed = text.getWholeText();
            if (isBoundary(text.previousSibling(), element)) {
                trimmed = trimmed.stripLeading();
            }
            if (isBoundary(text.nextSibling(), element)) {
                trimmed = trimmed.stripTrailing();
            }
            if (trimmed.isEmpty()) {
                text.remove();
            } else {
                text.text(trimmed);
            }
        }
    }

    private static boolean isBoundary(Node sibling, Element parent) {
        return sibling == null ? !isInline(parent) : !isInline(sibling);
    }

    private static void removeIfEmpty(Element element) {
        if (!element.hasText() && element.select("img").isEmpty()) {
            element.remove();
        }
    }

    static String languageOf(Element pre) {
        Element code = pre.selectFirst("code[class]");
        return code == null ? null : code.className().substring("language-".length());
    }

    static Integer number(Element element, String attribute) {
        Attribute value = element.attribute(attribute);
        return value == null ? null : Integer.valueOf(value.getValue());
    }

    static int headingLevel(Element element) {
        String name = element.tagName().toLowerCase(Locale.ROOT);
        return name.matches("h[2-6]") ? name.charAt(1) - '0' : 0;
    }
}

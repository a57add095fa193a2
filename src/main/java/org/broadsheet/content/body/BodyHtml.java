package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.helper.ValidationException;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;

/** Parses an editor's input into one clean HTML tree, from which every body format is rendered. */
final class BodyHtml {

    static final List<Extension> MARKDOWN_EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

    /** Maximum nesting of quotations and lists: deeper nesting would cost stack and has no use for readers. */
    private static final int MAX_NESTING = 64;

    /**
     * Two marks make a level of emphasis, and one makes a level of images. The parser and the visitors of its tree
     * recurse for each level, and a stack of half a megabyte overflows at some thousands, so the body must be rejected
     * before it is parsed. At each mark, the parser may also scan the rest of the paragraph.
     */
    static final int MAX_MARKS_IN_A_PARAGRAPH = 2_000;

    /** Maximum total of characters in nested quotations, since each quotation block repeats the blocks within it. */
    private static final int MAX_QUOTED = 4_000_000;

    private static final Parser MARKDOWN = Parser.builder()
            .extensions(MARKDOWN_EXTENSIONS)
            .maxOpenBlockParsers(MAX_NESTING)
            .inlineParserFactory(BodyHtml::inlineParser)
            .customInlineContentParserFactory(new CharacterReferences.InMarkdown())
            .build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(MARKDOWN_EXTENSIONS).build();

    /** Relative links stay unchanged; the cleaner needs a base only to determine their protocol. */
    private static final String BASE = "https://relative.invalid/";

    /** Matches more than any browser regards as a protocol, so that no browser finds one that this check misses. */
    private static final Pattern PROTOCOL = Pattern.compile("^([^/?#:]*):");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}]+");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|\\f");
    private static final Pattern ADDRESS_CONTROL = Pattern.compile("\\p{Cc}+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\n]]+");
    private static final Pattern MARK = Pattern.compile("[*_~<]|!\\[");
    private static final Pattern SPACE = Pattern.compile("[\\p{Cc}\\s]+");

    private static final Pattern LANGUAGE_CLASS = Pattern.compile("language-[A-Za-z0-9+#._-]{1,40}");
    private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Set<String> ALIGNMENTS = Set.of("left", "center", "right");

    private static final Set<String> PREFORMATTED = Set.of("pre");
    private static final Set<String> LINK = Set.of("a");
    private static final Set<String> ADDRESSES = Set.of("href", "src");
    private static final Set<String> LISTS = Set.of("ul", "ol");

    private static final Set<String> INLINE = Set.of(
            "a", "img", "em", "strong", "u", "s", "del", "ins", "mark", "small", "sub", "sup", "code", "kbd", "samp",
            "var", "abbr", "cite", "q", "br");

    private BodyHtml() {}

    /** Uses commonmark's default parser, which is only available as an internal class, after a check of the marks. */
    private static InlineParser inlineParser(InlineParserContext context) {
        InlineParser parser = new InlineParserImpl(context);
        return (lines, block) -> {
            long marks = MARK.matcher(lines.getContent()).results().count();
            if (marks > MAX_MARKS_IN_A_PARAGRAPH) {
                throw new BodyTooDeepException(
                        "A paragraph has more than " + MAX_MARKS_IN_A_PARAGRAPH + " of the marks * _ ~ < ![", null);
            }
            parser.parse(lines, block);
        };
    }

    static boolean isInline(Node node) {
        return node instanceof TextNode || INLINE.contains(node.nodeName());
    }

    static boolean isWithin(Element element, Set<String> names) {
        for (Element outer = element; outer != null; outer = outer.parent()) {
            if (names.contains(outer.normalName())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Parses and cleans a body.
     *
     * @throws BodyTooDeepException if a paragraph could nest too deep, or templates or long quotations do
     */
    static Element read(BodyInput body) {
        String source = body.source().replace("\0", "");
        String html =
                switch (body.format()) {
                    case markdown -> HTML.render(MARKDOWN.parse(source));
                    case html -> source;
                };
        Document clean = new Cleaner(AllowedHtml.SAFELIST).clean(parse(CharacterReferences.replacedIn(html)));
        clean.outputSettings().prettyPrint(false);
        Element root = clean.body();
        root.forEachNode(BodyHtml::settleText);
        root.select("h1").tagName("h2"); // the story's title is the only first-level heading
        root.select("b").tagName("strong");
        root.select("i").tagName("em");
        root.select("a[href]")
                .forEach(link -> keepAttribute(link, "href", leadsTo(link.attr("href"), AllowedHtml.LINK_PROTOCOLS)));
        root.select("img[src]")
                .forEach(image -> keepAttribute(image, "src", leadsTo(image.attr("src"), AllowedHtml.IMAGE_PROTOCOLS)));
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
        root.select("img:not([alt])").attr("alt", "");
        replaceNodes(root, BodyHtml::inItsPlace);
        wrapStrayText(root);
        root.selectStream("*").toList().forEach(BodyHtml::trimText);
        replaceNodes(root, (parent, node) -> isEmptyText(node) ? List.of() : List.of(node));
        rejectRepetition(root);
        return root;
    }

    private static void rejectRepetition(Element root) {
        int quoted = 0;
        for (Element quotation : root.select("blockquote blockquote")) {
            quoted += quotation.html().length();
            if (quoted > MAX_QUOTED) {
                throw new BodyTooDeepException("Long quotations are nested too deep", null);
            }
        }
    }

    private static Document parse(String html) {
        try {
            return Jsoup.parse(
                    "<!doctype html>" + html, // without, a table within a paragraph is read otherwise than by sites
                    BASE,
                    org.jsoup.parser.Parser.htmlParser().setMaxDepth(MAX_NESTING));
        } catch (ValidationException | IndexOutOfBoundsException e) {
            // jsoup loses track of templates that it closes because they are too deep.
            throw new BodyTooDeepException("Templates are nested too deep", e);
        }
    }

    /** Character references can produce characters that are not allowed in the source. */
    private static void settleText(Node node) {
        if (node instanceof TextNode text) {
            String lines = LINE_END.matcher(characters(text.getWholeText())).replaceAll("\n");
            text.text(CONTROL.matcher(lines).replaceAll(""));
        } else if (node instanceof Element element) {
            for (Attribute attribute : element.attributes()) {
                String value = characters(attribute.getValue());
                attribute.setValue(
                        ADDRESSES.contains(attribute.getKey())
                                ? address(value)
                                : SPACE.matcher(value).replaceAll(" ").strip());
            }
        }
    }

    /** Removes unpaired surrogates, which link addresses and titles in Markdown may still have. */
    private static String characters(String text) {
        return StoryLinks.withoutMarks(CharacterReferences.withoutUnpaired(text));
    }

    /** Removes characters that browsers ignore in an address. */
    private static String address(String value) {
        return ADDRESS_CONTROL.matcher(value).replaceAll("").strip().replace(" ", "%20");
    }

    private static boolean leadsTo(String address, Set<String> protocols) {
        Matcher protocol = PROTOCOL.matcher(INVISIBLE.matcher(address).replaceAll(""));
        return !protocol.find() || protocols.contains(protocol.group(1).toLowerCase(Locale.ROOT));
    }

    /**
     * Replaces each node by any number of nodes, innermost first. Each element gets its children at once, since
     * removing them one by one would scan all siblings each time.
     *
     * @param replacement returns the nodes that replace a node of a parent
     */
    static void replaceNodes(Element root, BiFunction<Element, Node, List<Node>> replacement) {
        List<Element> elements = root.selectStream("*").toList();
        for (int i = elements.size() - 1; i >= 0; i--) {
            Element element = elements.get(i);
            for (Node child : takeChildren(element)) {
                replacement.apply(element, child).forEach(element::appendChild);
            }
        }
    }

    /** Detaches and returns the element's children. */
    static List<Node> takeChildren(Element element) {
        List<Node> children = List.copyOf(element.childNodes());
        element.empty();
        return children;
    }

    private static void setChildren(Element element, List<Node> children) {
        element.empty();
        children.forEach(element::appendChild);
    }

    private static List<Node> inItsPlace(Element parent, Node node) {
        List<Node> nodes = List.of(node);
        if (node instanceof Element element) {
            if (element.nameIs("img") && element.attr("src").isEmpty()) {
                return List.of();
            }
            boolean holdsBlocks =
                    isInline(element) && !element.childNodes().stream().allMatch(BodyHtml::isInline);
            boolean linkInLink = element.nameIs("a") && isWithin(parent, LINK);
            boolean figureOfNothing =
                    element.nameIs("figure") && element.getElementsByTag("img").isEmpty();
            if (holdsBlocks || linkInLink || figureOfNothing) {
                nodes = takeChildren(element);
            }
        }
        return LISTS.contains(parent.normalName())
                ? nodes.stream().flatMap(BodyHtml::asItem).toList()
                : nodes;
    }

    private static Stream<Node> asItem(Node node) {
        if (node instanceof TextNode text && text.isBlank()) {
            return Stream.empty();
        }
        return Stream.of(node.nameIs("li") ? node : new Element("li").appendChild(node));
    }

    private static void keepAttribute(Element element, String name, boolean keep) {
        if (!keep) {
            element.removeAttr(name);
        }
    }

    /** Wraps text outside of any paragraph in one. */
    private static void wrapStrayText(Element root) {
        Element paragraph = null;
        for (Node node : takeChildren(root)) {
            boolean blank = node instanceof TextNode text && text.isBlank();
            if (!isInline(node)) {
                paragraph = null;
            } else if (paragraph == null && !blank) {
                paragraph = root.appendElement("p");
            }
            (paragraph == null ? root : paragraph).appendChild(node);
        }
    }

    /** White space next to a block is layout of the source; within a line it is text. */
    private static void trimText(Element element) {
        if (isWithin(element, PREFORMATTED)) {
            return;
        }
        List<Node> nodes = element.childNodes();
        List<Node> remaining = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof TextNode text) {
                String trimmed = text.getWholeText();
                if (isBoundary(remaining.isEmpty() ? null : remaining.get(remaining.size() - 1), element)) {
                    trimmed = trimmed.stripLeading();
                }
                if (isBoundary(i + 1 == nodes.size() ? null : nodes.get(i + 1), element)) {
                    trimmed = trimmed.stripTrailing();
                }
                if (trimmed.isEmpty()) {
                    continue;
                }
                text.text(trimmed);
            }
            remaining.add(nodes.get(i));
        }
        if (remaining.size() < nodes.size()) {
            setChildren(element, remaining);
        }
    }

    private static boolean isBoundary(Node sibling, Element parent) {
        return sibling == null ? !isInline(parent) : !isInline(sibling);
    }

    private static boolean isEmptyText(Node node) {
        return node instanceof Element element
                && (element.nameIs("p") || headingLevel(element) > 0)
                && !element.hasText()
                && element.getElementsByTag("img").isEmpty();
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
        String name = element.normalName();
        return name.length() == 2 && name.charAt(0) == 'h' && Character.isDigit(name.charAt(1))
                ? name.charAt(1) - '0'
                : 0;
    }
}

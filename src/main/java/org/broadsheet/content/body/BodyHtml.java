package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
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

/** Parses an editor's input into one clean HTML tree in {@link NormalForm}, from which every body format is rendered. */
final class BodyHtml {

    static final List<Extension> MARKDOWN_EXTENSIONS = List.of(
            TablesExtension.create(),
            StrikethroughExtension.create(),
            AutolinkExtension.create(),
            FootnotesExtension.create(),
            TaskListItemsExtension.create(),
            MarkdownDialect.create());

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
    private static final Pattern MARK = Pattern.compile("[*_~<]|==|!\\[");
    private static final Pattern SPACE = Pattern.compile("[\\p{Cc}\\s]+");

    private static final Set<String> ADDRESSES = Set.of("href", "src", "poster", "cite");

    private static final Predicate<String> LANGUAGE =
            Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,10}").asMatchPredicate();
    private static final Predicate<String> FLAG = value -> true;
    private static final Predicate<String> LENGTH =
            Pattern.compile("[0-9]{1,5}").asMatchPredicate();
    private static final Predicate<String> INTEGER =
            Pattern.compile("-?[0-9]{1,5}").asMatchPredicate();
    private static final Predicate<String> SPAN =
            Pattern.compile("[2-9]|[1-9][0-9]{1,2}").asMatchPredicate();
    private static final Predicate<String> TEXT = value -> !value.isEmpty();

    /** Values that attributes may have; those of addresses are checked for their protocol. */
    private static final Map<String, Predicate<String>> VALUES = Map.ofEntries(
            Map.entry("id", Pattern.compile("[\\p{L}\\p{N}_.:-]{1,200}").asMatchPredicate()),
            Map.entry("lang", LANGUAGE),
            Map.entry("hreflang", LANGUAGE),
            Map.entry("srclang", LANGUAGE),
            Map.entry("dir", Set.of("ltr", "rtl", "auto")::contains),
            Map.entry("align", Set.of("left", "center", "right")::contains),
            Map.entry("scope", Set.of("row", "col", "rowgroup", "colgroup")::contains),
            Map.entry(
                    "class", Pattern.compile("language-[A-Za-z0-9+#._-]{1,40}").asMatchPredicate()),
            Map.entry("start", INTEGER),
            Map.entry("value", INTEGER),
            Map.entry("width", LENGTH),
            Map.entry("height", LENGTH),
            Map.entry("data-width", LENGTH),
            Map.entry("data-height", LENGTH),
            Map.entry("data-task", Set.of("open", "done")::contains),
            Map.entry("colspan", SPAN),
            Map.entry("rowspan", SPAN),
            Map.entry("kind", Set.of("subtitles", "captions", "descriptions", "chapters")::contains),
            Map.entry("rel", TEXT),
            Map.entry("title", TEXT),
            Map.entry("label", TEXT),
            Map.entry("alt", FLAG),
            Map.entry("reversed", FLAG),
            Map.entry("open", FLAG),
            Map.entry("default", FLAG),
            Map.entry("controls", FLAG),
            Map.entry("disabled", FLAG),
            Map.entry("checked", FLAG),
            Map.entry("allowfullscreen", FLAG),
            Map.entry("sandbox", TEXT),
            Map.entry("loading", TEXT),
            Map.entry("referrerpolicy", TEXT));

    private static final Set<String> FLAGS =
            Set.of("reversed", "open", "default", "controls", "disabled", "checked", "allowfullscreen");

    /** Attributes whose loss is reported; one row or column is what a cell has anyway. */
    private static final Set<String> MEANINGFUL =
            Set.of("id", "lang", "hreflang", "dir", "start", "value", "colspan", "rowspan", "scope");

    private static final Set<String> LOWER_CASE = Set.of("dir", "align", "scope", "kind");
    private static final List<String> ATTRIBUTES_IN_ORDER =
            List.of("id", "cite", "href", "src", "alt", "title", "type", "width", "height");
    private static final Set<String> RELATIONS = Set.of("nofollow", "sponsored", "ugc", "author", "license", "tag");
    private static final Predicate<String> LIST_TYPE = Set.of("a", "A", "i", "I")::contains;
    private static final Predicate<String> MEDIA_TYPE = Pattern.compile(
                    "[a-z]+/[A-Za-z0-9.+-]+(; ?codecs=[A-Za-z0-9., ]+)?")
            .asMatchPredicate();

    private BodyHtml() {}

    /** Uses commonmark's default parser, which is only available as an internal class, after a check of the marks. */
    private static InlineParser inlineParser(InlineParserContext context) {
        InlineParser parser = new InlineParserImpl(context);
        return (lines, block) -> {
            long marks = MARK.matcher(lines.getContent()).results().count();
            if (marks > MAX_MARKS_IN_A_PARAGRAPH) {
                throw new BodyTooDeepException(
                        "A paragraph has more than " + MAX_MARKS_IN_A_PARAGRAPH + " of the marks * _ ~ < == ![", null);
            }
            parser.parse(lines, block);
        };
    }

    /**
     * Parses and cleans a body.
     *
     * @param warnings accepts what is removed
     * @throws BodyTooDeepException if a paragraph could nest too deep, or templates or long quotations do
     */
    static Element read(BodyInput body, Embeds embeds, Consumer<Warning> warnings) {
        return readElements(body, embeds, warnings).get(0);
    }

    /** Like {@link #read}, but returns the root and all within it in their order. */
    static List<Element> readElements(BodyInput body, Embeds embeds, Consumer<Warning> warnings) {
        String html =
                switch (body.format()) {
                    case markdown ->
                        HTML.render(MARKDOWN.parse(
                                MarkdownDialect.withEmphasisBesidePunctuation(withoutNull(body.source()))));
                    case html -> withoutNull(body.source());
                    case blocks -> withoutNull(BlocksHtml.of(body.blocks()));
                };
        Document dirty = parse(PlayerTags.withEnds(CharacterReferences.replacedIn(html)));
        List<Element> written = elements(dirty.body());
        Set<String> ids = SourceHtml.idsIn(written);
        SourceHtml.settleAll(written, embeds, warnings);
        Document clean = new Cleaner(AllowedHtml.SAFELIST).clean(dirty);
        clean.outputSettings().prettyPrint(false);
        Element root = clean.body();
        List<Element> elements = elements(root);
        for (Element element : elements) {
            settleText(element);
            if (element.attributesSize() > 0) {
                settleAttributes(element, warnings);
            }
            if (element.nameIs("img")) {
                settleImage(element);
            }
        }
        ids.addAll(idsIn(elements));
        removeRepeatedIds(elements, ids, warnings);
        List<Element> rebuilt = NormalForm.apply(root, elements, embeds, warnings);
        if (removeRepeatedIds(rebuilt, ids, warning -> {})) {
            // An element that was split had its id twice; without the id, its parts may be one again.
            rebuilt = NormalForm.apply(root, rebuilt, embeds, warnings);
        }
        rejectRepetition(rebuilt);
        warnOfLostIds(ids, rebuilt, warnings);
        return rebuilt;
    }

    /** Returns an element and all within it in their order; faster than a selector, for bodies of many small elements. */
    static List<Element> elements(Element root) {
        List<Element> elements = new ArrayList<>();
        addElements(root, elements);
        return elements;
    }

    private static void addElements(Element element, List<Element> elements) {
        elements.add(element);
        for (int i = 0; i < element.childNodeSize(); i++) {
            if (element.childNode(i) instanceof Element inner) {
                addElements(inner, elements);
            }
        }
    }

    static Set<String> idsIn(List<Element> elements) {
        Set<String> ids = new LinkedHashSet<>();
        for (Element element : elements) {
            if (element.hasAttr("id")) {
                ids.add(element.id());
            }
        }
        return ids;
    }

    /** Ids with other characters are reported as values that are not allowed. */
    private static void warnOfLostIds(Set<String> ids, List<Element> rebuilt, Consumer<Warning> warnings) {
        if (!ids.isEmpty()) {
            ids.removeAll(idsIn(rebuilt));
            ids.stream()
                    .filter(VALUES.get("id"))
                    .forEach(id ->
                            warnings.accept(Warning.of("The element with this id is not in the body.", "id=" + id)));
        }
    }

    private static String withoutNull(String source) {
        return source.replace("\0", "");
    }

    /** One order of attributes makes equal elements equal texts. */
    static void orderAttributes(Element element) {
        if (element.attributesSize() > 1) {
            List<Attribute> attributes = element.attributes().asList().stream()
                    .sorted(Comparator.comparingInt(BodyHtml::position).thenComparing(Attribute::getKey))
                    .toList();
            element.clearAttributes();
            attributes.forEach(attribute -> element.attr(attribute.getKey(), attribute.getValue()));
        }
    }

    private static int position(Attribute attribute) {
        int position = ATTRIBUTES_IN_ORDER.indexOf(attribute.getKey());
        return position < 0 ? ATTRIBUTES_IN_ORDER.size() : position;
    }

    /**
     * Ids are unique: an element whose id occurred before loses its own.
     *
     * @param all the ids that there may be
     */
    private static boolean removeRepeatedIds(List<Element> elements, Set<String> all, Consumer<Warning> warnings) {
        if (all.isEmpty()) {
            return false;
        }
        Set<String> ids = new HashSet<>();
        boolean repeated = false;
        for (Element element : elements) {
            if (element.hasAttr("id") && !ids.add(element.id())) {
                warnings.accept(Warning.of("An earlier element has the same id.", "id=" + element.id()));
                element.removeAttr("id");
                repeated = true;
            }
        }
        return repeated;
    }

    private static void rejectRepetition(List<Element> elements) {
        int quoted = 0;
        for (Element quotation : elements) {
            boolean nested =
                    quotation.nameIs("blockquote") && quotation.parent().closest("blockquote") != null;
            quoted += nested ? quotation.html().length() : 0;
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
    private static void settleText(Element element) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text && hasUnusual(text.getWholeText())) {
                String lines = LINE_END.matcher(characters(text.getWholeText())).replaceAll("\n");
                text.text(CONTROL.matcher(lines).replaceAll(""));
            }
        }
    }

    /** Checks for control characters, surrogates and what follows them. */
    private static boolean hasUnusual(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean usual = c >= ' ' && c <= '~' || c >= '\u00A0' && c < '\uD800' || c == '\n' || c == '\t';
            if (!usual) {
                return true;
            }
        }
        return false;
    }

    private static void settleImage(Element image) {
        if (!image.hasAttr("src")) {
            image.removeAttr("id").remove();
        } else if (!image.hasAttr("alt")) {
            image.attr("alt", "");
        }
    }

    private static void settleAttributes(Element element, Consumer<Warning> warnings) {
        for (Attribute attribute : element.attributes().asList()) {
            String name = attribute.getKey();
            String written = characters(attribute.getValue());
            String value = ADDRESSES.contains(name)
                    ? address(written)
                    : SPACE.matcher(written).replaceAll(" ").strip();
            element.attr(name, value);
            if (ADDRESSES.contains(name)) {
                boolean allowed = !value.isEmpty()
                        && leadsTo(
                                value, name.equals("href") ? AllowedHtml.LINK_PROTOCOLS : AllowedHtml.MEDIA_PROTOCOLS);
                if (!allowed) {
                    element.removeAttr(name);
                }
            } else if (name.equals("rel")) {
                String kept = relations(value);
                if (kept.isEmpty()) {
                    element.removeAttr(name);
                } else {
                    element.attr(name, kept);
                }
            } else if (name.equals("type")) {
                keepAttribute(
                        element,
                        name,
                        element.nameIs("input") || (element.nameIs("ol") ? LIST_TYPE : MEDIA_TYPE).test(value));
            } else {
                String settled =
                        FLAGS.contains(name) ? "" : LOWER_CASE.contains(name) ? value.toLowerCase(Locale.ROOT) : value;
                element.attr(name, settled);
                boolean keep = VALUES.getOrDefault(name, none -> false).test(settled);
                keepAttribute(element, name, keep);
                if (!keep && MEANINGFUL.contains(name) && !value.isEmpty() && !value.equals("1")) {
                    warnings.accept(Warning.of("This value is not allowed.", name + "=" + value));
                }
            }
        }
    }

    private static String relations(String value) {
        return List.of(value.toLowerCase(Locale.ROOT).split(" ")).stream()
                .filter(RELATIONS::contains)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** Removes unpaired surrogates, which link addresses and titles in Markdown may still have. */
    private static String characters(String text) {
        return StoryLinks.withoutMarks(CharacterReferences.withoutUnpaired(text));
    }

    /** Removes characters that browsers ignore in an address. */
    static String address(String value) {
        return ADDRESS_CONTROL.matcher(value).replaceAll("").strip().replace(" ", "%20");
    }

    static boolean leadsTo(String address, Set<String> protocols) {
        Matcher protocol = PROTOCOL.matcher(INVISIBLE.matcher(address).replaceAll(""));
        return !protocol.find() || protocols.contains(protocol.group(1).toLowerCase(Locale.ROOT));
    }

    /** Detaches and returns the element's children. */
    static List<Node> takeChildren(Element element) {
        List<Node> children = new ArrayList<>(element.childNodes());
        element.empty();
        return children;
    }

    private static void keepAttribute(Element element, String name, boolean keep) {
        if (!keep) {
            element.removeAttr(name);
        }
    }

    /** Returns the language of a code block; null if it has none. */
    static String languageOf(Element pre) {
        Element code = pre.selectFirst("code[class]");
        return code == null ? null : code.className().substring("language-".length());
    }

    /** Returns the first child with a name; null if there is none. */
    static Element child(Element parent, String name) {
        for (Node node : parent.childNodes()) {
            if (node.nodeName().equals(name)) {
                return (Element) node;
            }
        }
        return null;
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

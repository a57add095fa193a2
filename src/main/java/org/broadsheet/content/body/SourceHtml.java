package org.broadsheet.content.body;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/** Converts what editors write with other elements and attributes to those that are allowed, before the rest is removed. */
final class SourceHtml {

    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("h1", "h2"), // the story's title is the only first-level heading
            Map.entry("b", "strong"),
            Map.entry("i", "em"),
            Map.entry("strike", "s"),
            Map.entry("tt", "code"),
            Map.entry("acronym", "abbr"),
            Map.entry("menu", "ul"),
            Map.entry("dir", "ul"),
            Map.entry("listing", "pre"),
            Map.entry("embed", "iframe"));

    /** Elements that end a paragraph. */
    private static final Set<String> CONTAINERS = Set.of(
            "address",
            "article",
            "aside",
            "body",
            "button",
            "center",
            "dialog",
            "fieldset",
            "form",
            "frameset",
            "header",
            "hgroup",
            "html",
            "legend",
            "main",
            "nav",
            "noscript",
            "optgroup",
            "option",
            "search",
            "section",
            "select",
            "template",
            "textarea");

    /** Elements that are removed with a warning, and what a reader misses. */
    private static final Map<String, String> REMOVED = Map.ofEntries(
            Map.entry("script", "Scripts are removed."),
            Map.entry("style", "Style sheets are removed."),
            Map.entry("svg", "Only the text of a vector graphic remains."),
            Map.entry("math", "Only the text of a formula remains."),
            Map.entry("canvas", "It needs a script."),
            Map.entry("form", "Only the text of a form remains."),
            Map.entry("select", "Only the text of a form remains."),
            Map.entry("textarea", "Only the text of a form remains."),
            Map.entry("applet", "Applets are removed."),
            Map.entry("noembed", "It is only for browsers without players."),
            Map.entry("noframes", "It is only for browsers without frames."),
            Map.entry("map", "Only the text of an image map remains."));

    /** Classes of Ghost's controls of players. */
    private static final Set<String> CONTROLS =
            Set.of("kg-video-overlay", "kg-video-player-container", "kg-audio-player-container", "kg-audio-thumbnail");

    /** What is in these elements is nothing to which a link leads. */
    private static final Evaluator WITHOUT_CONTENT = QueryParser.parse("script, style, svg, math, canvas, applet");

    private static final Pattern CODE_CLASS =
            Pattern.compile("(?:^|\\s)\\{?\\.?(?:language-|lang-|highlight-source-)\\{?\\.?([A-Za-z0-9+#._-]{1,40})");
    private static final Pattern CODE_NAME = Pattern.compile("^\\{?\\.?([A-Za-z0-9+#._-]{1,40})\\}?$");
    private static final Set<String> CODE_NAMES = Set.of(
            "bash",
            "c",
            "clojure",
            "cpp",
            "cs",
            "csharp",
            "css",
            "dart",
            "diff",
            "dockerfile",
            "elixir",
            "erlang",
            "go",
            "graphql",
            "groovy",
            "haskell",
            "html",
            "http",
            "ini",
            "java",
            "javascript",
            "js",
            "json",
            "jsx",
            "julia",
            "kotlin",
            "less",
            "lisp",
            "lua",
            "makefile",
            "markdown",
            "matlab",
            "nginx",
            "ocaml",
            "perl",
            "php",
            "powershell",
            "python",
            "r",
            "ruby",
            "rust",
            "sass",
            "scala",
            "scss",
            "sh",
            "shell",
            "sql",
            "svelte",
            "swift",
            "text",
            "toml",
            "ts",
            "tsx",
            "typescript",
            "vim",
            "vue",
            "xml",
            "yaml",
            "zig");

    private static final Pattern ALIGNMENT =
            Pattern.compile("(?i)(?:^|;)\\s*text-align\\s*:\\s*(left|center|right)\\b");
    private static final Set<String> ADDRESSES = Set.of("src", "poster", "cite");
    private static final Set<String> MOVIE = Set.of("movie", "src", "url", "filename");
    private static final Pattern SIZE = Pattern.compile("\\d{1,6}(?:\\.\\d{1,3})?[wx]");
    private static final List<String> LATE_ADDRESSES = List.of("data-src", "data-lazy-src", "data-original");

    /** Styles that mean the same as an element, the innermost first. */
    private static final List<Style> STYLES = List.of(
            new Style("sup", Set.of("vertical-align"), "super\\b.*"),
            new Style("sub", Set.of("vertical-align"), "sub\\b.*"),
            new Style("s", Set.of("text-decoration", "text-decoration-line"), ".*line-through.*"),
            new Style("u", Set.of("text-decoration", "text-decoration-line"), ".*underline.*"),
            new Style("em", Set.of("font-style"), "italic\\b.*"),
            new Style("strong", Set.of("font-weight"), "(?:bold\\b|[6-9]00\\b).*"));

    private static final Pattern NORMAL_WEIGHT = Pattern.compile("(?i)font-weight\\s*:\\s*(?:normal|400)\\b");
    private static final Pattern CREDIT =
            Pattern.compile("(?i)(?:^|[\\s_-])(?:credits?|copyright|photographer|byline)(?:$|[\\s_-])");

    private SourceHtml() {}

    /**
     * A style that means the same as an element.
     *
     * @param tag of the element
     * @param names of the property
     */
    private record Style(String tag, Set<String> names, Pattern value) {

        Style(String tag, Set<String> names, String value) {
            this(tag, names, Pattern.compile(value, Pattern.DOTALL));
        }

        boolean isIn(String declaration) {
            int colon = declaration.indexOf(':');
            return colon > 0
                    && names.contains(declaration.substring(0, colon).strip())
                    && value.matcher(declaration.substring(colon + 1).strip()).matches();
        }
    }

    static void settleAll(List<Element> elements, Embeds embeds, Consumer<Warning> warnings) {
        for (Element element : elements) {
            boolean isRemoved = element.ownerDocument() == null;
            if (!isRemoved) {
                settle(element, embeds, warnings);
            }
        }
        elements.stream()
                .filter(element -> element.nameIs("input")
                        || element.hasAttr("class") && CONTROLS.stream().anyMatch(element::hasClass))
                .forEach(Element::remove);
    }

    /** Returns the ids of the elements whose content may remain. */
    static Set<String> idsIn(List<Element> elements) {
        return elements.stream()
                .filter(element -> element.hasAttr("id"))
                .filter(element -> element.closest(WITHOUT_CONTENT) == null)
                .map(element -> element.id().strip())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void settle(Element element, Embeds embeds, Consumer<Warning> warnings) {
        String name = element.normalName();
        // Elements with a colon are Word's, and say how a paragraph looks.
        boolean isKnown = Tag.isKnownTag(name) || name.equals("picture") || REMOVED.containsKey(name);
        if (!isKnown && name.indexOf(':') < 0) {
            String address = element.attr("src");
            warnings.accept(Warning.of(
                    "Only the text of an unknown element remains.", address.isEmpty() ? name : name + " " + address));
        }
        if (REMOVED.containsKey(name)) {
            String address = element.attr("src");
            warnings.accept(Warning.of(REMOVED.get(name), address.isEmpty() ? name : name + " " + address));
        }
        switch (name) {
            case "pre", "code" -> settleCode(element);
            case "td", "th" -> settleAlignment(element);
            case "input" -> settleTask(element);
            case "li" -> settleListedTask(element);
            case "object" -> settleObject(element, embeds, warnings);
            case "noscript" -> settleNoscript(element);
            case "xmp" -> settleRawText(element);
            case "b", "strong" -> {
                if (NORMAL_WEIGHT.matcher(element.attr("style")).find()) {
                    element.tagName("span").removeAttr("id");
                    return;
                }
            }
            case "span", "font" -> {
                settleCredit(element);
                settleStyle(element);
            }
            case "small" -> settleCredit(element);
            case "img" -> settleImage(element);
            case "a" -> settleLink(element, warnings);
            case "abbr", "acronym" -> {
                if (settleInnerAbbreviation(element, warnings)) {
                    return;
                }
            }
            case "ul" -> settleGallery(element);
            default -> {}
        }
        ADDRESSES.forEach(address -> checkAddress(element, address, warnings));
        if (element != element.ownerDocument().body()) {
            if (OTHER_NAMES.containsKey(name)) {
                element.tagName(OTHER_NAMES.get(name));
            } else if (CONTAINERS.contains(name)) {
                element.tagName("div");
            } else if (isReplacedByText(element)
                    && AllowedHtml.EVERYWHERE.stream().anyMatch(element::hasAttr)) {
                element.tagName("span");
            }
        }
    }

    /** Checks for inline elements that are not allowed, such as {@code time} and elements of a site. */
    private static boolean isReplacedByText(Element element) {
        String name = element.normalName();
        return element.tag().isInline()
                && element.tag().namespace().equals(Parser.NamespaceHtml)
                && !name.equals("input")
                && !AllowedHtml.ELEMENTS.containsKey(name)
                && !REMOVED.containsKey(name);
    }

    private static void settleCode(Element element) {
        String language = null;
        Matcher named = CODE_CLASS.matcher(element.className());
        if (named.find()) {
            language = named.group(1);
        }
        for (String attribute : List.of("data-lang", "data-language")) {
            Matcher plain = CODE_NAME.matcher(element.attr(attribute));
            if (language == null && plain.matches()) {
                language = plain.group(1);
            }
        }
        if (language == null && element.nameIs("pre")) {
            language = element.classNames().stream()
                    .filter(word -> CODE_NAMES.contains(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElse(null);
        }
        element.removeAttr("class");
        if (language == null) {
            return;
        }
        if (element.nameIs("code")) {
            element.attr("class", "language-" + language);
            return;
        }
        Element code = element.selectFirst("code");
        if (code == null) {
            code = new Element("code");
            List.copyOf(element.childNodes()).forEach(code::appendChild);
            element.appendChild(code);
        }
        if (code.className().isEmpty()) {
            code.attr("class", "language-" + language);
        }
    }

    private static void settleAlignment(Element cell) {
        Matcher alignment = ALIGNMENT.matcher(cell.attr("style"));
        if (alignment.find() && !cell.hasAttr("align")) {
            cell.attr("align", alignment.group(1));
        }
    }

    /** A checkbox at the beginning of an item is the state of a task. */
    private static void settleTask(Element input) {
        Element item = input.closest("li");
        if (item != null && input.attr("type").equalsIgnoreCase("checkbox") && !item.hasAttr("data-task")) {
            item.attr("data-task", input.hasAttr("checked") ? "done" : "open");
        }
    }

    /** TipTap and Quill have the state in attributes. */
    private static void settleListedTask(Element item) {
        String state = item.attr("data-checked") + item.attr("data-list");
        String ofList = item.parent() == null ? "" : item.parent().attr("data-checked");
        String whole = state.isEmpty() ? ofList : state;
        if (whole.equals("true") || whole.equals("checked")) {
            item.attr("data-task", "done");
        } else if (whole.equals("false") || whole.equals("unchecked")) {
            item.attr("data-task", "open");
        }
    }

    private static void checkAddress(Element element, String attribute, Consumer<Warning> warnings) {
        String address = element.attr(attribute).strip();
        if (!address.isEmpty() && !BodyHtml.leadsTo(address, AllowedHtml.MEDIA_PROTOCOLS)) {
            warnings.accept(
                    Warning.of("Addresses with this protocol are removed.", element.normalName() + " " + address));
        }
    }

    /**
     * Scripts of sites that load images late put the address of an image into an attribute of their own, and the image
     * itself into {@code noscript}.
     */
    private static void settleImage(Element image) {
        if (image.attr("src").isBlank() || image.attr("src").strip().startsWith("data:")) {
            lateAddresses(image).findFirst().or(() -> largest(image)).ifPresent(address -> image.attr("src", address));
        }
    }

    private static Stream<String> lateAddresses(Element image) {
        return LATE_ADDRESSES.stream().map(image::attr).filter(address -> !address.isBlank());
    }

    /** Returns the address of the largest variant. */
    private static Optional<String> largest(Element image) {
        Element picture = image.parent() != null && image.parent().nameIs("picture") ? image.parent() : image;
        return picture.select("[srcset], [data-srcset]").stream()
                .flatMap(element -> Stream.of(element.attr("srcset"), element.attr("data-srcset")))
                .flatMap(variants -> Stream.of(variants.strip().split(",\\s+")))
                .map(variant -> variant.strip().split("\\s+"))
                .filter(variant -> !variant[0].isEmpty() && !variant[0].startsWith("data:"))
                .max(Comparator.comparingDouble(SourceHtml::size))
                .map(variant -> variant[0]);
    }

    /** @param variant address and width or density */
    private static double size(String[] variant) {
        boolean sized = variant.length > 1 && SIZE.matcher(variant[1]).matches();
        return sized ? Double.parseDouble(variant[1].substring(0, variant[1].length() - 1)) : 0;
    }

    private static void settleNoscript(Element element) {
        Element before = element.previousElementSibling();
        Element late = before == null || before.nameIs("img") ? before : before.selectFirst("img");
        if (late != null) {
            Set<String> addresses = Stream.concat(Stream.of(late.attr("src")), lateAddresses(late))
                    .collect(Collectors.toSet());
            element.select("img").stream()
                    .filter(image -> addresses.contains(image.attr("src")))
                    .forEach(image -> {
                        late.attr("src", image.attr("src"));
                        image.remove();
                    });
        }
    }

    private static void settleRawText(Element element) {
        String text = element.data() + element.wholeText();
        element.tagName("pre").text(text);
    }

    /**
     * An object is a player, whose content is for browsers that cannot play it, or else its content. Without content it is
     * a link.
     */
    private static void settleObject(Element object, Embeds embeds, Consumer<Warning> warnings) {
        String address = addressOf(object);
        boolean hasContent = object.hasText() || object.selectFirst("img, video, audio") != null;
        boolean isPlayer = embeds.ofPlayer(address).isPresent();
        if (isPlayer || !hasContent) {
            if (hasContent) {
                warnings.accept(Warning.of(Warning.FALLBACK, object.text()));
            }
            object.empty();
            object.tagName("iframe").attr("src", address);
        } else {
            warnings.accept(Warning.of("Only the content of an object remains.", "object " + address));
            object.select("param").remove();
            object.tagName("div");
        }
    }

    private static String addressOf(Element object) {
        Stream<String> parameters = object.select("param").stream()
                .filter(part -> MOVIE.contains(part.attr("name").toLowerCase(Locale.ROOT)))
                .map(part -> part.attr("value"));
        Stream<String> embeds =
                object.select("embed, object").stream().flatMap(part -> Stream.of(part.attr("src"), part.attr("data")));
        return Stream.of(Stream.of(object.attr("data")), parameters, embeds)
                .flatMap(addresses -> addresses)
                .filter(address -> !address.isBlank())
                .findFirst()
                .orElse("");
    }

    /** Google Docs and Word write marks as styles. */
    private static void settleStyle(Element element) {
        String style = element.attr("style");
        if (style.isEmpty()) {
            return;
        }
        List<String> declarations = List.of(style.toLowerCase(Locale.ROOT).split(";"));
        for (Style meaning : STYLES) {
            boolean ofLink =
                    meaning.tag.equals("u") && (element.closest("a") != null || element.selectFirst("a") != null);
            if (!ofLink && declarations.stream().anyMatch(meaning::isIn)) {
                Element mark = new Element(meaning.tag);
                BodyHtml.takeChildren(element).forEach(mark::appendChild);
                element.appendChild(mark);
            }
        }
    }

    private static void settleCredit(Element element) {
        if (CREDIT.matcher(element.className()).find() && element.closest("figcaption") != null) {
            element.tagName("cite");
        }
    }

    private static void settleLink(Element link, Consumer<Warning> warnings) {
        if (link.id().isEmpty() && link.hasAttr("name")) {
            link.attr("id", link.attr("name"));
        }
        if (link.hasAttr("href") && !BodyHtml.leadsTo(link.attr("href"), AllowedHtml.LINK_PROTOCOLS)) {
            warnings.accept(Warning.of("Links with this protocol are removed; the text remains.", link.attr("href")));
        }
    }

    /** A span has one long form, so an abbreviation within another is only text. */
    private static boolean settleInnerAbbreviation(Element element, Consumer<Warning> warnings) {
        Element outer = element.parent().closest("abbr, acronym");
        if (outer == null) {
            return false;
        }
        String title = element.attr("title");
        if (!title.isEmpty() && !title.equals(outer.attr("title"))) {
            warnings.accept(Warning.of("An abbreviation within another has no long form.", title));
        }
        element.tagName("span").removeAttr("title");
        return true;
    }

    /** The galleries of WordPress before 5.9 are lists of figures. */
    private static void settleGallery(Element list) {
        if (list.hasClass("blocks-gallery-grid") && list.closest("figure") != null) {
            list.children().tagName("div");
            list.tagName("div");
        }
    }
}

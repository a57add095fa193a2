package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.content.body.Block.Inline;
import org.broadsheet.content.body.Span.SpanImage;
import org.broadsheet.content.body.Span.SpanLink;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Converts an HTML tree in {@link NormalForm} to typed blocks. */
final class BodyBlocks {

    /** Spaces move outwards, so few rounds settle them. */
    private static final int MAX_ROUNDS = 8;

    private final Embeds embeds;

    private BodyBlocks(Embeds embeds) {
        this.embeds = embeds;
    }

    static List<Block> of(Element parent, Embeds embeds) {
        return new BodyBlocks(embeds).blocks(parent.children());
    }

    private List<Block> blocks(List<Element> elements) {
        return elements.stream().map(this::block).toList();
    }

    private Block block(Element element) {
        int level = BodyHtml.headingLevel(element);
        Content content = Content.of(element.childNodes());
        if (level > 0) {
            return new Block.HeadingBlock(
                    level,
                    element.id(),
                    content.text(),
                    content.html(),
                    content.spans(),
                    language(element),
                    direction(element));
        }
        return switch (element.normalName()) {
            case "ul", "ol" -> list(element);
            case "blockquote" -> quote(element);
            case "pre" -> code(element);
            case "figure" -> figure(element);
            case "table" -> table(element);
            case "dl" -> definitions(element);
            case "details" ->
                new Block.DetailsBlock(
                        id(element),
                        inline(element.child(0)),
                        element.hasAttr("open"),
                        blocks(element.children().subList(1, element.childrenSize())),
                        language(element),
                        direction(element));
            case "hr" -> new Block.DividerBlock(id(element));
            default ->
                new Block.ParagraphBlock(
                        id(element),
                        content.text(),
                        content.html(),
                        content.spans(),
                        language(element),
                        direction(element));
        };
    }

    private static String attribute(Element element, String name) {
        return element.hasAttr(name) ? element.attr(name) : null;
    }

    private static String id(Element element) {
        return attribute(element, "id");
    }

    private static String language(Element element) {
        return attribute(element, "lang");
    }

    private static String direction(Element element) {
        return attribute(element, "dir");
    }

    private static Boolean flag(Element element, String name) {
        return element.hasAttr(name) ? Boolean.TRUE : null;
    }

    private static Inline inline(Element element) {
        if (element == null) {
            return null;
        }
        Content content = Content.of(element.childNodes());
        return new Inline(
                content.text(), content.html(), content.spans(), id(element), language(element), direction(element));
    }

    /** Returns spans that are the same again when they are written and read. */
    static List<Span> spans(List<Node> inlines) {
        List<Span> spans = Spans.of(inlines);
        boolean settled = !Spans.mayChange(spans);
        for (int round = 0; round < MAX_ROUNDS && !settled; round++) {
            List<Span> again = Spans.of(SpansHtml.settled(spans));
            settled = again.equals(spans);
            spans = again;
        }
        return spans;
    }

    /** Inline content in its three forms. */
    private record Content(String text, String html, List<Span> spans) {
        static Content of(List<Node> nodes) {
            if (nodes.stream().anyMatch(node -> !InlineContent.isInline(node))) {
                return new Content("", "", List.of());
            }
            List<Span> spans = BodyBlocks.spans(nodes);
            return new Content(text(spans), BodyBlocks.html(nodes), spans);
        }

        /** An image between two words separates them. */
        private static String text(List<Span> spans) {
            StringBuilder text = new StringBuilder();
            boolean separate = false;
            for (Span span : spans) {
                if (span.image() != null) {
                    separate = !text.isEmpty();
                } else if (!span.text().isEmpty()) {
                    boolean spaced = Character.isWhitespace(span.text().charAt(0))
                            || !text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1));
                    text.append(separate && !spaced ? " " : "").append(span.text());
                    separate = false;
                }
            }
            return text.toString();
        }
    }

    private static String html(List<? extends Node> nodes) {
        return StoryLinks.marked(nodes.stream().map(Node::outerHtml).collect(Collectors.joining()));
    }

    /** The content of an item, a cell or a definition: inline content, and the blocks after it. */
    private record Flow(Content first, List<Block> rest) {}

    private Flow flow(Element element) {
        List<Node> first = new ArrayList<>();
        List<Element> rest = new ArrayList<>();
        for (Node node : element.childNodes()) {
            boolean task = node.nodeName().equals("input");
            boolean afterTask = node.previousSibling() != null
                    && node.previousSibling().nodeName().equals("input");
            if (InlineContent.isInline(node)) {
                String text = node instanceof TextNode spaced ? spaced.getWholeText() : "";
                if (afterTask && text.startsWith(" ")) {
                    if (text.length() > 1) {
                        first.add(new TextNode(text.substring(1)));
                    }
                } else {
                    first.add(node);
                }
            } else if (!task) {
                rest.add((Element) node);
            }
        }
        List<Block> blocks = blocks(rest);
        return new Flow(Content.of(first), blocks.isEmpty() ? null : blocks);
    }

    private Block.ListItem item(Element item) {
        Flow flow = flow(item);
        Element task = BodyHtml.child(item, "input");
        return new Block.ListItem(
                id(item),
                BodyHtml.number(item, "value"),
                task == null ? null : task.hasAttr("checked"),
                flow.first().text(),
                flow.first().html(),
                flow.first().spans(),
                flow.rest(),
                language(item),
                direction(item));
    }

    private Block.ListBlock list(Element element) {
        boolean ordered = element.nameIs("ol");
        boolean down = element.hasAttr("reversed");
        Integer given = BodyHtml.number(element, "start");
        Integer start = !ordered ? null : given != null ? given : Integer.valueOf(down ? element.childrenSize() : 1);
        return new Block.ListBlock(
                id(element),
                ordered,
                start,
                flag(element, "reversed"),
                attribute(element, "type"),
                element.children().stream().map(this::item).toList(),
                language(element),
                direction(element));
    }

    private Block.QuoteBlock quote(Element element) {
        Element last = element.lastElementChild();
        Element author = last.nameIs("cite") ? last : null;
        List<Element> quoted =
                author == null ? element.children() : element.children().subList(0, element.childrenSize() - 1);
        List<Block> blocks = blocks(quoted);
        return new Block.QuoteBlock(
                id(element),
                Block.plain(blocks),
                html(quoted),
                blocks,
                inline(author),
                attribute(element, "cite"),
                language(element),
                direction(element));
    }

    private static Block.CodeBlock code(Element pre) {
        Element code = pre.child(0);
        return new Block.CodeBlock(
                id(pre),
                BodyHtml.languageOf(pre),
                code.wholeText(),
                html(code.childNodes()),
                language(pre),
                direction(pre));
    }

    private Block figure(Element figure) {
        Element first = figure.child(0);
        Element caption = BodyHtml.child(figure, "figcaption");
        Content text = Content.of(caption == null ? List.of() : caption.childNodes());
        if (NormalForm.isGroup(figure)) {
            return new Block.GalleryBlock(
                    id(figure),
                    figure.children().stream()
                            .filter(NormalForm::isFigure)
                            .map(this::image)
                            .toList(),
                    text.text(),
                    text.html(),
                    text.spans(),
                    language(figure),
                    direction(figure));
        }
        if (NormalForm.isImageFigure(figure)) {
            return image(figure);
        }
        return switch (first.normalName()) {
            case "iframe" -> embed(figure, first, text);
            case "video" ->
                new Block.VideoBlock(
                        id(figure),
                        sources(first),
                        tracks(first),
                        attribute(first, "poster"),
                        attribute(first, "title"),
                        BodyHtml.number(first, "width"),
                        BodyHtml.number(first, "height"),
                        text.text(),
                        text.html(),
                        text.spans(),
                        language(figure),
                        direction(figure));
            case "audio" ->
                new Block.AudioBlock(
                        id(figure),
                        sources(first),
                        tracks(first),
                        attribute(first, "title"),
                        text.text(),
                        text.html(),
                        text.spans(),
                        language(figure),
                        direction(figure));
            default -> bookmark(figure, first, caption);
        };
    }

    private static Block.BookmarkBlock bookmark(Element figure, Element link, Element caption) {
        Content card = Content.of(link.childNodes());
        return new Block.BookmarkBlock(
                id(figure),
                Spans.link(link),
                card.text().strip(),
                card.html(),
                card.spans(),
                inline(caption),
                language(figure),
                direction(figure));
    }

    private Block.EmbedBlock embed(Element figure, Element player, Content caption) {
        Embeds.Embed embed = embeds.ofPlayer(player.attr("src")).orElseThrow();
        return new Block.EmbedBlock(
                id(figure),
                embed.provider(),
                embed.url(),
                embed.player(),
                embed.thumbnail(),
                attribute(player, "title"),
                BodyHtml.number(player, "width"),
                BodyHtml.number(player, "height"),
                caption.text(),
                caption.html(),
                caption.spans(),
                language(figure),
                direction(figure));
    }

    private static List<Block.MediaSource> sources(Element media) {
        return media.children().stream()
                .filter(part -> part.nameIs("source"))
                .map(source -> new Block.MediaSource(source.attr("src"), attribute(source, "type")))
                .toList();
    }

    private static List<Block.MediaTrack> tracks(Element media) {
        List<Block.MediaTrack> tracks = media.children().stream()
                .filter(part -> part.nameIs("track"))
                .map(track -> new Block.MediaTrack(
                        track.attr("src"),
                        attribute(track, "kind"),
                        attribute(track, "srclang"),
                        attribute(track, "label"),
                        flag(track, "default")))
                .toList();
        return tracks.isEmpty() ? null : tracks;
    }

    private Block.ImageBlock image(Element figure) {
        Element first = figure.child(0);
        Element image = first.nameIs("img") ? first : first.child(0);
        Element caption = BodyHtml.child(figure, "figcaption");
        List<Node> text = caption == null ? List.of() : new ArrayList<>(caption.childNodes());
        Element credit = caption != null
                        && caption.childNodeSize() > 0
                        && text.get(text.size() - 1) instanceof Element last
                        && last.nameIs("cite")
                ? last
                : null;
        Content content = Content.of(credit == null ? text : text.subList(0, text.size() - 1));
        return new Block.ImageBlock(
                id(figure),
                image.attr("src"),
                image.attr("alt"),
                attribute(image, "title"),
                BodyHtml.number(image, "width"),
                BodyHtml.number(image, "height"),
                first == image ? null : Spans.link(first),
                content.text().stripTrailing(),
                content.html(),
                content.spans(),
                inline(credit),
                language(figure),
                direction(figure));
    }

    private Block.TableBlock table(Element table) {
        List<List<Block.TableCell>> headers = new ArrayList<>();
        List<List<Block.TableCell>> rows = new ArrayList<>();
        for (Element part : table.children()) {
            boolean header = part.nameIs("thead");
            if (header || part.nameIs("tbody")) {
                for (Element row : part.children()) {
                    (header ? headers : rows)
                            .add(row.children().stream()
                                    .map(cell -> cell(cell, header))
                                    .toList());
                }
            }
        }
        return new Block.TableBlock(
                id(table),
                inline(BodyHtml.child(table, "caption")),
                headers.isEmpty() ? List.of() : headers.get(0),
                headers,
                rows,
                language(table),
                direction(table));
    }

    private Block.TableCell cell(Element cell, boolean inHeader) {
        Flow flow = flow(cell);
        return new Block.TableCell(
                id(cell),
                flow.first().text(),
                flow.first().html(),
                flow.first().spans(),
                flow.rest(),
                cell.nameIs("th") && !inHeader ? Boolean.TRUE : null,
                attribute(cell, "align"),
                BodyHtml.number(cell, "colspan"),
                BodyHtml.number(cell, "rowspan"),
                attribute(cell, "scope"),
                language(cell),
                direction(cell));
    }

    private Block.DefinitionsBlock definitions(Element list) {
        List<Block.Definition> items = new ArrayList<>();
        List<Inline> terms = new ArrayList<>();
        List<Block.ListItem> definitions = new ArrayList<>();
        for (Element part : list.children()) {
            if (part.nameIs("dt")) {
                if (!definitions.isEmpty()) {
                    items.add(new Block.Definition(List.copyOf(terms), List.copyOf(definitions)));
                    terms.clear();
                    definitions.clear();
                }
                terms.add(inline(part));
            } else {
                definitions.add(item(part));
            }
        }
        items.add(new Block.Definition(List.copyOf(terms), List.copyOf(definitions)));
        return new Block.DefinitionsBlock(id(list), items, language(list), direction(list));
    }

    /** Converts inline content to spans. */
    static final class Spans {

        private Spans() {}

        static List<Span> of(List<Node> inlines) {
            List<Span> spans = new ArrayList<>();
            inlines.forEach(node -> add(node, spans));
            return merged(withIdsOnce(merged(spans)));
        }

        private static void add(Node node, List<Span> spans) {
            add(node, new Span("", null, null, null, null, null, null, null), spans);
        }

        private static void add(Node node, Span around, List<Span> spans) {
            if (node instanceof TextNode text) {
                spans.add(withText(around, text.getWholeText()));
            } else if (node instanceof Element element) {
                if (element.nameIs("br")) {
                    spans.add(withText(around, "\n"));
                } else if (element.nameIs("img")) {
                    spans.add(new Span(
                            "",
                            around.marks(),
                            around.link(),
                            new SpanImage(
                                    element.attr("src"),
                                    element.attr("alt"),
                                    attribute(element, "title"),
                                    BodyHtml.number(element, "width"),
                                    BodyHtml.number(element, "height")),
                            around.language(),
                            around.direction(),
                            around.id(),
                            around.title()));
                } else {
                    Span inner = within(element, around);
                    if (element.childNodeSize() == 0 || element.hasAttr("id") && beginsWithId(element)) {
                        spans.add(inner);
                    }
                    element.childNodes().forEach(child -> add(child, inner, spans));
                }
            }
        }

        /** An id within another one replaces it, so the outer id is at a place without text. */
        private static boolean beginsWithId(Element element) {
            Node first = element.childNode(0);
            while (first instanceof Element inner && !inner.hasAttr("id") && inner.childNodeSize() > 0) {
                first = inner.childNode(0);
            }
            return first.hasAttr("id");
        }

        /** An id is where its element begins, and not again after an element with another id. */
        private static List<Span> withIdsOnce(List<Span> spans) {
            Set<String> ids = new HashSet<>();
            List<Span> once = new ArrayList<>();
            String last = null;
            for (Span span : spans) {
                boolean again =
                        span.id() != null && !ids.add(span.id()) && !span.id().equals(last);
                last = again ? null : span.id();
                once.add(again ? with(span, span.text(), span.language(), span.direction(), null) : span);
            }
            return once;
        }

        /**
         * Checks for spaces where the language, the direction or the id changes, and for ids of several spans. What is
         * written from such spans may have the spaces outside of its elements, and a link may divide an element with an id.
         */
        static boolean mayChange(List<Span> spans) {
            for (int i = 1; i < spans.size(); i++) {
                Span before = spans.get(i - 1);
                Span after = spans.get(i);
                boolean spaced = before.text().endsWith(" ") || after.text().startsWith(" ");
                boolean sameId = Objects.equals(before.id(), after.id());
                boolean changes = !sameId
                        || !Objects.equals(before.language(), after.language())
                        || !Objects.equals(before.direction(), after.direction());
                if (spaced && changes || sameId && after.id() != null) {
                    return true;
                }
            }
            return false;
        }

        /** Makes one span of texts in a row that have everything else in common. */
        private static List<Span> merged(List<Span> spans) {
            List<Span> merged = new ArrayList<>();
            int next = 0;
            while (next < spans.size()) {
                Span first = spans.get(next++);
                Span around = withText(first, "");
                StringBuilder text = new StringBuilder(first.text());
                while (isText(first)
                        && next < spans.size()
                        && isText(spans.get(next))
                        && withText(spans.get(next), "").equals(around)) {
                    text.append(spans.get(next++).text());
                }
                merged.add(withText(first, text.toString()));
            }
            return List.copyOf(merged);
        }

        private static boolean isText(Span span) {
            return span.image() == null && !span.text().isEmpty();
        }

        private static Span withText(Span span, String text) {
            return with(span, text, span.language(), span.direction(), span.id());
        }

        private static Span with(Span span, String text, String language, String direction, String id) {
            return new Span(text, span.marks(), span.link(), span.image(), language, direction, id, span.title());
        }

        private static Span within(Element element, Span around) {
            boolean isLink = element.nameIs("a");
            List<String> marks = around.marks();
            if (!isLink && !element.nameIs("span")) {
                marks = new ArrayList<>(marks == null ? List.of() : marks);
                marks.add(element.normalName());
                marks = List.copyOf(marks);
            }
            return new Span(
                    "",
                    marks,
                    isLink && element.hasAttr("href") ? link(element) : around.link(),
                    null,
                    element.hasAttr("lang") ? element.attr("lang") : around.language(),
                    element.hasAttr("dir") ? element.attr("dir") : around.direction(),
                    element.hasAttr("id") ? element.id() : around.id(),
                    element.nameIs("abbr") && element.hasAttr("title") ? element.attr("title") : around.title());
        }

        static SpanLink link(Element link) {
            return new SpanLink(
                    link.attr("href"),
                    attribute(link, "title"),
                    attribute(link, "rel"),
                    attribute(link, "hreflang"),
                    null);
        }
    }
}

package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.content.body.InlineContent.Mark;
import org.broadsheet.content.body.InlineContent.Piece;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Rebuilds a clean HTML tree in the only form that a body has, which every body format represents entirely:
 *
 * <ul>
 *   <li>The body, quotations, details, and items, cells and definitions with several blocks have blocks only.
 *   <li>An item, a cell or a definition with one paragraph, and perhaps lists after it, has its text without {@code p}.
 *   <li>Headings, captions, terms and summaries have inline content only.
 *   <li>A figure has one image, a group of figures, a link with text, or a player.
 * </ul>
 *
 * <p>A tree in this form is rebuilt unchanged.
 */
final class NormalForm {

    private static final Set<String> LISTS = Set.of("ul", "ol");
    private static final Set<String> MEDIA = Set.of("iframe", "video", "audio");
    private static final Set<String> INVISIBLE = Set.of("source", "track", "input");

    /** A table in which padding would add more cells than this many times its own is not padded. */
    private static final int MAX_PADDING = 4;

    private final Embeds embeds;
    private final Consumer<Warning> warnings;

    /** Inline elements that have blocks in them. */
    private final Set<Node> holders = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<String> targets;

    private NormalForm(List<Element> elements, Embeds embeds, Consumer<Warning> warnings) {
        this.embeds = embeds;
        this.warnings = warnings;
        this.targets = elements.stream()
                .filter(link -> link.nameIs("a") && link.attr("href").startsWith("#"))
                .map(link -> link.attr("href").substring(1))
                .flatMap(target -> Stream.of(target, Bodies.decoded(target)))
                .collect(Collectors.toSet());
        elements.stream().filter(element -> !InlineContent.isInline(element)).forEach(this::noteHolders);
    }

    /**
     * Rebuilds the children of the root.
     *
     * @param elements the root and all within it
     * @return the same after rebuilding
     */
    static List<Element> apply(Element root, List<Element> elements, Embeds embeds, Consumer<Warning> warnings) {
        NormalForm form = new NormalForm(elements, embeds, warnings);
        Flow flow = form.new Flow("p", true);
        flow.addAll(root, List.of());
        root.empty();
        flow.finished().forEach(root::appendChild);
        List<Element> rebuilt = BodyHtml.elements(root);
        rebuilt.forEach(BodyHtml::orderAttributes);
        return rebuilt;
    }

    private void noteHolders(Element block) {
        for (Element outer = block.parent();
                outer != null && InlineContent.isInline(outer) && holders.add(outer);
                outer = outer.parent()) {
            continue;
        }
    }

    /** Blocks in order; inline content between them becomes paragraphs. */
    private final class Flow {

        private final List<Element> blocks = new ArrayList<>();
        private final String tag;
        private final boolean promotes;
        private List<Piece> run = new ArrayList<>();
        private String pendingId;

        /**
         * @param tag of the elements that inline content becomes
         * @param promotes whether a paragraph that is only an image becomes a figure
         */
        Flow(String tag, boolean promotes) {
            this.tag = tag;
            this.promotes = promotes;
        }

        List<Element> finished() {
            end();
            return blocks;
        }

        void add(Element block) {
            end();
            if (pendingId != null && !block.hasAttr("id")) {
                block.attr("id", pendingId);
                pendingId = null;
            }
            blocks.add(block);
        }

        /** Ends the paragraph. */
        void end() {
            if (run.isEmpty()) {
                return;
            }
            List<Piece> pieces = run;
            run = new ArrayList<>();
            for (List<Piece> paragraph : InlineContent.paragraphs(pieces)) {
                if (paragraph.stream().allMatch(piece -> piece.node() == null)) {
                    pendingId = idOf(paragraph);
                    continue;
                }
                Element element = new Element(tag);
                InlineContent.build(paragraph, element);
                add(promotes && tag.equals("p") ? promoted(element) : element);
            }
        }

        private static String idOf(List<Piece> anchors) {
            List<Mark> marks = anchors.get(0).marks();
            return marks.isEmpty()
                    ? null
                    : marks.get(marks.size() - 1).attributes().get("id");
        }

        void addAll(Element parent, List<Mark> marks) {
            parent.childNodes().forEach(child -> add(child, marks));
        }

        void container(Element element, List<Mark> marks) {
            end();
            int before = blocks.size();
            addAll(element, marks);
            end();
            inherit(element, blocks.subList(before, blocks.size()));
        }

        void add(Node node, List<Mark> marks) {
            if (run.isEmpty() && node instanceof TextNode text && text.isBlank()) {
                return;
            }
            if (InlineContent.isInline(node)) {
                if (holders.contains(node)) {
                    addAll((Element) node, InlineContent.within(marks, (Element) node));
                } else {
                    InlineContent.add(node, marks, run);
                }
            } else if (node instanceof Element element && !INVISIBLE.contains(element.normalName())) {
                end();
                int before = blocks.size();
                block(element, InlineContent.acrossBlocks(marks), this);
                end();
                inherit(element, blocks.subList(before, blocks.size()));
            }
        }

        Flow nested(Element element, List<Mark> marks) {
            Flow flow = new Flow("p", promotes);
            flow.addAll(element, marks);
            flow.end();
            return flow;
        }
    }

    /** Blocks that replace an element have its language and direction, and the first has its id. */
    private void inherit(Element source, List<Element> blocks) {
        if (isFigure(source) && blocks.size() == 1 && isFigure(blocks.get(0))) {
            replaceAttributes(source, blocks.get(0));
        }
        for (String name : List.of("lang", "dir")) {
            String value = source.attr(name);
            if (!value.isEmpty()) {
                blocks.stream()
                        .filter(block -> !block.hasAttr(name) && !block.nameIs("hr"))
                        .forEach(block -> block.attr(name, value));
            }
        }
        String id = source.id();
        if (id.isEmpty() || blocks.stream().anyMatch(block -> block.id().equals(id))) {
            return;
        }
        boolean isTarget = !source.nameIs("div") || targets.contains(id);
        Element first = blocks.isEmpty() ? null : blocks.get(0);
        if (isTarget && first != null && !first.hasAttr("id")) {
            first.attr("id", id);
        } else if (isTarget && first != null && (first.nameIs("p") || BodyHtml.headingLevel(first) > 0)) {
            first.prependChild(new Element("a").attr("id", id));
        }
    }

    /** The id, the language and the direction of a figure replace those that it has from its content. */
    private void replaceAttributes(Element source, Element figure) {
        for (String name : AllowedHtml.EVERYWHERE) {
            String value = source.attr(name);
            String replaced = value.isEmpty() ? "" : figure.attr(name);
            if (!replaced.isEmpty() && !replaced.equals(value)) {
                figure.attr(name, value);
                if (!name.equals("id")) {
                    warnings.accept(Warning.of("The figure around it has another value.", name + "=" + replaced));
                }
            }
        }
    }

    /** Only a block has an id, a language and a direction, so what is in it gives it its own. */
    private static void moveAttributes(Element source, Element block) {
        for (String name : AllowedHtml.EVERYWHERE) {
            if (!block.hasAttr(name)) {
                copy(source, block, name);
                source.removeAttr(name);
            }
        }
    }

    private void block(Element element, List<Mark> marks, Flow out) {
        switch (element.normalName()) {
            case "h2", "h3", "h4", "h5", "h6" -> {
                Flow heading = new Flow(element.normalName(), false);
                heading.addAll(element, marks);
                heading.finished().forEach(out::add);
            }
            case "ul", "ol" -> list(element, marks, out);
            case "blockquote" -> quote(element, out.nested(element, marks).finished(), List.of(), out);
            case "pre" -> pre(element, marks, out);
            case "figure" -> figure(element, marks, out);
            case "table" -> table(element, marks, out);
            case "dl" -> definitions(element, marks, out);
            case "details" -> details(element, marks, out);
            case "hr" -> out.add(new Element("hr"));
            case "iframe", "video", "audio" -> media(element, marks, out);
            case "footer" -> footer(element, marks, out);
            default -> out.addAll(element, marks);
        }
    }

    /** The footer of a quotation names its author. */
    private void footer(Element element, List<Mark> marks, Flow out) {
        if (element.parent() != null && element.parent().nameIs("blockquote")) {
            Mark cite = new Mark("cite", Map.of(), null);
            List<Mark> inner = Stream.concat(marks.stream(), Stream.of(cite)).toList();
            List<Piece> pieces = new ArrayList<>();
            element.childNodes().forEach(child -> lines(child, inner, pieces));
            out.run.addAll(InlineContent.lines(pieces));
        } else {
            out.addAll(element, marks);
        }
    }

    /** Collects the pieces of a node for a place that has inline content only; blocks become lines. */
    private void lines(Node node, List<Mark> marks, List<Piece> pieces) {
        if (node instanceof TextNode
                || node.nodeName().equals("br")
                || node.nodeName().equals("img")) {
            InlineContent.add(node, marks, pieces);
        } else if (node instanceof Element element && MEDIA.contains(element.normalName())) {
            mediaLink(element).ifPresent(link -> InlineContent.add(link, InlineContent.around(element, marks), pieces));
        } else if (node instanceof Element element && InlineContent.isInline(element)) {
            if (holders.contains(element)) {
                List<Mark> inner = InlineContent.within(marks, element);
                element.childNodes().forEach(child -> lines(child, inner, pieces));
            } else {
                InlineContent.add(element, marks, pieces);
            }
        } else if (node instanceof Element element && !INVISIBLE.contains(element.normalName())) {
            pieces.add(new Piece(List.of(), new Element("br")));
            List<Mark> inner = InlineContent.around(element, marks);
            int before = pieces.size();
            element.childNodes().forEach(child -> lines(child, inner, pieces));
            if (pieces.size() == before && element.hasAttr("id")) {
                pieces.add(new Piece(inner, null));
            }
            pieces.add(new Piece(List.of(), new Element("br")));
        }
    }

    /**
     * Captions of figures, and several captions of a table, have no id, language and direction of their own, so their
     * content has them.
     */
    private Element lines(String tag, List<? extends Node> sources, List<Mark> marks) {
        boolean hasAttributes = sources.size() == 1 && !tag.equals("figcaption") && !tag.equals("p");
        List<Piece> pieces = new ArrayList<>();
        sources.forEach(source -> {
            pieces.add(new Piece(List.of(), new Element("br")));
            List<Mark> inner = hasAttributes ? marks : InlineContent.around((Element) source, marks);
            Element credit = tag.equals("figcaption") ? credit((Element) source) : null;
            source.childNodes().forEach(child -> lines(child, child == credit ? marks : inner, pieces));
        });
        Element element = new Element(tag);
        InlineContent.build(InlineContent.lines(pieces), element);
        if (hasAttributes) {
            copy((Element) sources.get(0), element, "id", "lang", "dir");
        }
        return element;
    }

    /**
     * Returns the credit at the end of a caption, which is beside the element that has the caption's id; null if there is
     * none.
     */
    private static Element credit(Element caption) {
        Node last = caption.lastChild();
        while (last instanceof TextNode text && text.isBlank()) {
            last = last.previousSibling();
        }
        if (last instanceof Element cite && cite.nameIs("cite")) {
            copy(caption, cite, "lang", "dir");
            if (caption.text().equals(cite.text())) {
                copy(caption, cite, "id");
            }
            return cite;
        }
        return null;
    }

    private static boolean isEmpty(Element element) {
        return element.childNodeSize() == 0;
    }

    static void copy(Element source, Element target, String... attributes) {
        if (source.attributesSize() == 0) {
            return;
        }
        for (String name : attributes) {
            if (source.hasAttr(name) && !target.hasAttr(name)) {
                target.attr(name, source.attr(name));
            }
        }
    }

    /** A paragraph that is only an image, perhaps with a link, is a figure; one that is only the URL of a player is a player. */
    private Element promoted(Element paragraph) {
        if (paragraph.childNodeSize() != 1 || !(paragraph.childNode(0) instanceof Element only)) {
            return paragraph;
        }
        Optional<Element> image = imageFigure(only);
        if (image.isPresent()) {
            return image.get();
        }
        boolean isAddress = only.nameIs("a")
                && only.childNodeSize() == 1
                && only.childNode(0) instanceof TextNode text
                && text.getWholeText().equals(only.attr("href"))
                && only.attributesSize() == 1;
        return isAddress
                ? embeds.ofPage(only.attr("href"))
                        .map(embed -> new Element("figure").appendChild(player(embed, only)))
                        .orElse(paragraph)
                : paragraph;
    }

    /** Returns a figure of an element that is only an image, perhaps with a link; empty if it is anything else. */
    private static Optional<Element> imageFigure(Element element) {
        Element image = soleImage(element);
        if (image == null) {
            return Optional.empty();
        }
        Element figure = new Element("figure");
        Element holder = figure;
        for (Element wrapper = image; wrapper != element; wrapper = wrapper.parent()) {
            Element outer = wrapper.parent();
            moveAttributes(outer, figure);
            if (outer.hasAttr("href")) {
                holder = figure.appendChild(withoutAttributes(outer.shallowClone()))
                        .child(0);
            }
        }
        holder.appendChild(image);
        return Optional.of(figure);
    }

    private static Element withoutAttributes(Element element) {
        AllowedHtml.EVERYWHERE.forEach(element::removeAttr);
        return element;
    }

    private static Element soleImage(Element element) {
        Element image = element;
        while ((image.nameIs("span") || image.nameIs("a"))
                && image.childNodeSize() == 1
                && image.childNode(0) instanceof Element inner) {
            image = inner;
        }
        return image.nameIs("img") ? image : null;
    }

    private static boolean isImage(Element element) {
        return element.nameIs("img")
                || element.nameIs("a")
                        && element.hasAttr("href")
                        && element.childNodeSize() == 1
                        && element.childNode(0).nodeName().equals("img");
    }

    /** Puts blocks into an item, a cell or a definition. */
    private static void putInto(Element target, List<Element> blocks) {
        boolean bare = !blocks.isEmpty()
                && blocks.get(0).nameIs("p")
                && blocks.stream().skip(1).allMatch(block -> LISTS.contains(block.normalName()));
        if (bare) {
            Element first = blocks.get(0);
            bare = first.attributes().asList().stream().noneMatch(attribute -> target.hasAttr(attribute.getKey()))
                    && (first.attributesSize() == 0 || blocks.size() == 1);
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (i == 0 && bare) {
                copy(blocks.get(0), target, "id", "lang", "dir");
                BodyHtml.takeChildren(blocks.get(0)).forEach(target::appendChild);
            } else {
                target.appendChild(blocks.get(i));
            }
        }
    }

    private void list(Element element, List<Mark> marks, Flow out) {
        Element list = new Element(element.tag(), "");
        if (list.nameIs("ol")) {
            copy(element, list, "start", "reversed", "type");
        }
        Element last = null;
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text && text.isBlank()) {
                continue;
            }
            boolean nested = LISTS.contains(child.nodeName()) && last != null;
            Flow content = new Flow("p", true);
            if (child instanceof Element item && item.nameIs("li")) {
                content.addAll(item, marks);
                Element target = new Element(item.tag(), "");
                list.appendChild(target);
                last = target;
                copy(item, target, list.nameIs("ol") ? "value" : "id", "id", "lang", "dir");
                putTask(item, target);
                putInto(target, content.finished());
            } else {
                content.add(child, marks);
                List<Element> blocks = content.finished();
                if (nested) {
                    blocks.forEach(last::appendChild);
                } else if (!blocks.isEmpty()) {
                    last = list.appendElement("li");
                    putInto(last, blocks);
                }
            }
        }
        if (last != null) {
            int first = list.hasAttr("reversed") ? list.childNodeSize() : 1;
            if (list.attr("start").equals(Integer.toString(first))) {
                list.removeAttr("start");
            }
            out.add(list);
        }
    }

    /** An item of a source has the state of its task as an attribute, and one in this form as a checkbox. */
    private static void putTask(Element source, Element item) {
        Element former = BodyHtml.child(source, "input");
        if (former != null || source.hasAttr("data-task")) {
            Element box = item.appendElement("input").attr("type", "checkbox").attr("disabled", "");
            if (former == null ? source.attr("data-task").equals("done") : former.hasAttr("checked")) {
                box.attr("checked", "");
            }
            item.appendChild(new TextNode(" "));
        }
    }

    /** @param captions of a figure around the quotation, which name its author too */
    private void quote(Element source, List<Element> blocks, List<Element> captions, Flow out) {
        Element quote = new Element("blockquote");
        copy(source, quote, "cite", "id", "lang", "dir");
        blocks.forEach(quote::appendChild);
        Element last = quote.lastElementChild();
        boolean attributed = blocks.size() > 1 && last.nameIs("p") && last.attributesSize() == 0 && isCite(last);
        if (attributed) {
            last.replaceWith(last.child(0));
        }
        if (!captions.isEmpty()) {
            Element author =
                    quote.lastElementChild() != null && quote.lastElementChild().nameIs("cite")
                            ? quote.lastElementChild()
                            : null;
            List<Node> parts = new ArrayList<>();
            if (author != null) {
                author.remove();
                parts.add(author);
            }
            parts.addAll(captions);
            List<Mark> cite = List.of(new Mark("cite", Map.of(), null));
            Element line = lines("p", parts, cite);
            if (!isEmpty(line)) {
                quote.appendChild(isCite(line) && quote.childrenSize() > 0 ? line.child(0) : line);
            }
        }
        if (!isEmpty(quote)) {
            out.add(quote);
        }
    }

    private static boolean isCite(Element paragraph) {
        return paragraph.childNodeSize() == 1
                && paragraph.childNode(0).nodeName().equals("cite");
    }

    private void pre(Element element, List<Mark> marks, Flow out) {
        Element block = new Element("pre");
        copy(element, block, "id", "lang", "dir");
        if (element.childNodeSize() == 1 && element.childNode(0) instanceof Element only && only.nameIs("code")) {
            moveAttributes(only, block);
        }
        List<Piece> pieces = new ArrayList<>();
        preformatted(
                element, marks.stream().filter(mark -> mark.tag().equals("a")).toList(), pieces);
        Element code = new Element("code");
        InlineContent.build(pieces, code);
        trimEnd(code);
        boolean hasImages = code.selectFirst("img") != null;
        if (code.wholeText().isBlank() && !hasImages) {
            return;
        }
        code.appendText("\n");
        String language = BodyHtml.languageOf(element);
        if (language != null) {
            code.attr("class", "language-" + language);
        }
        if (code.lastChild() instanceof TextNode end && end.previousSibling() instanceof TextNode text) {
            text.text(text.getWholeText() + end.getWholeText());
            end.remove();
        }
        out.add(block.appendChild(code));
    }

    private static void trimEnd(Element element) {
        for (Node last = element.lastChild(); last != null; last = element.lastChild()) {
            if (last instanceof TextNode text) {
                String trimmed = withoutLastLineEnds(text.getWholeText());
                text.text(trimmed);
                if (!trimmed.isEmpty()) {
                    return;
                }
                text.remove();
            } else if (last instanceof Element inner && !inner.nameIs("img")) {
                trimEnd(inner);
                if (inner.childNodeSize() > 0 || inner.hasAttr("id")) {
                    return;
                }
                inner.remove();
            } else {
                return;
            }
        }
    }

    static String withoutLastLineEnds(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Line breaks and blocks become line ends, since the text is shown as it is. */
    private void preformatted(Node node, List<Mark> marks, List<Piece> pieces) {
        if (node instanceof Element element && !INVISIBLE.contains(element.normalName())) {
            if (element.nameIs("br")) {
                pieces.add(new Piece(marks, new TextNode("\n")));
            } else if (element.nameIs("img")) {
                InlineContent.add(element, marks, pieces);
            } else if (MEDIA.contains(element.normalName())) {
                mediaLink(element)
                        .ifPresent(link -> InlineContent.add(link, InlineContent.around(element, marks), pieces));
            } else {
                boolean inline = InlineContent.isInline(element);
                boolean plain = !inline || element.nameIs("code");
                List<Mark> inner = element.nameIs("pre")
                        ? marks
                        : plain ? InlineContent.around(element, marks) : InlineContent.within(marks, element);
                boolean ownLine = !inline && !element.nameIs("pre");
                endLine(ownLine, pieces);
                int before = pieces.size();
                element.childNodes().forEach(child -> preformatted(child, inner, pieces));
                if (pieces.size() == before && element.hasAttr("id")) {
                    pieces.add(new Piece(inner, null));
                }
                endLine(ownLine, pieces);
            }
        } else if (node instanceof TextNode text && !text.getWholeText().isEmpty()) {
            pieces.add(new Piece(marks, text));
        }
    }

    private static void endLine(boolean ownLine, List<Piece> pieces) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (ownLine && last != null && !(last.isText() && last.text().endsWith("\n"))) {
            pieces.add(new Piece(List.of(), new TextNode("\n")));
        }
    }

    private void figure(Element element, List<Mark> marks, Flow out) {
        List<Element> captions = new ArrayList<>();
        List<Node> contents = new ArrayList<>();
        for (Node child : element.childNodes()) {
            if (child instanceof Element caption && caption.nameIs("figcaption")) {
                captions.add(caption);
            } else {
                contents.add(child);
            }
        }
        Element caption = lines("figcaption", captions, List.of());
        Element link = soleLink(contents);
        if (link != null) {
            Element figure = new Element("figure");
            for (Element part = link; part != element; part = part.parent()) {
                moveAttributes(part, figure);
                withoutAttributes(part);
            }
            out.add(withCaption(figure.appendChild(card(link)), caption));
            return;
        }
        Flow flow = new Flow("p", true);
        contents.forEach(child -> flow.add(child, marks));
        List<Element> blocks = flow.finished();
        Element only = blocks.size() == 1 ? blocks.get(0) : null;
        if (only != null && only.nameIs("blockquote") && !isEmpty(caption)) {
            quote(only, List.copyOf(only.children()), captions, out);
        } else if (only != null && only.nameIs("table") && BodyHtml.child(only, "caption") == null) {
            if (!isEmpty(caption)) {
                only.prependChild(caption.tagName("caption"));
            }
            out.add(only);
        } else if (only != null && isFigure(only) && (isEmpty(caption) || !hasCaption(only) && !isGroup(only))) {
            out.add(withCaption(only, caption));
        } else {
            List<Element> images = images(blocks);
            if (images.isEmpty()) {
                blocks.forEach(out::add);
                captions.forEach(text -> out.container(text, marks));
            } else if (images.size() == 1 && (isEmpty(caption) || !hasCaption(images.get(0)))) {
                out.add(withCaption(images.get(0), caption));
            } else {
                Element group = new Element("figure");
                images.forEach(group::appendChild);
                out.add(withCaption(group, caption));
            }
        }
    }

    private static Element withCaption(Element figure, Element caption) {
        if (!isEmpty(caption)) {
            figure.appendChild(caption);
        }
        return figure;
    }

    static boolean isFigure(Element element) {
        return element.nameIs("figure");
    }

    static boolean isGroup(Element figure) {
        return isFigure(figure) && figure.childrenSize() > 0 && isFigure(figure.child(0));
    }

    private static boolean hasCaption(Element figure) {
        return BodyHtml.child(figure, "figcaption") != null;
    }

    static boolean isImageFigure(Element element) {
        return isFigure(element) && element.childrenSize() > 0 && isImage(element.child(0));
    }

    /** Returns a figure for each image; empty if there is anything but images. */
    private List<Element> images(List<Element> blocks) {
        List<Element> images = new ArrayList<>();
        for (Element block : blocks) {
            boolean plain = block.nameIs("p") && block.attributesSize() == 0;
            if (isImageFigure(block)) {
                images.add(block);
            } else if (isGroup(block) && !hasCaption(block)) {
                inherit(block, block.children());
                images.addAll(block.children());
            } else if (plain
                    && block.childNodes().stream()
                            .allMatch(node -> node instanceof TextNode text && text.isBlank()
                                    || node.nodeName().equals("br")
                                    || node instanceof Element image && soleImage(image) != null)) {
                block.children().stream()
                        .toList()
                        .forEach(image -> imageFigure(image).ifPresent(images::add));
            } else {
                return List.of();
            }
        }
        return images;
    }

    /** Returns the link that has all the content, among it text; null if there is none. */
    private Element soleLink(List<Node> nodes) {
        Element only = null;
        for (Node node : nodes) {
            if (node instanceof TextNode text && text.isBlank()) {
                continue;
            }
            if (only != null || !(node instanceof Element element)) {
                return null;
            }
            only = element;
        }
        if (only == null) {
            return null;
        }
        if (only.nameIs("a")) {
            boolean holdsMedia = only.selectFirst("iframe, video, audio, table, pre, input") != null;
            return only.hasAttr("href") && only.hasText() && !holdsMedia ? only : null;
        }
        return only.nameIs("div") || only.nameIs("span") || only.nameIs("p") ? soleLink(only.childNodes()) : null;
    }

    /** Returns the player to which the link of a figure leads, or else the link as a card. */
    private Element card(Element link) {
        List<Piece> pieces = new ArrayList<>();
        List<Mark> marks = InlineContent.within(List.of(), link);
        link.childNodes().forEach(child -> lines(child, marks, pieces));
        Element holder = new Element("p");
        InlineContent.build(
                InlineContent.lines(pieces).stream()
                        .map(piece -> piece.isBreak() ? new Piece(marks, piece.node()) : piece)
                        .toList(),
                holder);
        Element card = holder.child(0);
        boolean plain =
                card.childNodeSize() == 1 && card.childNode(0) instanceof TextNode && card.attributesSize() == 1;
        return plain
                ? embeds.ofPlayer(card.attr("href"))
                        .map(embed -> player(embed, link))
                        .orElse(card)
                : card;
    }

    /** @param source an {@code iframe}, or a link with the player's title as its text */
    private static Element player(Embeds.Embed embed, Element source) {
        boolean isLink = source.nameIs("a");
        String prefix = isLink ? "data-" : "";
        String title = isLink ? source.text().strip() : source.attr("title").strip();
        Element player = new Element("iframe").attr("src", embed.player());
        boolean isAddress = isLink && title.equals(source.attr("href"));
        if (!title.isEmpty() && !isAddress) {
            player.attr("title", title);
        }
        for (String name : List.of("width", "height")) {
            if (source.hasAttr(prefix + name)) {
                player.attr(name, source.attr(prefix + name));
            }
        }
        return player.attr("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation")
                .attr("allowfullscreen", "")
                .attr("loading", "lazy")
                .attr("referrerpolicy", "strict-origin-when-cross-origin");
    }

    private void media(Element element, List<Mark> marks, Flow out) {
        reportContent(element);
        marks.stream()
                .filter(mark -> mark.attributes().containsKey("href"))
                .forEach(link -> warnings.accept(Warning.of(
                        "A player cannot be a link.", link.attributes().get("href"))));
        if (element.nameIs("iframe")) {
            embeds.ofPlayer(element.attr("src"))
                    .ifPresentOrElse(
                            embed -> out.add(new Element("figure").appendChild(player(embed, element))), () -> {
                                warnings.accept(Warning.of(
                                        "The host is not one of those whose players are embedded; a link replaces it.",
                                        "iframe " + element.attr("src")));
                                mediaLink(element).ifPresent(link -> {
                                    InlineContent.add(link, List.of(), out.run);
                                    out.end();
                                });
                            });
            return;
        }
        Element media = new Element(element.normalName()).attr("controls", "");
        copy(element, media, "poster", "width", "height", "title");
        if (media.nameIs("audio")) {
            media.removeAttr("poster").removeAttr("width").removeAttr("height");
        }
        if (!element.attr("src").isEmpty()) {
            media.appendElement("source").attr("src", element.attr("src"));
        }
        for (Element part : element.select("source[src], track[src]")) {
            Element copy = media.appendElement(part.normalName());
            if (part.nameIs("source")) {
                copy(part, copy, "src", "type");
            } else {
                copy(part, copy, "src", "kind", "srclang", "label", "default");
            }
        }
        // Tracks follow the sources.
        List<Element> tracks = media.select("track").stream().toList();
        tracks.forEach(media::appendChild);
        if (media.selectFirst("source") == null) {
            warnings.accept(Warning.of("It has no source.", element.normalName()));
            return;
        }
        out.add(new Element("figure").appendChild(media));
    }

    private void reportContent(Element media) {
        if (media.hasText()) {
            warnings.accept(Warning.of(Warning.FALLBACK, media.text()));
        }
    }

    private Optional<Element> mediaLink(Element media) {
        reportContent(media);
        Element source = media.hasAttr("src") ? media : media.selectFirst("source[src]");
        String address = source == null ? "" : source.attr("src");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String absolute = address.startsWith("//") ? "https:" + address : address;
        String title = media.attr("title").strip();
        return Optional.of(new Element("a").attr("href", absolute).text(title.isEmpty() ? absolute : title));
    }

    private void table(Element element, List<Mark> marks, Flow out) {
        Element table = new Element("table");
        List<Element> captions = new ArrayList<>();
        List<Element> header = new ArrayList<>();
        List<Element> rows = new ArrayList<>();
        List<Element> footer = new ArrayList<>();
        for (Element part : element.children()) {
            switch (part.normalName()) {
                case "caption" -> captions.add(part);
                case "thead" -> rows(part, marks, header);
                case "tfoot" -> rows(part, marks, footer);
                case "tbody" -> rows(part, marks, rows);
                case "tr" -> row(part, marks, rows);
                default -> out.add(part, marks);
            }
        }
        rows.addAll(footer);
        removeEmpty(header);
        if (header.isEmpty()) {
            List<Element> first = rows.subList(0, headerRows(rows));
            header.addAll(first);
            first.clear();
        }
        removeEmpty(header);
        header.forEach(row -> row.children().tagName("th"));
        pad(header, rows);
        Element caption = lines("caption", captions, List.of());
        if (header.isEmpty() && rows.isEmpty()) {
            captions.forEach(text -> out.container(text, marks));
            return;
        }
        if (!isEmpty(caption)) {
            table.appendChild(caption);
        }
        put("thead", header, table);
        put("tbody", rows, table);
        out.add(table);
    }

    /** Markdown has a header without text for a table without a header. */
    private static void removeEmpty(List<Element> header) {
        if (header.stream().allMatch(row -> row.children().stream().allMatch(NormalForm::isEmpty))) {
            header.clear();
        }
    }

    /** Returns the number of the rows at the beginning that are a header, whose cells do not reach into other rows. */
    private static int headerRows(List<Element> rows) {
        int count = 0;
        while (count + 1 < rows.size() && isHeader(rows.get(count))) {
            count++;
        }
        for (int row = 0; row < count; row++) {
            int left = count - row;
            boolean reachesOut = rows.get(row).children().stream()
                    .map(cell -> BodyHtml.number(cell, "rowspan"))
                    .anyMatch(span -> span != null && span > left);
            if (reachesOut) {
                return 0;
            }
        }
        return count;
    }

    private static boolean isHeader(Element row) {
        return row.children().stream().allMatch(cell -> cell.nameIs("th"));
    }

    private static void put(String tag, List<Element> rows, Element table) {
        if (!rows.isEmpty()) {
            Element part = table.appendElement(tag);
            rows.forEach(part::appendChild);
        }
    }

    private void rows(Element part, List<Mark> marks, List<Element> rows) {
        for (Element row : part.children()) {
            if (row.nameIs("tr")) {
                copy(part, row, "lang", "dir");
                row(row, marks, rows);
            }
        }
    }

    private void row(Element source, List<Mark> marks, List<Element> rows) {
        Element row = new Element("tr");
        for (Element cell : source.children()) {
            if (cell.nameIs("td") || cell.nameIs("th")) {
                Element target = row.appendElement(cell.normalName());
                copy(cell, target, "align", "colspan", "rowspan", "id", "lang", "dir");
                copy(source, target, "lang", "dir");
                if (cell.nameIs("th")) {
                    copy(cell, target, "scope");
                }
                Flow content = new Flow("p", false);
                content.addAll(cell, marks);
                putInto(target, content.finished());
            }
        }
        if (!isEmpty(row)) {
            rows.add(row);
        }
    }

    /** All rows of a table without spans get the same number of cells, as Markdown has it. */
    private static void pad(List<Element> header, List<Element> rows) {
        List<Element> all = Stream.concat(header.stream(), rows.stream()).toList();
        int columns = all.stream().mapToInt(Element::childrenSize).max().orElse(0);
        long cells = all.stream().mapToInt(Element::childrenSize).sum();
        boolean spans = all.stream()
                .flatMap(row -> row.children().stream())
                .anyMatch(cell -> cell.hasAttr("colspan") || cell.hasAttr("rowspan"));
        if (spans || (long) columns * all.size() > MAX_PADDING * (cells + 1)) {
            return;
        }
        header.forEach(row -> pad(row, "th", columns));
        rows.forEach(row -> pad(row, "td", columns));
    }

    private static void pad(Element row, String tag, int columns) {
        for (int missing = columns - row.childrenSize(); missing > 0; missing--) {
            row.appendElement(tag);
        }
    }

    private void definitions(Element element, List<Mark> marks, Flow out) {
        Element list = new Element("dl");
        collectDefinitions(element, marks, list);
        if (!list.children().isEmpty()) {
            out.add(list);
        }
    }

    private void collectDefinitions(Element element, List<Mark> marks, Element list) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text && text.isBlank()) {
                continue;
            }
            if (child instanceof Element term && term.nameIs("dt")) {
                Element target = lines("dt", List.of(term), marks);
                if (!isEmpty(target)) {
                    list.appendChild(target);
                }
            } else if (child instanceof Element group && group.nameIs("div")) {
                int before = list.childrenSize();
                collectDefinitions(group, marks, list);
                inherit(group, list.children().subList(before, list.childrenSize()));
            } else {
                Flow content = new Flow("p", true);
                boolean isDefinition = child.nodeName().equals("dd");
                Element target = new Element("dd");
                if (isDefinition) {
                    content.addAll((Element) child, marks);
                    copy((Element) child, target, "id", "lang", "dir");
                } else {
                    content.add(child, marks);
                }
                putInto(target, content.finished());
                if (!isEmpty(target)) {
                    list.appendChild(target);
                }
            }
        }
    }

    private void details(Element element, List<Mark> marks, Flow out) {
        Element summary = BodyHtml.child(element, "summary");
        Element heading = summary == null ? new Element("summary") : lines("summary", List.of(summary), marks);
        Flow content = new Flow("p", true);
        element.childNodes().stream().filter(child -> child != summary).forEach(child -> content.add(child, marks));
        List<Element> blocks = content.finished();
        if (isEmpty(heading)) {
            blocks.forEach(out::add);
            return;
        }
        Element details = new Element("details");
        copy(element, details, "open");
        details.appendChild(heading);
        blocks.forEach(details::appendChild);
        out.add(details);
    }
}

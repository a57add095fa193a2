package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.broadsheet.content.body.InlineContent.Mark;
import org.broadsheet.content.body.InlineContent.Piece;
import org.broadsheet.content.body.Span.SpanImage;
import org.broadsheet.content.body.Span.SpanLink;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Converts spans to inline HTML. Spans do not say how a link and the marks around the same text are nested: the marks
 * that neighbours of the link have too are around it, and the others are within it.
 */
final class SpansHtml {

    private final List<Span> spans;
    private final Run[] links;
    private final Run[] ids;
    private final Run[] languages;
    private final Run[] directions;

    private SpansHtml(List<Span> spans) {
        this.spans = spans;
        links = runs(SpansHtml::link);
        ids = runs(Span::id);
        languages = runs(Span::language);
        directions = runs(Span::direction);
    }

    static String of(List<Span> spans) {
        return new SpansHtml(spans).html();
    }

    /** Returns the inline content of spans as reading them gives it. */
    static List<Node> settled(List<Span> spans) {
        Element holder = new Element("p");
        InlineContent.build(InlineContent.lines(new SpansHtml(spans).pieces()), holder);
        Set<String> ids = new HashSet<>();
        for (Element element : BodyHtml.elements(holder)) {
            if (element.hasAttr("id") && !ids.add(element.id())) {
                element.removeAttr("id");
            }
        }
        return holder.childNodes();
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            add(spans.get(i), marksAround(i), pieces);
        }
        return pieces;
    }

    private String html() {
        Document document = new Document("");
        document.outputSettings().prettyPrint(false);
        Element holder = document.appendElement("p");
        InlineContent.build(pieces(), holder);
        return holder.html();
    }

    private static void add(Span span, List<Mark> marks, List<Piece> pieces) {
        if (span.image() != null) {
            pieces.add(new Piece(marks, image(span.image())));
        } else if (span.text() == null || span.text().isEmpty()) {
            pieces.add(new Piece(marks, null));
        } else {
            String[] lines = span.text().split("\n", -1);
            for (int line = 0; line < lines.length; line++) {
                if (line > 0) {
                    pieces.add(new Piece(marks, new Element("br")));
                }
                if (!lines[line].isEmpty()) {
                    pieces.add(new Piece(marks, new TextNode(lines[line])));
                }
            }
        }
    }

    private static Element image(SpanImage image) {
        Element element = new Element("img");
        attributes(
                        "src",
                        image.url(),
                        "alt",
                        image.alt(),
                        "title",
                        image.title(),
                        "width",
                        image.width(),
                        "height",
                        image.height())
                .forEach(element::attr);
        return element;
    }

    private static Map<String, String> attributes(Object... namesAndValues) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                attributes.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
            }
        }
        return attributes;
    }

    private static List<String> names(Span span) {
        return span.marks() == null ? List.of() : span.marks();
    }

    private static Map<String, String> link(Span span) {
        SpanLink link = span.link();
        return link == null
                ? Map.of()
                : attributes("href", link.url(), "title", link.title(), "rel", link.rel(), "hreflang", link.hreflang());
    }

    /**
     * Spans in a row with the same value.
     *
     * @param within how many marks all of them have in common
     * @param outside how many of these marks their neighbours have too
     */
    private record Run(int first, int last, int within, int outside) {}

    /** Returns the run of each span. */
    private Run[] runs(Function<Span, ?> value) {
        Run[] runs = new Run[spans.size()];
        int first = 0;
        int within = 0;
        for (int i = 0; i < runs.length; i++) {
            within = i == first ? names(spans.get(i)).size() : Math.min(within, common(first, i));
            boolean ends =
                    i + 1 == runs.length || !Objects.equals(value.apply(spans.get(i)), value.apply(spans.get(i + 1)));
            if (ends) {
                int outside = Math.min(within, Math.max(common(first, first - 1), common(i, i + 1)));
                Arrays.fill(runs, first, i + 1, new Run(first, i, within, outside));
                first = i + 1;
            }
        }
        return runs;
    }

    private int common(int one, int other) {
        if (other < 0 || other >= spans.size()) {
            return 0;
        }
        List<String> marks = names(spans.get(one));
        List<String> others = names(spans.get(other));
        int common = 0;
        while (common < marks.size()
                && common < others.size()
                && marks.get(common).equals(others.get(common))) {
            common++;
        }
        return common;
    }

    /** An element that spans have besides their marks, with the spans that it is around. */
    private record Wrapper(Run run, String tag, Map<String, String> attributes) {
        int size() {
            return run.last - run.first;
        }
    }

    private List<Mark> marksAround(int at) {
        Span span = spans.get(at);
        List<String> names = names(span);
        List<Map<String, String>> attributes = new ArrayList<>();
        List<List<Wrapper>> wrappers = new ArrayList<>();
        names.forEach(name -> attributes.add(new LinkedHashMap<>()));
        IntStream.rangeClosed(0, names.size()).forEach(depth -> wrappers.add(new ArrayList<>()));
        if (span.title() != null && names.contains("abbr")) {
            attributes.get(names.lastIndexOf("abbr")).put("title", span.title());
        }
        Map<String, String> link = link(span);
        if (!link.isEmpty()) {
            wrappers.get(links[at].outside).add(new Wrapper(links[at], "a", link));
        }
        add("id", span.id(), ids[at], attributes, wrappers);
        add("lang", span.language(), languages[at], attributes, wrappers);
        add("dir", span.direction(), directions[at], attributes, wrappers);
        List<Mark> marks = new ArrayList<>();
        for (int depth = 0; depth <= names.size(); depth++) {
            wrappers.get(depth).stream()
                    .sorted(Comparator.comparingInt(Wrapper::size).reversed())
                    .forEach(wrapper -> marks.add(new Mark(wrapper.tag, wrapper.attributes, null)));
            if (depth < names.size()) {
                marks.add(new Mark(names.get(depth), attributes.get(depth), null));
            }
        }
        return marks;
    }

    /** Adds an attribute to an element that is around the same spans, or else to a new one. */
    private void add(
            String name, String value, Run run, List<Map<String, String>> attributes, List<List<Wrapper>> wrappers) {
        if (value == null) {
            return;
        }
        int outside = run.outside;
        Optional<Wrapper> same = wrappers.get(outside).stream()
                .filter(wrapper -> wrapper.run.equals(run))
                .findFirst();
        if (same.isPresent()) {
            same.get().attributes.put(name, value);
        } else if (outside < run.within) {
            attributes.get(outside).put(name, value);
        } else {
            wrappers.get(outside).add(new Wrapper(run, "span", attributes(name, value)));
        }
    }
}

package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * What Markdown has besides CommonMark and the extensions of its library: {@code ==mark==}, an id after a heading in
 * {@code {#braces}}, definition lists, and a filter of tags that would end the body.
 */
final class MarkdownDialect implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    private static final Pattern HEADING_ID = Pattern.compile("\\{#([\\p{L}\\p{N}_.:-]{1,200})}");
    private static final Pattern DEFINITION = Pattern.compile("^:[ \\t]+");

    /** Tags after which HTML has no markup up to their end tag: those of GFM's tag filter. */
    private static final Pattern RAW = Pattern.compile(
            "<(?=(/?)(title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?:[\\s/>]|$))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EMPHASIS = Pattern.compile("\\*+|~+|==+");

    private static final Set<Character.UnicodeScript> EAST_ASIAN = Set.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.BOPOMOFO);

    private MarkdownDialect() {}

    /**
     * Separates emphasis from Chinese, Japanese and Korean punctuation by {@link StoryLinks#NO_PUNCTUATION}: these
     * languages have no spaces around punctuation, which CommonMark's rules of emphasis expect.
     */
    static String withEmphasisBesidePunctuation(String source) {
        return EMPHASIS.matcher(source).replaceAll(run -> {
            int before = run.start() == 0 ? ' ' : source.codePointBefore(run.start());
            int after = run.end() == source.length() ? ' ' : source.codePointAt(run.end());
            boolean closes = separates(before, after);
            boolean opens = separates(after, before);
            return (closes ? StoryLinks.NO_PUNCTUATION : "") + run.group() + (opens ? StoryLinks.NO_PUNCTUATION : "");
        });
    }

    /** @param other the character on the other side of the emphasis */
    private static boolean separates(int punctuation, int other) {
        return isPunctuation(punctuation)
                && "*_~=\\".indexOf(punctuation) < 0
                && !isSpace(other)
                && (isEastAsian(punctuation) || isEastAsian(other));
    }

    private static boolean isEastAsian(int character) {
        Character.UnicodeBlock block = Character.UnicodeBlock.of(character);
        return EAST_ASIAN.contains(Character.UnicodeScript.of(character))
                || block == Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION
                || block == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS;
    }

    static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** Checks for what CommonMark regards as punctuation. */
    static boolean isPunctuation(int character) {
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> true;
            default -> false;
        };
    }

    static Extension create() {
        return new MarkdownDialect();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.customDelimiterProcessor(new MarkDelimiter());
        parser.postProcessor(document -> {
            document.accept(new Blocks());
            return document;
        });
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(Rendering::new);
        renderer.attributeProviderFactory(context -> (node, tag, attributes) -> {
            if (node instanceof Heading && node.getLastChild() instanceof HeadingId id) {
                attributes.put("id", id.id);
            }
        });
    }

    /** Highlighted text. */
    static final class Mark extends CustomNode {}

    /** The id of the heading that it is in. */
    private static final class HeadingId extends CustomNode {

        private final String id;

        HeadingId(String id) {
            this.id = id;
        }
    }

    /** A list of definitions, and the terms and definitions in it. */
    private static final class Definitions extends CustomBlock {

        private final String tag;

        Definitions(String tag) {
            this.tag = tag;
        }
    }

    private static final class MarkDelimiter implements DelimiterProcessor {

        @Override
        public char getOpeningCharacter() {
            return '=';
        }

        @Override
        public char getClosingCharacter() {
            return '=';
        }

        @Override
        public int getMinLength() {
            return 2;
        }

        @Override
        public int process(DelimiterRun opening, DelimiterRun closing) {
            if (opening.length() != 2 || closing.length() != 2) {
                return 0;
            }
            Text opener = opening.getOpener();
            Mark mark = new Mark();
            for (Node node : Nodes.between(opener, closing.getCloser())) {
                mark.appendChild(node);
            }
            opener.insertAfter(mark);
            return 2;
        }
    }

    /** Converts blocks after parsing; the depth of blocks is limited, unlike that of inline content. */
    private static final class Blocks extends AbstractVisitor {

        @Override
        public void visit(Heading heading) {
            if (heading.getLastChild() instanceof Text text) {
                String literal = text.getLiteral().stripTrailing();
                int start = Math.max(literal.lastIndexOf("{#"), 0);
                Matcher id = HEADING_ID.matcher(literal.substring(start));
                String before = literal.substring(0, start).stripTrailing();
                if (id.matches() && (!before.isEmpty() || text.getPrevious() != null)) {
                    text.setLiteral(before);
                    heading.appendChild(new HeadingId(id.group(1)));
                }
            }
        }

        @Override
        public void visit(Paragraph paragraph) {
            if (paragraph.getNext() instanceof Definitions) {
                return;
            }
            List<List<Node>> lines = new ArrayList<>(List.of(new ArrayList<>()));
            for (Node node = paragraph.getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof SoftLineBreak) {
                    lines.add(new ArrayList<>());
                } else {
                    lines.get(lines.size() - 1).add(node);
                }
            }
            if (lines.size() < 2 || isDefinition(lines.get(0)) || lines.stream().noneMatch(Blocks::isDefinition)) {
                return;
            }
            Node previous = paragraph.getPrevious();
            Definitions list = previous instanceof Definitions last ? last : new Definitions("dl");
            if (previous != list) {
                paragraph.insertBefore(list);
            }
            boolean defines = false;
            for (List<Node> line : lines) {
                if (isDefinition(line)) {
                    Text first = (Text) line.get(0);
                    first.setLiteral(DEFINITION.matcher(first.getLiteral()).replaceFirst(""));
                    defines = true;
                    addLine("dd", line, list);
                } else if (defines) {
                    list.getLastChild().appendChild(new SoftLineBreak());
                    line.forEach(list.getLastChild()::appendChild);
                } else {
                    addLine("dt", line, list);
                }
            }
            paragraph.unlink();
        }

        private static void addLine(String tag, List<Node> line, Definitions list) {
            Definitions part = new Definitions(tag);
            line.forEach(part::appendChild);
            list.appendChild(part);
        }

        private static boolean isDefinition(List<Node> line) {
            return !line.isEmpty()
                    && line.get(0) instanceof Text text
                    && DEFINITION.matcher(text.getLiteral()).find();
        }
    }

    /** Renders the nodes of the dialect, and HTML with its dangerous tags as text. */
    private static final class Rendering implements NodeRenderer {

        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        Rendering(HtmlNodeRendererContext context) {
            this.context = context;
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(
                    Mark.class,
                    HeadingId.class,
                    Definitions.class,
                    BulletList.class,
                    OrderedList.class,
                    ListItem.class,
                    HtmlBlock.class,
                    HtmlInline.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof HtmlBlock block) {
                html.line();
                html.raw(filtered(block.getLiteral()));
                html.line();
            } else if (node instanceof HtmlInline inline) {
                html.raw(isPlayer(inline) ? inline.getLiteral() : escaped(inline.getLiteral()));
            } else if (node instanceof Mark) {
                tagged("mark", node);
            } else if (node instanceof BulletList) {
                tagged("ul", node);
            } else if (node instanceof OrderedList list) {
                int start = list.getMarkerStartNumber();
                tagged("ol", start == 1 ? Map.of() : Map.of("start", Integer.toString(start)), node);
            } else if (node instanceof ListItem) {
                tagged("li", node);
            } else if (node instanceof Definitions list) {
                html.line();
                tagged(list.tag, node);
                html.line();
            }
        }

        private void tagged(String tag, Node node) {
            tagged(tag, Map.of(), node);
        }

        /** Lists have no line ends around their tags, which would double the number of their nodes. */
        private void tagged(String tag, Map<String, String> attributes, Node node) {
            html.tag(tag, attributes);
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            html.tag("/" + tag);
        }

        /** An {@code iframe} that ends at once. */
        private static boolean isPlayer(HtmlInline tag) {
            String literal = tag.getLiteral();
            boolean opens = literal.regionMatches(true, 0, "<iframe ", 0, 8)
                    && tag.getNext() instanceof HtmlInline end
                    && end.getLiteral().equalsIgnoreCase("</iframe>");
            boolean closes = literal.equalsIgnoreCase("</iframe>")
                    && tag.getPrevious() instanceof HtmlInline start
                    && start.getLiteral().regionMatches(true, 0, "<iframe ", 0, 8);
            return opens || closes;
        }

        /** Elements with an end stay, for the sanitiser to remove or replace; {@code plaintext} has none in HTML. */
        private static String filtered(String block) {
            Map<String, Integer> ends = new HashMap<>();
            RAW.matcher(block)
                    .results()
                    .filter(tag -> !tag.group(1).isEmpty())
                    .forEach(tag -> ends.put(tag.group(2).toLowerCase(Locale.ROOT), tag.start()));
            ends.remove("plaintext");
            return RAW.matcher(block)
                    .replaceAll(tag ->
                            ends.getOrDefault(tag.group(2).toLowerCase(Locale.ROOT), -1) >= tag.start() ? "<" : "&lt;");
        }

        private static String escaped(String tag) {
            return RAW.matcher(tag).replaceAll("&lt;");
        }
    }
}

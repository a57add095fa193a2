package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.junit.jupiter.api.Test;

/** The guarantee that no body format lacks words, images, links or embeds that another has, for generated bodies. */
class LosslessBodiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter BLOCKS = JSON.writerFor(new TypeReference<List<Block>>() {});

    private static final Parser MARKDOWN =
            Parser.builder().extensions(BodyHtml.MARKDOWN_EXTENSIONS).build();
    private static final HtmlRenderer TO_HTML =
            HtmlRenderer.builder().extensions(BodyHtml.MARKDOWN_EXTENSIONS).build();

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]*w[0-9]+[\\p{L}\\p{N}]*");
    private static final Pattern VIDEO = Pattern.compile("yt[0-9]{9}");

    private static final Set<String> SEPARATING = Set.of("br", "img");

    /** Inline elements that only a source has. */
    private static final Set<String> INLINE = Set.of("b", "i", "font", "strike", "time", "tt");

    private static final Predicate<String> IS_WORD = token -> !token.contains(":");

    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private String source;

    private static List<String> only(String kind, List<String> tokens) {
        return tokens.stream()
                .filter(kind.equals("word") ? IS_WORD : token -> token.startsWith(kind + ":"))
                .toList();
    }

    private void compare(String format, List<String> expected, List<String> actual) {
        for (String kind : List.of("word", "image", "link", "embed", "media", "task", "id", "lang", "dir")) {
            if (!only(kind, expected).equals(only(kind, actual))) {
                fail(format + ": " + kind + "s", only(kind, expected) + "\n" + only(kind, actual));
            }
        }
        if (!expected.equals(actual)) {
            fail(format + ": order", expected + "\n" + actual);
        }
    }

    private void fail(String kind, String detail) {
        failures.merge(kind, 1, Integer::sum);
        String example = source + "\n=>\n" + detail;
        examples.merge(kind, example, LosslessBodiesTest::shorter);
    }

    private static String shorter(String one, String other) {
        return one.length() <= other.length() ? one : other;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /** A link to a story that does not exist becomes its text. */
    private static void addLink(String href, List<String> tokens) {
        Matcher video = VIDEO.matcher(href);
        if (!href.startsWith(Bodies.STORY_SCHEME)) {
            tokens.add(video.find() ? "embed:" + video.group() : "link:" + href);
        }
    }

    /** Headings without an id get one that Markdown does not show. */
    private static void addState(Element element, List<String> tokens) {
        if (element.hasAttr("id") && BodyHtml.headingLevel(element) == 0) {
            tokens.add("id:" + element.id());
        }
        for (String name : List.of("lang", "dir")) {
            if (element.hasAttr(name)) {
                tokens.add(name + ":" + element.attr(name));
            }
        }
        Element task = element.nameIs("li") ? element.selectFirst("> input, > p:first-child > input") : null;
        if (task != null) {
            tokens.add("task:" + task.hasAttr("checked"));
        }
    }

    private static void addMedia(Element media, List<String> tokens) {
        Element first = media.hasAttr("src") ? media : media.selectFirst("source");
        tokens.add("embed:" + (first == null ? "" : first.attr("src")));
        media.select("source ~ source, track").forEach(part -> tokens.add("media:" + part.attr("src")));
    }

    /** Adds what readers of the HTML get, in its order. */
    private static void add(Node node, List<String> tokens) {
        if (node instanceof TextNode text) {
            tokens.addAll(words(text.getWholeText()));
        } else if (node instanceof Element element) {
            addState(element, tokens);
            switch (element.normalName()) {
                case "img" -> tokens.add("image:" + element.attr("src"));
                case "iframe" -> {
                    addLink(element.attr("src"), tokens);
                    tokens.addAll(words(element.attr("title")));
                }
                case "video", "audio" -> addMedia(element, tokens);
                case "a" -> {
                    boolean visible = element.hasText() || element.selectFirst("img") != null;
                    if (visible && element.hasAttr("href")) {
                        addLink(element.attr("href"), tokens);
                    }
                }
                default -> {}
            }
            if (!element.nameIs("video") && !element.nameIs("audio")) {
                element.childNodes().forEach(child -> add(child, tokens));
            }
        }
    }

    /** Returns the words that readers see: inline elements do not separate words. */
    private static List<String> seen(String html) {
        StringBuilder text = new StringBuilder();
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode part) {
                            text.append(part.getWholeText());
                        } else {
                            separate(node);
                            text.append(
                                    node.attr("title").isEmpty()
                                                    || !node.nodeName().equals("iframe")
                                            ? ""
                                            : node.attr("title"));
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        separate(node);
                    }

                    private void separate(Node node) {
                        boolean inline = INLINE.contains(node.nodeName())
                                || InlineContent.isInline(node) && !SEPARATING.contains(node.nodeName());
                        text.append(inline ? "" : "\n");
                    }
                },
                Jsoup.parseBodyFragment(html).body());
        return words(text.toString());
    }

    private static List<String> tokens(String html) {
        List<String> tokens = new ArrayList<>();
        add(Jsoup.parse("<!doctype html>" + html).body(), tokens);
        return tokens;
    }

    private static void add(JsonNode block, List<String> tokens) {
        if (block.isArray()) {
            block.forEach(part -> add(part, tokens));
            return;
        }
        if (!block.isObject()) {
            return;
        }
        String type = block.path("type").asText();
        if (block.has("id") && !type.equals("heading")) {
            tokens.add("id:" + block.path("id").asText());
        }
        String language =
                block.path(type.equals("code") ? "naturalLanguage" : "language").asText();
        if (!language.isEmpty()) {
            tokens.add("lang:" + language);
        }
        if (block.has("direction")) {
            tokens.add("dir:" + block.path("direction").asText());
        }
        if (block.has("checked")) {
            tokens.add("task:" + block.path("checked").asBoolean());
        }
        if (type.equals("quote")) {
            add(block.path("blocks"), tokens);
            add(block.path("attribution"), tokens);
            return;
        }
        if (type.equals("table")) {
            add(block.path("caption"), tokens);
            add(block.path("headers"), tokens);
            add(block.path("rows"), tokens);
            return;
        }
        if (block.path("link").has("url")) {
            addLink(block.path("link").path("url").asText(), tokens);
        }
        switch (type) {
            case "image" -> tokens.add("image:" + block.path("url").asText());
            case "embed" -> {
                addLink(block.path("url").asText(), tokens);
                tokens.addAll(words(block.path("title").asText()));
            }
            case "video", "audio" -> {
                List<String> sources = block.path("sources").findValuesAsText("url");
                tokens.add("embed:" + sources.get(0));
                sources.stream().skip(1).forEach(other -> tokens.add("media:" + other));
                block.path("tracks").findValuesAsText("url").forEach(track -> tokens.add("media:" + track));
            }
            default -> {}
        }
        for (String part : List.of("images", "summary", "terms", "definitions")) {
            add(block.path(part), tokens);
        }
        if (block.has("html")) {
            tokens.addAll(tokens(block.path("html").asText()));
        }
        for (String part : List.of("caption", "credit", "items", "blocks")) {
            add(block.path(part), tokens);
        }
    }

    private static RenderedBody render(BodyInput input) {
        return Bodies.render(input, Links.to(href -> Optional.empty()));
    }

    private static String json(RenderedBody body) throws JsonProcessingException {
        return BLOCKS.writeValueAsString(body.blocks());
    }

    private void check(BodyInput input) throws JsonProcessingException {
        source = input.format() + ": " + input.source();
        RenderedBody body;
        try {
            body = render(input);
        } catch (RuntimeException e) {
            fail("exception", e.toString());
            return;
        }
        checkNormalForm(input);
        List<String> html = tokens(body.html());
        List<String> blocks = new ArrayList<>();
        add(JSON.readTree(json(body)), blocks);
        compare("blocks", html, blocks);
        compare("markdown", html, tokens(TO_HTML.render(MARKDOWN.parse(body.markdown()))));
        if (!seen(body.html()).equals(words(body.text()))) {
            fail("text: words", seen(body.html()) + "\n" + words(body.text()));
        }
        RenderedBody again = render(BodyInput.html(body.html()));
        if (!again.html().equals(body.html())) {
            fail("html: not the same bytes again", body.html() + "\n" + again.html());
        }
        checkIdsOfSpans(JSON.readTree(json(body)));
        checkWritingBlocks(body);
        RenderedBody same = render(BodyInput.markdown(body.markdown()));
        if (!json(same).equals(json(body))) {
            fail("markdown: not the same blocks again", body.markdown() + "\n" + json(body) + "\n" + json(same));
        }
        compareWithSource(input, body.html());
        checkIds(input, body);
    }

    /** An id is in the body, or its loss is reported. */
    private void checkIds(BodyInput input, RenderedBody body) {
        if (input.format() == BodyInput.Format.html) {
            List<String> lost = ids(input.source());
            lost.removeAll(ids(body.html()));
            body.warnings().forEach(warning -> lost.remove(warning.removed().replace("id=", "")));
            if (!lost.isEmpty()) {
                fail("html: ids", lost + "\n" + body.html());
            }
        }
    }

    private void checkIdsOfSpans(JsonNode node) {
        if (node.has("html") && node.has("spans")) {
            List<String> spans = node.path("spans").findValuesAsText("id").stream()
                    .distinct()
                    .toList();
            if (!spans.equals(ids(node.path("html").asText()))) {
                fail("spans: ids", node.toString());
            }
        }
        node.forEach(this::checkIdsOfSpans);
    }

    private static List<String> ids(String html) {
        return Jsoup.parse("<!doctype html>" + html).select("[id]").stream()
                .map(Element::id)
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private void checkNormalForm(BodyInput input) {
        Element root = BodyHtml.read(input, Embeds.configured(), warning -> {});
        String once = root.html();
        NormalForm.apply(root, BodyHtml.elements(root), Embeds.configured(), warning -> {});
        if (!root.html().equals(once)) {
            fail("normal form: not the same again", once + "\n" + root.html());
        }
    }

    private void checkWritingBlocks(RenderedBody body) throws JsonProcessingException {
        JsonNode blocks = JSON.readTree(json(body));
        BodyInput input = blocks(blocks);
        if (!Bodies.errorsIn(input).isEmpty()) {
            fail("blocks: rejected", blocks + "\n" + Bodies.errorsIn(input));
            return;
        }
        String written = render(input).html();
        if (!written.equals(body.html())) {
            fail("blocks: not the same bytes again", body.html() + "\n" + written);
        }
        removeHtml(blocks);
        BodyInput spans = blocks(blocks);
        if (!Bodies.errorsIn(spans).isEmpty()) {
            fail("spans: rejected", blocks + "\n" + Bodies.errorsIn(spans));
            return;
        }
        JsonNode again = JSON.readTree(json(render(spans)));
        removeHtml(again);
        if (!again.equals(blocks)) {
            fail("spans: not the same again", blocks + "\n" + again + "\n" + body.html());
        }
    }

    private static BodyInput blocks(JsonNode blocks) throws JsonProcessingException {
        return BodyInput.ofJson(JSON.createObjectNode()
                .put("format", "blocks")
                .<ObjectNode>set("blocks", blocks)
                .toString());
    }

    /** Leaves the spans alone, and the text of code, which has no spans. */
    private static void removeHtml(JsonNode node) {
        if (node instanceof ObjectNode object
                && (object.has("spans") || object.path("type").asText().equals("quote"))) {
            object.remove(List.of("html", "text"));
        } else if (node instanceof ObjectNode object
                && object.path("type").asText().equals("code")) {
            object.remove("html");
        }
        if (node.isContainerNode() && !node.has("marks")) {
            node.forEach(LosslessBodiesTest::removeHtml);
        }
    }

    private void compareWithSource(BodyInput input, String html) {
        boolean markdown = input.format() == BodyInput.Format.markdown;
        if (markdown) {
            compareWithSource("word", words(input.source()), only("word", tokens(html)));
        } else {
            compareWithSource("word", seen(input.source()), seen(html));
            for (String kind : List.of("image", "link", "embed", "media", "task")) {
                compareWithSource(kind, only(kind, tokens(input.source())), only(kind, tokens(html)));
            }
        }
    }

    private void compareWithSource(String kind, List<String> written, List<String> html) {
        List<String> lost = new ArrayList<>(written);
        html.forEach(lost::remove);
        if (!lost.isEmpty()) {
            fail("html: " + kind + "s of the source", lost + "\n" + html);
        }
    }

    /** Checks a body, whose number decides its content. */
    private static LosslessBodiesTest checked(long number) {
        LosslessBodiesTest test = new LosslessBodiesTest();
        BodyGenerator generator = new BodyGenerator(number);
        try {
            test.check(number % 3 == 2 ? BodyInput.markdown(generator.markdown()) : BodyInput.html(generator.html()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return test;
    }

    @Test
    void everyFormatHasTheWholeBody() {
        int bodies = Integer.getInteger("broadsheet.test.bodies", 5_000);
        long seed = Long.getLong("broadsheet.test.bodies.seed", 0L);
        List<LosslessBodiesTest> failed = LongStream.range(seed, seed + bodies)
                .parallel()
                .mapToObj(LosslessBodiesTest::checked)
                .filter(test -> !test.failures.isEmpty())
                .toList();
        failed.forEach(test -> {
            test.failures.forEach((kind, count) -> failures.merge(kind, count, Integer::sum));
            test.examples.forEach((kind, example) -> examples.merge(kind, example, LosslessBodiesTest::shorter));
        });

        assertThat(failures)
                .as(() -> String.join(
                        "\n\n",
                        examples.entrySet().stream()
                                .map(example -> "**** " + example.getKey() + "\n" + example.getValue())
                                .toList()))
                .isEmpty();
    }
}

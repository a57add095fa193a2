package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBodiesTest {

    private static final UUID STORY = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter BLOCKS = JSON.writerFor(new TypeReference<List<Block>>() {});

    /** As whoever takes our Markdown would show it, without any cleaning. */
    private static final Parser MARKDOWN =
            Parser.builder().extensions(BodyHtml.MARKDOWN_EXTENSIONS).build();

    private static final HtmlRenderer TO_HTML =
            HtmlRenderer.builder().extensions(BodyHtml.MARKDOWN_EXTENSIONS).build();

    private static final Map<String, Set<String>> ELEMENTS = published("elements", "attributes");
    private static final Map<String, Set<String>> PROTOCOLS = published("address", "protocols");

    /** The HTML is written in one way only, so that no parser reads anything else in it. */
    private static final Pattern TAG = Pattern.compile("</?([a-z][a-z0-9]*)((?: [a-z-]+(?:=\"[^\"<>]*\")?)*)(?: /)?>");

    private static final Pattern PROTOCOL = Pattern.compile("^([^/?#:]*):");

    private static final List<String> HTML_SURROUNDINGS = List.of(
            "<p>before</p>%s<p>after</p>",
            "before %s after",
            "<blockquote><p>before</p>%s</blockquote>",
            "<ul><li>before %s</li></ul>",
            "<table><tr><td>before</td><td>%s</td></tr></table>",
            "<h3>before <b>%s</b></h3>");

    private static final List<String> MARKDOWN_SURROUNDINGS = List.of(
            "before\n\n%s\n\nafter", "before %s after", "> before\n>\n> %s", "- before\n\n  %s", "## before %s");

    record Vector(String name, String as, String source) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream file = HostileBodiesTest.class.getResourceAsStream("/xss-vectors.yaml")) {
            Map<String, List<Vector>> families =
                    new ObjectMapper(new YAMLFactory()).readValue(file, new TypeReference<>() {});
            return families.values().stream().flatMap(List::stream);
        }
    }

    /** Returns a vector in all its surroundings. */
    static List<BodyInput> bodiesOf(Vector vector) {
        assertThat(vector.as()).isIn("html", "markdown", "both");
        List<BodyInput> bodies = new ArrayList<>();
        if (!vector.as().equals("markdown")) {
            for (String surroundings : HTML_SURROUNDINGS) {
                bodies.add(BodyInput.html(surroundings.replace("%s", vector.source())));
            }
        }
        if (!vector.as().equals("html")) {
            for (String surroundings : MARKDOWN_SURROUNDINGS) {
                String indent = surroundings.substring(
                        surroundings.lastIndexOf('\n', surroundings.indexOf("%s")) + 1, surroundings.indexOf("%s"));
                String source = indent.isBlank() || indent.equals("> ")
                        ? vector.source().replace("\n", "\n" + indent)
                        : vector.source();
                bodies.add(BodyInput.markdown(surroundings.replace("%s", source)));
            }
        }
        return bodies;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void nothingThatCouldRunGetsThrough(Vector vector) throws IOException {
        for (BodyInput body : bodiesOf(vector)) {
            assertHarmless(body);
        }
    }

    /** Each member of a block has the vector. */
    private static final String BLOCKS_OF_VECTORS = """
            [{"type": "paragraph", "text": "before"},
             {"type": "paragraph", "html": %1$s},
             {"type": "paragraph", "text": %1$s, "id": %1$s, "language": %1$s, "direction": %1$s},
             {"type": "paragraph", "spans": [
               {"text": %1$s, "marks": ["abbr"], "link": {"url": %1$s, "title": %1$s, "rel": %1$s, "hreflang": %1$s}, "title": %1$s},
               {"text": %1$s, "id": %1$s, "language": %1$s, "direction": %1$s},
               {"image": {"url": %1$s, "alt": %1$s, "title": %1$s}}]},
             {"type": "image", "url": %1$s, "alt": %1$s, "html": %1$s, "link": {"url": %1$s}, "credit": {"html": %1$s}},
             {"type": "bookmark", "html": %1$s, "link": {"url": %1$s, "title": %1$s}},
             {"type": "quote", "url": %1$s, "html": %1$s, "attribution": {"text": %1$s}},
             {"type": "code", "language": %1$s, "html": %1$s},
             {"type": "embed", "url": %1$s, "title": %1$s},
             {"type": "embed", "playerUrl": %1$s, "html": %1$s},
             {"type": "video", "sources": [{"url": %1$s, "type": %1$s}], "poster": %1$s, "title": %1$s,
              "tracks": [{"url": %1$s, "kind": %1$s, "language": %1$s, "label": %1$s}]},
             {"type": "audio", "sources": [{"url": "/a.mp3", "type": %1$s}], "title": %1$s},
             {"type": "list", "ordered": true, "numbering": %1$s, "items": [{"html": %1$s}]},
             {"type": "details", "summary": {"html": %1$s}, "blocks": [{"type": "paragraph", "html": %1$s}]},
             {"type": "definitions", "items": [{"terms": [{"html": %1$s}], "definitions": [{"html": %1$s}]}]},
             {"type": "table", "headers": [[{"html": %1$s, "align": %1$s, "scope": %1$s, "id": %1$s}]]}]
            """;

    /** Returns blocks that have a vector in each member. */
    static BodyInput blocksOf(Vector vector) throws IOException {
        String text = JSON.writeValueAsString(vector.source());
        String blocks = BLOCKS_OF_VECTORS.replace("%1$s", text);
        return BodyInput.ofJson("{\"format\": \"blocks\", \"blocks\": " + blocks + "}");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void nothingThatCouldRunGetsThroughBlocks(Vector vector) throws IOException {
        assertHarmless(blocksOf(vector));
    }

    static RenderedBody rendered(BodyInput written) {
        return Bodies.render(
                written, Links.to(href -> href.equals("story:live") ? Optional.of(STORY) : Optional.empty()));
    }

    /** Returns Markdown as HTML, without any cleaning. */
    static String shown(String markdown) {
        return TO_HTML.render(MARKDOWN.parse(markdown));
    }

    private static void assertHarmless(BodyInput written) throws IOException {
        RenderedBody body = rendered(written);
        String html = StoryLinks.inHtml(body.html(), id -> "/stories/live");
        String markdown = StoryLinks.inMarkdown(body.markdown(), id -> "/stories/live");
        String blocks =
                StoryLinks.inJson(BLOCKS.writeValueAsString(body.blocks()), id -> "/stories/live", id -> "live");

        assertHarmless(html);
        assertThat(html).doesNotContain("<h1", "<b>", "<i>");
        assertHarmless(JSON.readTree(blocks));
        assertHarmless(shown(markdown));
        for (String form : List.of(html, markdown, blocks, body.text())) {
            assertThat(form).contains("before").doesNotContainPattern("[\uFDD0-\uFDD2]");
        }
    }

    private static void assertHarmless(JsonNode blocks) {
        if (blocks.isObject()) {
            if (blocks.has("html")) {
                assertHarmless(blocks.get("html").textValue());
            }
            for (String address : List.of("url", "playerUrl", "poster")) {
                if (blocks.has(address)) {
                    assertHarmlessAddress(blocks.get(address).textValue(), "src");
                }
            }
            if (blocks.path("link").has("url")) {
                assertHarmlessAddress(blocks.get("link").get("url").textValue(), "href");
            }
        }
        for (Map.Entry<String, JsonNode> member : blocks.properties()) {
            if (!member.getKey().equals("link")) {
                assertHarmless(member.getValue());
            }
        }
        if (blocks.isArray()) {
            blocks.forEach(HostileBodiesTest::assertHarmless);
        }
    }

    private static void assertHarmless(String html) {
        Matcher tag = TAG.matcher(html);
        for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
            assertThat(tag.find(at) && tag.start() == at)
                    .as("a plain tag at %s of %s", at, html)
                    .isTrue();
        }
        Element read = Jsoup.parseBodyFragment(html).body();
        assertHarmless(read);
        assertHarmless(Jsoup.parseBodyFragment(read.html()).body());
    }

    private static void assertHarmless(Element body) {
        assertThat(body.attributes()).isEmpty();
        assertThat(body.parent().children()).hasSize(2);
        assertThat(body.previousElementSibling().childNodes()).isEmpty();
        body.forEachNode(node -> {
            assertThat(node).isInstanceOfAny(Element.class, TextNode.class);
            if (node instanceof Element element && element != body) {
                assertThat(element.tagName()).isIn(ELEMENTS.keySet());
                element.attributes().forEach(attribute -> assertHarmless(element, attribute));
            }
        });
    }

    private static void assertHarmless(Element element, Attribute attribute) {
        String name = attribute.getKey();
        boolean sizeOfPlayer = element.nameIs("a") && name.matches("data-(width|height)");
        boolean allowed = AllowedHtml.EVERYWHERE.contains(name)
                || ELEMENTS.get(element.tagName()).contains(name)
                || sizeOfPlayer;
        assertThat(allowed).as("attribute %s of %s", name, element).isTrue();
        String value = attribute.getValue();
        switch (name) {
            case "id" -> assertThat(value).matches("[\\p{L}\\p{N}_.:-]+");
            case "class" -> assertThat(value).matches("language-[A-Za-z0-9+#._-]+");
            case "align" -> assertThat(value).isIn("left", "center", "right");
            case "start", "value" -> assertThat(value).matches("-?[0-9]+");
            case "width", "height", "colspan", "rowspan", "data-width", "data-height" ->
                assertThat(value).matches("[0-9]+");
            case "lang", "hreflang", "srclang" -> assertThat(value).matches("[A-Za-z0-9-]+");
            case "dir" -> assertThat(value).isIn("ltr", "rtl", "auto");
            case "rel" -> assertThat(value).matches("[a-z ]+");
            case "scope" -> assertThat(value).isIn("row", "col", "rowgroup", "colgroup");
            case "kind" -> assertThat(value).isIn("subtitles", "captions", "descriptions", "chapters");
            case "type" ->
                assertThat(value).matches(element.nameIs("source") ? "[a-z]+/[\\w.+-]+.*" : "checkbox|[aAiI]");
            case "href", "src", "poster", "cite" -> assertHarmlessAddress(value, name);
            case "reversed", "open", "default", "controls", "disabled", "checked", "allowfullscreen" ->
                assertThat(value).isEmpty();
            case "sandbox" ->
                assertThat(value).isEqualTo("allow-scripts allow-same-origin allow-popups allow-presentation");
            case "loading" -> assertThat(value).isEqualTo("lazy");
            case "referrerpolicy" -> assertThat(value).isEqualTo("strict-origin-when-cross-origin");
            default -> assertThat(name).isIn("title", "alt", "label");
        }
        if (element.nameIs("iframe")) {
            assertThat(element.hasAttr("sandbox")).as(element.outerHtml()).isTrue();
            assertThat(Embeds.configured().ofPlayer(element.attr("src"))).isPresent();
        }
    }

    private static void assertHarmlessAddress(String address, String attribute) {
        String visible = address.replaceAll("[\\p{C}\\p{Z}]", "").toLowerCase(Locale.ROOT);
        Matcher protocol = PROTOCOL.matcher(visible);
        if (protocol.find()) {
            assertThat(protocol.group(1))
                    .as(address)
                    .isIn(PROTOCOLS.get(attribute))
                    .isNotEqualTo("story");
        }
    }

    @Test
    void whatIsAllowedIsPublished() {
        assertThat(ELEMENTS).isEqualTo(AllowedHtml.ELEMENTS);
        assertThat(PROTOCOLS)
                .isEqualTo(Map.of(
                        "href", AllowedHtml.LINK_PROTOCOLS,
                        "src", AllowedHtml.MEDIA_PROTOCOLS,
                        "poster", AllowedHtml.MEDIA_PROTOCOLS,
                        "cite", AllowedHtml.MEDIA_PROTOCOLS));
    }

    /** The table of {@code bodies.md} with these two columns: each name of the first with the names of the second. */
    private static Map<String, Set<String>> published(String names, String values) {
        try {
            return Files.readString(Path.of("src/docs/bodies.md"))
                    .replaceFirst("(?s).*\\| " + names + " \\| " + values + " \\|\n\\|---\\|---\\|\n", "")
                    .lines()
                    .takeWhile(line -> line.startsWith("|"))
                    .map(row -> row.split("\\|"))
                    .flatMap(cells -> inBackticks(cells[1]).map(name -> Map.entry(name, cells[2])))
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            row -> inBackticks(row.getValue()).collect(Collectors.toSet())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> inBackticks(String cell) {
        return Pattern.compile("`([^`]+)`").matcher(cell).results().map(found -> found.group(1));
    }

    @Test
    void textOfAnEditorsThatLooksLikeMarksOfALinkCannotBreakReading() {
        RenderedBody body = Bodies.render(
                BodyInput.html("&#xFDD0;no id&#xFDD1;text&#xFDD2; <img src=x alt='&#xFDD0;'>"),
                Links.to(href -> Optional.empty()));

        assertThat(StoryLinks.inHtml(body.html(), id -> "/stories/live"))
                .isEqualTo("<p>no idtext <img src=\"x\" alt=\"\"></p>");
    }

    /** A hundred thousand levels. */
    private static String nested(String open, String close) {
        int levels = open.equals("<ul><li>") ? 2 : 1;
        return open.repeat(100_000 / levels) + "deep" + close.repeat(100_000 / levels);
    }

    static Stream<Arguments> absurdlyDeepBodies() {
        Map<String, String> html = Map.of(
                "<b>", "</b>",
                "<div>", "</div>",
                "<blockquote>", "",
                "<ul><li>", "</li></ul>",
                "<figure>", "</figure>",
                "<svg>", "");
        Map<String, String> markdown = Map.of(
                "*", "*", "_", "_", "**", "**", "~~(", ")~~", "[", "](u)", "![", "](u)", "> ", "", "- ", "", "1. ", "",
                "<b>", "");
        return Stream.concat(
                html.entrySet().stream()
                        .map(tag -> Arguments.of(tag.getKey(), BodyInput.html(nested(tag.getKey(), tag.getValue())))),
                markdown.entrySet().stream()
                        .map(mark -> Arguments.of(
                                mark.getKey(), BodyInput.markdown(nested(mark.getKey(), mark.getValue())))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absurdlyDeepBodies")
    void absurdDepthIsRenderedOrRefusedInTime(String mark, BodyInput body) {
        Throwable refusal =
                catchThrowable(() -> assertThat(onASmallStack(body).text()).contains("deep"));

        assertThat(refusal)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        tooDeep -> assertThat(tooDeep).isInstanceOf(BodyTooDeepException.class));
    }

    @ParameterizedTest
    @CsvSource({"*,*,1000", "_,_,1000", "**,**,500", "~~(,)~~,500", "![,](u),2000"})
    void whatIsNotRefusedIsRenderedHoweverDeep(String open, String close, int levels) {
        BodyInput deep = BodyInput.markdown(open.repeat(levels) + "deep" + close.repeat(levels));

        assertThat(onASmallStack(deep).markdown()).contains("deep");
    }

    @Test
    void aParagraphOfTooManyMarksIsRefusedButNotABodyOfThem() {
        String marks = "*a* ".repeat(BodyHtml.MAX_MARKS_IN_A_PARAGRAPH / 2);

        assertThat(onASmallStack(BodyInput.markdown((marks + "\n\n").repeat(10)))
                        .text())
                .containsPattern("(a ){" + BodyHtml.MAX_MARKS_IN_A_PARAGRAPH * 4 / 10 + "}");
        assertThatExceptionOfType(BodyTooDeepException.class)
                .isThrownBy(() -> onASmallStack(BodyInput.markdown(marks + "*")));
    }

    /** Each quotation would be repeated in all that it is in. */
    @Test
    void longQuotationsThatAreTooDeepAreRefused() {
        String text = "deep ".repeat(20_000);

        assertThat(onASmallStack(BodyInput.markdown("> ".repeat(8) + text)).text())
                .contains("deep");
        assertThatExceptionOfType(BodyTooDeepException.class)
                .isThrownBy(() -> onASmallStack(BodyInput.markdown("> ".repeat(60) + text)));
        assertThatExceptionOfType(BodyTooDeepException.class)
                .isThrownBy(() -> onASmallStack(BodyInput.html("<blockquote>".repeat(60) + text)));
    }

    @Test
    void templatesThatAreTooDeepAreRefused() {
        String templates = """
                <p><template><template><table><caption><template><caption><template><a><template><caption><template><p>
                <marquee><template><template><table><td><template><h4><b><a><p><template><b><a><p><template><tr><b>
                <template><marquee><b><template><caption><h4><marquee><template><template><h4><b><template><template><h4>
                <template><table><template><table><td><a><b><template><template><table><b><b><tr><p><b>""".replace("\n", "");

        assertThatExceptionOfType(BodyTooDeepException.class)
                .isThrownBy(() -> onASmallStack(BodyInput.html(templates)));
    }

    /** A walk over all the siblings for each of them would take sixty-four times as long. */
    @ParameterizedTest
    @ValueSource(strings = {"<hr> ", "<a href='story:live'>x</a>"})
    void longBodiesTakeNoLongerThanTheirLength(String piece) {
        timeToRender(piece, 10_000);

        assertThat(timeToRender(piece, 80_000)).isLessThan(timeToRender(piece, 10_000) * 50);
    }

    private static BodyInput spans(String span, int length) {
        return BodyInput.ofJson("{\"format\": \"blocks\", \"blocks\": [{\"type\": \"paragraph\", \"spans\": ["
                + String.join(",", Collections.nCopies(length / span.length(), span)) + "]}]}");
    }

    static Stream<Arguments> longPieces() {
        return Stream.<Map.Entry<String, IntFunction<BodyInput>>>of(
                        Map.entry("spaces in a heading", n -> BodyInput.markdown("# a" + " ".repeat(n) + "b")),
                        Map.entry("braces in a heading", n -> BodyInput.markdown("# a" + "{#".repeat(n / 2) + "}")),
                        Map.entry("lines of code", n -> BodyInput.html("<pre>a" + "\n".repeat(n) + "b</pre>")),
                        Map.entry(
                                "a style",
                                n -> BodyInput.html(
                                        "<span style='" + "text-decoration:".repeat(n / 16) + "'>a</span>")),
                        Map.entry("spans", n -> spans("{\"text\": \"a\"}", n)),
                        Map.entry("a link", n -> spans("{\"text\": \"a\", \"link\": {\"url\": \"/a\"}}", n)),
                        Map.entry("a language", n -> spans("{\"text\": \"a\", \"language\": \"fr\"}", n)),
                        Map.entry("breaks", n -> BodyInput.html("a<br>".repeat(n / 5))),
                        Map.entry("nothing around", n -> BodyInput.html("<span>a</span>".repeat(n / 14))),
                        Map.entry("open players", n -> BodyInput.html("<video src=a>".repeat(n / 13))),
                        Map.entry("open tags", n -> BodyInput.html("<video ".repeat(n / 7))),
                        Map.entry("open quotes", n -> BodyInput.html("<video a=\"".repeat(n / 10))),
                        Map.entry("sources", n -> BodyInput.html("<video><source src=a>" + "<source ".repeat(n / 8))),
                        Map.entry("variants", n -> BodyInput.html("<img srcset='" + "a 1w, ".repeat(n / 6) + "'>")))
                .map(kind -> Arguments.of(kind.getKey(), kind.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longPieces")
    void longPiecesTakeNoLongerThanTheirLength(String name, IntFunction<BodyInput> body) {
        timeToRender(body.apply(30_000));

        assertThat(timeToRender(body.apply(240_000)))
                .isLessThan(timeToRender(body.apply(30_000)) * 30
                        + Duration.ofMillis(500).toNanos());
    }

    /** @return the shortest time of several, in nanoseconds */
    private static long timeToRender(String piece, int length) {
        return timeToRender(BodyInput.html(piece.repeat(length / piece.length())));
    }

    private static long timeToRender(BodyInput body) {
        return LongStream.range(0, 3)
                .map(time -> {
                    long start = System.nanoTime();
                    Bodies.render(body, Links.to(href -> Optional.of(STORY)));
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    /** Of half a megabyte; threads have one or two as a rule. */
    private static RenderedBody onASmallStack(BodyInput body) {
        CompletableFuture<RenderedBody> rendered = new CompletableFuture<>();
        new Thread(
                        null,
                        () -> {
                            try {
                                rendered.complete(Bodies.render(body, Links.to(href -> Optional.empty())));
                            } catch (BodyTooDeepException | StackOverflowError e) {
                                rendered.completeExceptionally(e);
                            }
                        },
                        "small stack",
                        512 * 1024)
                .start();
        assertThat(rendered.handle((result, failure) -> failure)).succeedsWithin(Duration.ofSeconds(20));
        try {
            return rendered.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BodyTooDeepException tooDeep) {
                throw tooDeep;
            }
            throw e;
        }
    }
}

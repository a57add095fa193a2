package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.broadsheet.site.reader.Browser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hostile bodies in a browser, on a page without any policy. */
class HostileBodiesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter BLOCKS = JSON.writerFor(new TypeReference<List<Block>>() {});

    private static final int AT_ONCE = 500;

    /** Counts what runs, and shows HTML as sites do: parsed as a fragment, parsed again, and as a whole document. */
    private static final String PAGE = """
            window.ran = [];
            for (const name of ['alert', 'confirm', 'prompt', 'msgbox']) {
              window[name] = value => ran.push(name + ' ' + value);
            }
            window.outline = root => {
              const parts = [];
              const add = node => {
                if (node.nodeType === Node.TEXT_NODE) {
                  parts.push(JSON.stringify(node.data));
                } else {
                  const attributes = [...node.attributes ?? []].map(each => each.name + '=' + JSON.stringify(each.value)).sort();
                  parts.push('<' + node.nodeName.toLowerCase() + attributes.map(each => ' ' + each).join('') + '>');
                  node.childNodes.forEach(add);
                  parts.push('</>');
                }
              };
              root.childNodes.forEach(add);
              return parts.join('');
            };
            window.show = html => {
              const first = document.createElement('div');
              document.body.append(first);
              first.innerHTML = html;
              const seen = outline(first);
              const second = document.createElement('div');
              document.body.append(second);
              second.innerHTML = first.innerHTML;
              const whole = new DOMParser().parseFromString('<!doctype html><body>' + html, 'text/html');
              first.querySelectorAll('a, details, summary, [id]').forEach(each => each.click());
              return [seen, outline(second), outline(whole.body), whole.head.innerHTML];
            };
            addEventListener('click', event => event.preventDefault());
            """;

    private static Browser browser;

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open("about:").blocked("*://*");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void addInline(JsonNode blocks, Set<String> htmls) {
        if (blocks.has("html")) {
            htmls.add(blocks.get("html").textValue());
        }
        blocks.forEach(part -> addInline(part, htmls));
    }

    /** Returns the HTML of all formats. */
    private static Set<String> rendered(List<BodyInput> bodies) throws IOException {
        Set<String> htmls = new LinkedHashSet<>();
        for (BodyInput input : bodies) {
            RenderedBody body = HostileBodiesTest.rendered(input);
            htmls.add(StoryLinks.inHtml(body.html(), id -> "/stories/live"));
            htmls.add(HostileBodiesTest.shown(StoryLinks.inMarkdown(body.markdown(), id -> "/stories/live")));
            addInline(
                    JSON.readTree(StoryLinks.inJson(
                            BLOCKS.writeValueAsString(body.blocks()), id -> "/stories/live", id -> "live")),
                    htmls);
        }
        return htmls;
    }

    /** Returns what jsoup reads in HTML, as the script of the page writes it. */
    private static String outline(String html) {
        StringBuilder outline = new StringBuilder();
        Element body = Jsoup.parseBodyFragment(html).body();
        NodeTraversor.traverse(
                new org.jsoup.select.NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode text) {
                            outline.append(written(text.getWholeText()));
                        } else if (node != body) {
                            outline.append('<')
                                    .append(node.nodeName())
                                    .append(node.attributes().asList().stream()
                                            .map(each -> " " + each.getKey() + "=" + written(each.getValue()))
                                            .sorted()
                                            .collect(Collectors.joining()))
                                    .append('>');
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element && node != body) {
                            outline.append("</>");
                        }
                    }
                },
                body);
        return outline.toString();
    }

    private static String written(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertNothingRuns(List<BodyInput> bodies) throws IOException {
        List<String> htmls = new ArrayList<>(rendered(bodies));
        for (int from = 0; from < htmls.size(); from += AT_ONCE) {
            List<String> part = htmls.subList(from, Math.min(from + AT_ONCE, htmls.size()));
            browser.go("blank").run(PAGE);
            List<?> seen = (List<?>) browser.run("return arguments[0].map(show)", part);
            Awaitility.await()
                    .until(
                            () -> browser.run(
                                    "return [...document.images].every(image => image.complete)"
                                            + " && [...document.querySelectorAll('video, audio')].every(each => each.networkState !== 2)"),
                            Boolean.TRUE::equals);
            assertThat((List<?>) browser.run("return ran")).isEmpty();
            for (int i = 0; i < part.size(); i++) {
                String expected = outline(part.get(i));
                assertThat((List<?>) seen.get(i)).as(part.get(i)).isEqualTo(List.of(expected, expected, expected, ""));
            }
        }
    }

    @Test
    void nothingRunsInABrowserThatReadsTheSameAsTheSanitiser() throws IOException {
        List<BodyInput> bodies = new ArrayList<>();
        for (HostileBodiesTest.Vector vector : HostileBodiesTest.vectors().toList()) {
            bodies.addAll(HostileBodiesTest.bodiesOf(vector));
            bodies.add(HostileBodiesTest.blocksOf(vector));
        }
        assertNothingRuns(bodies);
    }

    /** Browsers move elements out of more than 512 levels. */
    @Test
    void deepElementsAreReadTheSame() throws IOException {
        List<BodyInput> bodies = new ArrayList<>();
        for (String tag :
                List.of("details", "blockquote", "div", "dl><dd", "ul><li", "figure", "span lang=fr", "bdo dir=rtl")) {
            String open = "<" + tag + ">";
            bodies.add(
                    BodyInput.html(
                            open.repeat(600)
                                    + "<svg><style><a title=\"</style><img src=x onerror=alert(1)>\"></a></style></svg>"
                                    + "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>x"));
        }
        assertNothingRuns(bodies);
    }

    /** The check would find something that runs. */
    @Test
    void theBrowserRunsWhatIsNotCleaned() {
        browser.go("blank").run(PAGE);
        browser.run("show('<img src=x onerror=alert(1)><details open ontoggle=alert(2)>x</details>')");
        Awaitility.await().until(() -> ((List<?>) browser.run("return ran")).size(), size -> size >= 2);
    }
}

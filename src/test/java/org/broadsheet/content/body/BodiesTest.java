package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

    private static final UUID STORY = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");

    private static RenderedBody markdown(String source) {
        return Bodies.render(BodyInput.markdown(source), Links.to(href -> Optional.empty()));
    }

    private static RenderedBody html(String source) {
        return Bodies.render(BodyInput.html(source), Links.to(href -> Optional.empty()));
    }

    /** Only a quotation in a quotation is compared more than once. */
    @Test
    void manyQuotationsAreNotTooDeep() {
        String text = "word ".repeat(1_000).strip();
        String quotation = """
                {"type": "quote", "text": "%1$s", "html": "<p class='x'>%1$s</p>",
                 "blocks": [{"type": "paragraph", "text": "%1$s"}]}""".formatted(text);
        String deep = quotation;
        for (int level = 0; level < 30; level++) {
            deep = "{\"type\": \"quote\", \"text\": \"" + text + "\", \"blocks\": [" + deep + "]}";
        }

        assertThat(Bodies.errorsIn(BodyInput.ofJson("{\"format\": \"blocks\", \"blocks\": ["
                        + String.join(",", Collections.nCopies(110, quotation)) + "]}")))
                .isEmpty();
        assertThat(Bodies.errorsIn(BodyInput.ofJson(
                        "{\"format\": \"blocks\", \"blocks\": [" + deep.replace(text, text.repeat(15)) + "]}")))
                .isNotEmpty();
    }

    @Test
    void markdownBecomesHtmlBlocksTextAndMarkdownAgain() {
        RenderedBody body = markdown("""
                A *first* paragraph
                over two lines.

                ## A heading

                - one
                - **two**
                  - nested

                3. three
                4. four

                > Quoted.

                ```java
                int a < b;
                ```

                | Chip | Watts |
                |------|------:|
                | A    | ~~90~~ 100 |

                ---

                ![A chip](https://images.example/chip.jpg)

                See https://example.org/x.
                """);

        assertThat(body.html())
                .contains(
                        "<p>A <em>first</em> paragraph over two lines.</p>",
                        "<h2 id=\"a-heading\">A heading</h2>",
                        "<ol start=\"3\">",
                        "<code class=\"language-java\">int a &lt; b;\n</code>",
                        "<td align=\"right\"><del>90</del> 100</td>",
                        "<a href=\"https://example.org/x\">https://example.org/x</a>");
        assertThat(body.blocks())
                .hasExactlyElementsOfTypes(
                        Block.ParagraphBlock.class,
                        Block.HeadingBlock.class,
                        Block.ListBlock.class,
                        Block.ListBlock.class,
                        Block.QuoteBlock.class,
                        Block.CodeBlock.class,
                        Block.TableBlock.class,
                        Block.DividerBlock.class,
                        Block.ImageBlock.class,
                        Block.ParagraphBlock.class);
        Block.ParagraphBlock paragraph = (Block.ParagraphBlock) body.blocks().get(0);
        assertThat(paragraph.text()).isEqualTo("A first paragraph over two lines.");
        assertThat(paragraph.html()).isEqualTo("A <em>first</em> paragraph over two lines.");
        assertThat(paragraph.spans())
                .extracting(Span::text)
                .containsExactly("A ", "first", " paragraph over two lines.");
        assertThat(paragraph.spans().get(1).marks()).containsExactly("em");
        Block.ListBlock list = (Block.ListBlock) body.blocks().get(2);
        assertThat(list.ordered()).isFalse();
        assertThat(list.items().get(1).html()).isEqualTo("<strong>two</strong>");
        assertThat(((Block.ListBlock) list.items().get(1).blocks().get(0)).items())
                .extracting(Block.ListItem::text, Block.ListItem::blocks)
                .containsExactly(tuple("nested", null));
        assertThat(((Block.ListBlock) body.blocks().get(3)).start()).isEqualTo(3);
        assertThat(body.blocks().get(5))
                .isEqualTo(new Block.CodeBlock(null, "java", "int a < b;\n", "int a &lt; b;\n", null, null));
        Block.TableBlock table = (Block.TableBlock) body.blocks().get(6);
        assertThat(table.headers()).hasSize(1);
        assertThat(table.headers().get(0).get(1).text()).isEqualTo("Watts");
        assertThat(table.headers().get(0).get(1).align()).isEqualTo("right");
        assertThat(table.rows()).hasSize(1);
        assertThat(body.text())
                .startsWith(
                        "A first paragraph over two lines.\n\nA heading\n\n- one\n- two\n  - nested\n\n3. three\n4. four")
                .contains("Chip\tWatts\nA\t90 100");
        assertThat(body.markdown())
                .contains("A *first* paragraph over two lines.", "## A heading", "- **two**\n  - nested", "3. three")
                .contains(
                        "> Quoted.",
                        "```java\nint a < b;\n```",
                        "~~90~~ 100",
                        "![A chip](https://images.example/chip.jpg)");
        assertThat(markdown(body.markdown()).blocks())
                .as("the Markdown that readers get says the same as the one that was written")
                .isEqualTo(body.blocks());
    }

    @Test
    void htmlBecomesMarkdown() {
        RenderedBody body = html("""
                <h1>Top</h1> Stray <b>text</b> with * stars_and_ [brackets]
                <figure><img src="https://images.example/a.png" alt="A" width="10" height="20">
                <figcaption>The <i>caption</i></figcaption></figure>
                <p>H<sub>2</sub>O<br>next line</p><p>   </p>""");

        assertThat(body.outline()).containsExactly(new Heading(2, "top", "Top"));
        assertThat(body.blocks()).hasSize(4);
        Block.ImageBlock image = (Block.ImageBlock) body.blocks().get(2);
        assertThat(image.url()).isEqualTo("https://images.example/a.png");
        assertThat(image.alt()).isEqualTo("A");
        assertThat(List.of(image.width(), image.height())).containsExactly(10, 20);
        assertThat(image.text()).isEqualTo("The caption");
        assertThat(image.html()).isEqualTo("The <em>caption</em>");
        assertThat(body.markdown())
                .startsWith("## Top\n\nStray **text** with \\* stars\\_and\\_ \\[brackets\\]")
                .contains("<figure><img src=\"https://images.example/a.png\" alt=\"A\" width=\"10\" height=\"20\">")
                .contains("H<sub>2</sub>O  \nnext line");
    }

    @Test
    void headingIdsComeOfTheTextAndAreDifferent() {
        assertThat(markdown("## Ünïted?\n\n### United\n\n## 你好\n\n# Übergrößen & More")
                        .outline())
                .containsExactly(
                        new Heading(2, "united", "Ünïted?"),
                        new Heading(3, "united-2", "United"),
                        new Heading(2, "ni-hao", "你好"),
                        new Heading(2, "ubergrossen-and-more", "Übergrößen & More"));
    }

    @Test
    void linksToStoriesAreKeptByIdEachOnce() {
        RenderedBody body = Bodies.render(
                BodyInput.markdown("[one](story:a) [*two*](story:b) [three](story:a) [four](https://example.org)"),
                Links.to(href -> href.equals("story:a") ? Optional.of(STORY) : Optional.empty()));

        assertThat(body.links()).containsExactly(STORY);
        assertThat(body.text()).isEqualTo("one two three four");
        assertThat(StoryLinks.inHtml(body.html(), id -> "/s?a=1&b=\"2\""))
                .isEqualTo(
                        "<p><a href=\"/s?a=1&amp;b=&quot;2&quot;\">one</a> <em>two</em>"
                                + " <a href=\"/s?a=1&amp;b=&quot;2&quot;\">three</a> <a href=\"https://example.org\">four</a></p>");
        assertThat(StoryLinks.inHtml(body.html(), id -> null))
                .isEqualTo("<p>one <em>two</em> three <a href=\"https://example.org\">four</a></p>");
        assertThat(StoryLinks.inMarkdown(body.markdown(), id -> "/s/a"))
                .isEqualTo("[one](/s/a) *two* [three](/s/a) [four](https://example.org)");
    }

    @Test
    void noTextOfAnEditorsIsTakenForALink() {
        RenderedBody body = markdown("\uFDD0" + STORY + "\uFDD1text\uFDD2");

        assertThat(StoryLinks.inHtml(body.html(), id -> "https://evil.example")).doesNotContain("<a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
                "<a href=\" &#14; javascript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<a href=\"vbscript:msgbox(1)\">x</a>",
                "<svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
                "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
                "<iframe src=\"https://evil.example\"></iframe>",
                "<object data=\"https://evil.example\"></object><embed src=\"https://evil.example\">",
                "<form action=\"https://evil.example\"><input name=a><button>x</button></form>",
                "<p style=\"background:url(javascript:alert(1))\" onclick=\"alert(1)\" class=\"x\" id=\"y\">x</p>",
                "<style>p{color:red}</style><link rel=stylesheet href=https://evil.example>",
                "<base href=\"https://evil.example\"><meta http-equiv=refresh content=\"0;url=https://evil.example\">",
                "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\">",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
                "<!--[if IE]><script>alert(1)</script><![endif]-->",
                "<template><script>alert(1)</script></template>",
                "<a href=\"https://ok.example\" onmouseover=alert(1) target=_blank>x</a>"
            })
    void whatCouldRunDoesNotSurvive(String source) {
        for (RenderedBody body : List.of(html(source), markdown(source), markdown("text " + source + " text"))) {
            String everything = body.html() + body.markdown().replace("\\<", "");
            assertThat(everything)
                    .doesNotContainIgnoringCase("<script", "alert(1)</script", "<iframe", "<object", "<svg", "<style")
                    .doesNotContainIgnoringCase("<form", "<base", "<meta", "<embed", "<link", "<template", "<math")
                    .doesNotContainPattern("<[^>]*(?i)(\\son\\w+=|javascript:|vbscript:|data:|\\sstyle=|\\sclass=\"x)");
            assertThat(body.markdown()).doesNotContainPattern("\\]\\((?i)\\s*(javascript|data|vbscript):");
        }
    }

    @Test
    void markdownThatLooksLikeHtmlInTextStaysText() {
        RenderedBody body = markdown("Use `<script>` or \\<b\\> and 1 < 2 & 3.");

        assertThat(body.html()).isEqualTo("<p>Use <code>&lt;script&gt;</code> or &lt;b&gt; and 1 &lt; 2 &amp; 3.</p>");
        assertThat(body.text()).isEqualTo("Use <script> or <b> and 1 < 2 & 3.");
        assertThat(markdown(body.markdown()).html()).isEqualTo(body.html());
    }

    @Test
    void hugeAndDeepSourcesAreRenderedInTime() {
        assertThat(markdown("> ".repeat(2_000) + "deep").text()).endsWith("deep");
        assertThat(html("<blockquote>".repeat(2_000) + "deep").text()).endsWith("deep");
        assertThat(markdown("[".repeat(50_000)).text()).hasSize(50_000);
    }
}

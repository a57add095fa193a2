package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors of content systems write. */
class EditorsBodiesTest {

    private static final UUID STORY = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");

    private static RenderedBody html(String source) {
        return Bodies.render(BodyInput.html(source), addresses -> Map.of());
    }

    private static RenderedBody markdown(String source) {
        return Bodies.render(BodyInput.markdown(source), addresses -> Map.of());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Block> T only(RenderedBody body) {
        assertThat(body.blocks()).hasSize(1);
        return (T) body.blocks().get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a<img src="data:image/png;base64,x"> | Addresses with this protocol are removed. | img data:image/png;base64,x
            <video src="blob:x"></video>a | Addresses with this protocol are removed. | video blob:x
            <blockquote cite="x:y">a</blockquote> | Addresses with this protocol are removed. | blockquote x:y
            <x-embed src="/e">a</x-embed> | Only the text of an unknown element remains. | x-embed /e
            <p id="a b">a</p> | This value is not allowed. | id=a b
            <p lang="?">a</p> | This value is not allowed. | lang=?
            <ol start="x"><li>a</li></ol> | This value is not allowed. | start=x
            <p id="a">a</p><p id="a">b</p> | An earlier element has the same id. | id=a
            <a href="#b">a</a> | The body has nothing with this id. | #b
            <div id="x"><p>a</p></div> | The element with this id is not in the body. | id=x
            <figure id="x"><ul id="y"><li>a</li></ul></figure> | The element with this id is not in the body. | id=x
            <table><tr id="x"><td>a</td></tr></table> | The element with this id is not in the body. | id=x
            <figure id="x"><img id="y" src="/a.png"></figure> | The element with this id is not in the body. | id=y
            <figure id="x"><a id="y" href="/x">a</a></figure> | The element with this id is not in the body. | id=y
            <a href="#y">a</a><figure id="x"><audio id="y" src="/a.mp3"></audio></figure> | The body has nothing with this id. | #y
            <figure lang="de"><img lang="fr" src="/a.png"></figure> | The figure around it has another value. | lang=fr
            <video><source id="x" src="/a.mp4"></video> | The element with this id is not in the body. | id=x
            <ul><li><input id="x" type="checkbox">a</li></ul> | The element with this id is not in the body. | id=x
            <form><table><tfoot id="x"><tr><td>a</td></tr></tfoot></table></form> | The element with this id is not in the body. | id=x
            <a href="javascript:b">a</a> | Links with this protocol are removed; the text remains. | javascript:b
            <a href="story:none">a</a> | There is no such story; the text of the link remains. | story:none
            """)
    void whatIsRemovedIsReported(String source, String detail, String removed) {
        assertThat(html(source).warnings()).contains(new Warning("/body/source", detail, removed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>One</p><video src=\"/a.mp4\" /><p>Two</p>",
                "<p>One</p><video src=\"/a.mp4\"><p>Two</p>",
                "<p>One</p><video><source src=\"/a.mp4\"><track src=\"/a.vtt\"><p>Two</p>",
                "<p>One</p><video src=\"/a.mp4\" title=\"a > b\" /><p>Two</p><video src=\"/b.mp4\"></video>",
                "<p>One</p><audio src=\"/a.mp3\"/><p>Two</p>",
                "<p>One</p><iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\" /><p>Two</p>",
                "<p>One</p><iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"><p>Two</p>",
                "<p>One</p><object data=\"/a.pdf\" /><p>Two</p>",
                "<p>One</p><object data=\"/a.pdf\"><p>Two</p></object>",
                "<p>One</p><xmp>Two</xmp>"
            })
    void whatFollowsAPlayerIsNotItsContent(String source) {
        RenderedBody body = html(source);

        assertThat(body.text()).startsWith("One").contains("Two");
        assertThat(markdown(source).text()).startsWith("One").contains("Two");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <video src="/a.mp4">Get a browser</video> | Get a browser
            <figure><audio src="/a.mp3"><p>Get a browser</p></audio></figure> | Get a browser
            <h2>x<video src="/a.mp4">Get a browser</video></h2> | Get a browser
            <object data="https://www.youtube.com/embed/dQw4w9WgXcQ">Get a browser</object> | Get a browser
            <noembed>a</noembed>b | noembed
            <object data="/a.pdf">Read it</object> | object /a.pdf
            <a href="/x"><video src="/a.mp4"></video></a> | /x
            """)
    void contentOfPlayersIsReported(String source, String removed) {
        assertThat(html(source).warnings()).extracting(Warning::removed).containsExactly(removed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <figure><blockquote id="x" lang="fr"><p>Q.</p></blockquote><figcaption>A</figcaption></figure> | <blockquote id="x" lang="fr"><p>Q.</p><cite>A</cite></blockquote>
            <div id="café"><p>a</p></div><a href="#caf%C3%A9">b</a> | <p id="café">a</p><p><a href="#caf%C3%A9">b</a></p>
            <table><tr lang="fr"><td>a</td><td lang="de">b</td></tr></table> | <table><tbody><tr><td lang="fr">a</td><td lang="de">b</td></tr></tbody></table>
            <table><tr><th rowspan="2">a</th><th>b</th></tr><tr><td>c</td></tr></table> | <table><tbody><tr><th rowspan="2">a</th><th>b</th></tr><tr><td>c</td></tr></tbody></table>
            <table><tr><th rowspan="2">a</th><th>b</th></tr><tr><th>c</th></tr><tr><td>d</td><td>e</td></tr></table> | <table><thead><tr><th rowspan="2">a</th><th>b</th></tr><tr><th>c</th></tr></thead><tbody><tr><td>d</td><td>e</td></tr></tbody></table>
            <p><img id="a" src="/a.png" lang="fr"></p> | <figure id="a" lang="fr"><img src="/a.png" alt=""></figure>
            <p id="p"><a href="/x"><img src="/a.png" dir="rtl"></a></p> | <figure id="p" dir="rtl"><a href="/x"><img src="/a.png" alt=""></a></figure>
            <figure><a id="l" href="/x"><img src="/a.png"></a><figcaption>C</figcaption></figure> | <figure id="l"><a href="/x"><img src="/a.png" alt=""></a><figcaption>C</figcaption></figure>
            <figure lang="de"><img id="a" src="/a.png" lang="de"></figure> | <figure id="a" lang="de"><img src="/a.png" alt=""></figure>
            <figure id="g"><img id="a" src="/a.png"><img id="b" src="/b.png"></figure> | <figure id="g"><figure id="a"><img src="/a.png" alt=""></figure><figure id="b"><img src="/b.png" alt=""></figure></figure>
            <figure><audio id="v" src="/a.mp3"></audio></figure> | <figure id="v"><audio controls=""><source src="/a.mp3"></audio></figure>
            <figure><div><a id="k" href="/x"><b id="m">T</b></a></div></figure> | <figure id="k"><a href="/x"><strong id="m">T</strong></a></figure>
            <figure><a href="/x"><div id="d">T</div>U</a></figure> | <figure><a href="/x"><span id="d">T</span><br>U</a></figure>
            <p>a <img id="b" src="/b.png"> c</p> | <p>a <span id="b"><img src="/b.png" alt=""></span> c</p>
            <figure><img src="/a.png"><figcaption id="a" lang="fr">C <cite id="b">D</cite></figcaption></figure> | <figure><img src="/a.png" alt=""><figcaption><span id="a" lang="fr">C</span> <cite id="b" lang="fr">D</cite></figcaption></figure>
            <figure><img src="/a.png"><figcaption id="a"><cite>D</cite></figcaption></figure> | <figure><img src="/a.png" alt=""><figcaption><cite id="a">D</cite></figcaption></figure>
            <p>a<br id="x">b</p> | <p>a<span id="x"></span><br>b</p>
            <p><time id="t">Noon</time></p> | <p><span id="t">Noon</span></p>
            <p><code>a <code lang="fr">b</code></code></p> | <p><code>a <span lang="fr">b</span></code></p>
            <pre><code id="c">a</code></pre> | <pre id="c"><code>a\\n</code></pre>
            <pre id="p"><code id="c">a\\n</code></pre> | <pre id="p"><code><span id="c">a</span>\\n</code></pre>
            <pre id="p"><code id="c">a</code><a name="l"></a>b</pre> | <pre id="p"><code><span id="c">a</span><a id="l"></a>b\\n</code></pre>
            <dl><div id="d"><dt>a</dt><dd>b</dd></div></dl><a href="#d">c</a> | <dl><dt id="d">a</dt><dd>b</dd></dl><p><a href="#d">c</a></p>
            """)
    void attributesStay(String source, String html) throws JsonProcessingException {
        String expected = html.replace("\\n", "\n");
        RenderedBody body = html(source.replace("\\n", "\n"));

        assertThat(body.html()).isEqualTo(expected);
        assertThat(html(expected).html()).isEqualTo(expected);
        assertThat(body.warnings()).isEmpty();
        assertThat(Bodies.render(
                                BodyInput.ofJson("{\"format\": \"blocks\", \"blocks\": " + json(body) + "}"),
                                addresses -> Map.of())
                        .html())
                .isEqualTo(expected);
    }

    private static String json(RenderedBody body) throws JsonProcessingException {
        return new ObjectMapper().writerFor(new TypeReference<List<Block>>() {}).writeValueAsString(body.blocks());
    }

    private static List<Span> spans(String html) {
        return ((Block.ParagraphBlock) only(html(html))).spans();
    }

    private static Span span(String text, String language, String id, String... marks) {
        return new Span(text, marks.length == 0 ? null : List.of(marks), null, null, language, null, id, null);
    }

    @Test
    void aSpaceBetweenTwoLanguagesHasNone() {
        String html = "<p><span lang=\"en\">a<span lang=\"fr\">:</span> b</span></p>";

        assertThat(html(html).html()).isEqualTo(html);
        assertThat(spans(html))
                .containsExactly(
                        span("a", "en", null), span(":", "fr", null), span(" ", null, null), span("b", "en", null))
                .isEqualTo(spans("<p>" + SpansHtml.of(spans(html)) + "</p>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<kbd id=\"a\">x <a href=\"/b\"><code>y</code><span id=\"c\"></span><br>z</a> w</kbd>",
                "<em id=\"a\">x <a href=\"/b\">y <strong id=\"c\">z</strong></a></em>",
                "<em id=\"a\">x <strong>y</strong></em>"
            })
    void spansOfAnElementWithAnIdAreTheSameAgain(String inline) {
        String html = "<p>" + inline + "</p>";
        String written = "<p>" + SpansHtml.of(spans(html)) + "</p>";

        assertThat(html(html).html()).isEqualTo(html);
        assertThat(spans(html).get(0).id()).isEqualTo("a");
        assertThat(spans(written)).isEqualTo(spans(html));
        assertThat(html(written).warnings()).isEmpty();
    }

    @Test
    void anIdWithinAnotherIdIsASpanOfItsOwn() {
        String html = "<p><em id=\"a\"><strong id=\"b\">x</strong> y</em></p>";

        assertThat(html(html).html()).isEqualTo(html);
        assertThat(spans(html))
                .containsExactly(
                        span("", null, "a", "em"), span("x", null, "b", "em", "strong"), span(" y", null, null, "em"))
                .isEqualTo(spans("<p>" + SpansHtml.of(spans(html)) + "</p>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://www.youtube.com/embed/videoseries?list=PL123 | https://www.youtube.com/playlist?list=PL123 | embed/videoseries?list=PL123
            https://www.youtube.com/embed?listType=playlist&list=PL123 | https://www.youtube.com/playlist?list=PL123 | embed/videoseries?list=PL123
            https://www.youtube.com/embed/live_stream?channel=UC1-2 | https://www.youtube.com/channel/UC1-2/live | embed/live_stream?channel=UC1-2
            https://www.youtube.com/embed/dQw4w9WgXcQ?list=PL123&start=5&end=20 | https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=5&end=20&list=PL123 | embed/dQw4w9WgXcQ?start=5&end=20&list=PL123
            https://youtu.be/dQw4w9WgXcQ?list=PL123 | https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL123 | embed/dQw4w9WgXcQ?list=PL123
            """)
    void aPlayerKeepsWhatItPlays(String address, String url, String player) {
        Block.EmbedBlock embed = only(html("<iframe src=\"" + address + "\"></iframe>"));

        assertThat(embed.url()).isEqualTo(url);
        assertThat(embed.playerUrl()).isEqualTo("https://www.youtube-nocookie.com/" + player);
        assertThat(only(markdown(url)).toString()).isEqualTo(embed.toString());
    }

    @Test
    void anAbbreviationWithinAnotherIsText() {
        RenderedBody body = html("<p><abbr title=\"A\">a <abbr title=\"B\" lang=\"fr\">b</abbr></abbr></p>");

        assertThat(body.html()).isEqualTo("<p><abbr title=\"A\">a <span lang=\"fr\">b</span></abbr></p>");
        assertThat(body.warnings()).extracting(Warning::removed).containsExactly("B");
    }

    @Test
    void hostsOfPlayersAreNames() {
        assertThat(Embeds.of(" A.example,,a.example, b.example ").hosts()).containsExactly("a.example", "b.example");
        assertThat(Embeds.of("a.example,").ofPlayer("https://x.example:8080/y")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embeds.of("https://a.example"))
                .withMessageContaining("BROADSHEET_EMBEDS_HOSTS");
        assertThatIllegalArgumentException().isThrownBy(() -> Embeds.of("*.example"));
    }

    private static String ofEmbed(String members) {
        Block.EmbedBlock embed = only(Bodies.render(
                BodyInput.ofJson("{\"format\": \"blocks\", \"blocks\": [{\"type\": \"embed\", " + members + "}]}"),
                addresses -> Map.of()));
        return embed.playerUrl();
    }

    @Test
    void anEditedPageOfAPlayerWins() {
        String player = "\"playerUrl\": \"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\"";

        assertThat(ofEmbed(player)).endsWith("/dQw4w9WgXcQ");
        assertThat(ofEmbed("\"url\": \"https://www.youtube.com/watch?v=dQw4w9WgXcQ\", " + player))
                .endsWith("/dQw4w9WgXcQ");
        assertThat(ofEmbed("\"url\": \"https://www.youtube.com/watch?v=abcdefghijk\", " + player))
                .endsWith("/abcdefghijk");
    }

    @Test
    void aLinkToAStoryThatIsNotLiveLeavesItsIdAndLanguage() {
        RenderedBody body = Bodies.render(
                BodyInput.html("<a id=\"x\" href=\"story:s\" title=\"T\" lang=\"fr\">a</a>"),
                Links.to(href -> Optional.of(STORY)));

        assertThat(StoryLinks.inHtml(body.html(), id -> null)).isEqualTo("<p><span id=\"x\" lang=\"fr\">a</span></p>");
        assertThat(StoryLinks.inMarkdown(body.markdown(), id -> null)).isEqualTo("<span id=\"x\" lang=\"fr\">a</span>");
        assertThat(StoryLinks.inJson(
                        "[\"" + ((Block.ParagraphBlock) only(body)).html().replace("\"", "\\\"") + "\"]",
                        id -> null,
                        id -> null))
                .isEqualTo("[\"<span id=\\\"x\\\" lang=\\\"fr\\\">a</span>\"]");
    }

    @Test
    void warningsAreLimited() {
        List<Warning> warnings = html("<p><a href=\"#a\">b</a></p>"
                        + IntStream.range(0, 200)
                                .mapToObj(i -> "<a href=\"#" + i + "\">c</a>")
                                .collect(Collectors.joining()))
                .warnings();

        assertThat(warnings).hasSize(101);
        assertThat(warnings.get(100).detail()).isEqualTo("There are 101 more warnings.");
        assertThat(Warning.of("", "x".repeat(198) + "😀".repeat(9)).removed()).isEqualTo("x".repeat(198) + "…");
    }

    @Test
    void plaintextInMarkdownIsText() {
        assertThat(markdown("<plaintext></plaintext>\n\nb").text()).contains("plaintext", "b");
        assertThat(markdown("a\n\n<div><plaintext>x</plaintext></div>\n\nb").html())
                .endsWith("<p>b</p>");
    }

    @Test
    void tasksStayNextToWhatIsRemoved() {
        assertThat(markdown("- [x] a\n- [ ] b\n\n[c](story:gone)").html())
                .isEqualTo("<ul><li><input type=\"checkbox\" checked disabled> a</li>"
                        + "<li><input type=\"checkbox\" disabled> b</li></ul><p>c</p>");
        assertThat(html("<ul><li data-checked=\"true\">a</li></ul><p><span id=\"x\">A<br><br>B</span></p>")
                        .html())
                .isEqualTo("<ul><li><input type=\"checkbox\" checked disabled> a</li></ul>"
                        + "<p><span id=\"x\">A</span></p><p>B</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p class=\"MsoNormal\" style=\"margin:0\"><o:p>a</o:p></p>",
                "<table><tr><td colspan=\"1\" style=\"width:1px\" class=\"x\" width=\"100%\">a</td></tr></table>",
                "<p style=\"color:red\" class=\"x\" onclick=\"y()\" data-id=\"1\">a<br clear=\"all\"></p>",
                "<div><center><font color=\"red\">a</font></center></div>"
            })
    void whatOnlyLooksDifferentIsNotReported(String source) {
        assertThat(html(source).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <span style="font-weight:700">a</span> | <p><strong>a</strong></p>
            <span style="font-weight: 400; font-style: italic">a</span> | <p><em>a</em></p>
            <span style="font-weight:bold;text-decoration:line-through;vertical-align:super">a</span> | <p><strong><s><sup>a</sup></s></strong></p>
            <a href="/x"><span style="text-decoration:underline">a</span></a> | <p><a href="/x">a</a></p>
            <img src="data:image/gif;base64,x" data-src="/a.png"> | <figure><img src="/a.png" alt=""></figure>
            <img src="/wait.gif" data-src="/a.png"><noscript><img src="/a.png"></noscript> | <figure><img src="/a.png" alt=""></figure>
            <img srcset="/a-300.png 300w, /a.png 1200w, /a-600.png 600w"> | <figure><img src="/a.png" alt=""></figure>
            <picture><source srcset="/a.webp 1x"><img alt="A"></picture> | <figure><img src="/a.webp" alt="A"></figure>
            <object><param name="movie" value="https://www.youtube.com/v/dQw4w9WgXcQ"><embed src="https://www.youtube.com/v/dQw4w9WgXcQ"></object> | <figure><iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" allowfullscreen loading="lazy" referrerpolicy="strict-origin-when-cross-origin" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"></iframe></figure>
            """)
    void whatStylesAndScriptsMeanIsKept(String source, String html) {
        assertThat(html(source).html()).isEqualTo(html);
        assertThat(html(source).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            **「強調」**です。           | <p><strong>「強調」</strong>です。</p>
            これは**大事なこと。**だから | <p>これは<strong>大事なこと。</strong>だから</p>
            他说**“你好”**之后          | <p>他说<strong>“你好”</strong>之后</p>
            **스크립트(script)**라고     | <p><strong>스크립트(script)</strong>라고</p>
            「*引用*」と*「強調」*を     | <p>「<em>引用</em>」と<em>「強調」</em>を</p>
            ~~「削除」~~と==「印」==を   | <p><del>「削除」</del>と<mark>「印」</mark>を</p>
            `「*`と\\*「*」             | <p><code>「*</code>と*「*」</p>
            **"quoted"**word            | <p>**"quoted"**word</p>
            """)
    void emphasisMayTouchPunctuationOfEastAsianText(String source, String html) {
        RenderedBody body = markdown(source);

        assertThat(body.html()).isEqualTo(html);
        assertThat(markdown(body.markdown()).html()).isEqualTo(body.html());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<blockquote class=\"wp-block-quote\"><p>Q.</p><cite>Ann</cite></blockquote>",
                "<blockquote>Q.<footer>Ann</footer></blockquote>",
                "<figure class=\"wp-block-pullquote\"><blockquote><p>Q.</p></blockquote><figcaption>Ann</figcaption></figure>",
                "<figure><blockquote><p>Q.</p><cite>Ann</cite></blockquote></figure>"
            })
    void theAuthorOfAQuotationIsItsAttribution(String source) {
        RenderedBody body = html(source);
        Block.QuoteBlock quote = only(body);

        assertThat(quote.text()).isEqualTo("Q.");
        assertThat(quote.attribution().text()).isEqualTo("Ann");
        assertThat(body.html()).isEqualTo("<blockquote><p>Q.</p><cite>Ann</cite></blockquote>");
        assertThat(body.markdown()).isEqualTo("> Q.\n> \n> <cite>Ann</cite>");
        assertThat(body.text()).isEqualTo("Q.\nAnn");
    }

    @Test
    void textBesideABlockOfAQuotationIsAParagraph() {
        RenderedBody body =
                html("<blockquote class=\"twitter-tweet\"><p>Hello</p>— Ann <a href=\"https://x.example/1\">May 1</a>"
                        + "</blockquote><script async src=\"https://x.example/widgets.js\"></script>");

        assertThat(body.text()).isEqualTo("Hello\n\n— Ann May 1");
        assertThat(body.warnings())
                .containsExactly(
                        new Warning("/body/source", "Scripts are removed.", "script https://x.example/widgets.js"));
    }

    @Test
    void aFigureOfSeveralImagesIsAGallery() {
        Block.GalleryBlock gallery = only(
                html(
                        "<figure class=\"wp-block-gallery\"><figure><img src=\"/a.png\" alt=\"A\"><figcaption>One</figcaption>"
                                + "</figure><figure><a href=\"/b\"><img src=\"/b.png\"></a></figure><figcaption>Both</figcaption></figure>"));

        assertThat(gallery.images()).extracting(Block.ImageBlock::url).containsExactly("/a.png", "/b.png");
        assertThat(gallery.images().get(0).text()).isEqualTo("One");
        assertThat(gallery.images().get(1).link().url()).isEqualTo("/b");
        assertThat(gallery.text()).isEqualTo("Both");
    }

    @Test
    void aCardIsABookmark() {
        RenderedBody body = html("<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\""
                + " href=\"https://example.org/\"><div class=\"kg-bookmark-content\"><div class=\"kg-bookmark-title\">Title</div>"
                + "<div class=\"kg-bookmark-description\">Description</div></div><div class=\"kg-bookmark-thumbnail\">"
                + "<img src=\"/a.png\"></div></a></figure>");
        Block.BookmarkBlock bookmark = only(body);

        assertThat(bookmark.link().url()).isEqualTo("https://example.org/");
        assertThat(bookmark.text()).isEqualTo("Title\nDescription");
        assertThat(body.html())
                .isEqualTo("<figure><a href=\"https://example.org/\">Title<br>Description<br>"
                        + "<img src=\"/a.png\" alt=\"\"></a></figure>");
    }

    @Test
    void aCaptionHasACreditAndSeveralParagraphs() {
        Block.ImageBlock image = only(
                html("<figure><img src=/a.png><figcaption><p>One</p><p>two</p> <span class=\"photo-credit\">Bo</span>"
                        + "</figcaption></figure>"));

        assertThat(image.text()).isEqualTo("One\ntwo");
        assertThat(image.credit().text()).isEqualTo("Bo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0' title='T'></iframe> | YouTube | https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "<p>https://youtu.be/dQw4w9WgXcQ?t=1m30s</p> | YouTube | https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90",
                "<iframe src='//player.vimeo.com/video/76979871?h=8272103f6e'></iframe> | Vimeo | https://vimeo.com/76979871/8272103f6e",
                "<figure class='wp-block-embed'><div>https://open.spotify.com/track/abc</div></figure> | Spotify | https://open.spotify.com/track/abc",
                "<iframe src='https://datawrapper.dwcdn.net/abcde/1/'></iframe> | Datawrapper | https://datawrapper.dwcdn.net/abcde/1/",
                "<p>https://soundcloud.com/a/b</p> | SoundCloud | https://soundcloud.com/a/b",
            })
    void aPlayerOfAListedHostIsEmbedded(String source, String provider, String url) {
        RenderedBody body = html(source);
        Block.EmbedBlock embed = only(body);

        assertThat(embed.provider()).isEqualTo(provider);
        assertThat(embed.url()).isEqualTo(url);
        assertThat(body.html()).contains("<iframe src=\"https://", " sandbox=\"allow-scripts");
        assertThat(body.markdown()).contains(url.replace("&", body.markdown().startsWith("<") ? "&amp;" : "&"));
        assertThat(body.isEmpty()).isFalse();
        assertThat(body.warnings()).isEmpty();
        assertThat(markdown(body.markdown()).blocks()).isEqualTo(body.blocks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/embed/x",
                "https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ",
                "https://evil.example/?https://www.youtube.com/embed/dQw4w9WgXcQ",
                "https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ",
                "https://player.vimeo.com:8443/video/1",
                "https://open.spotify.com\\\\@evil.example/"
            })
    void aPlayerOfAnotherHostIsALink(String address) {
        RenderedBody body = html("<iframe src=\"" + address + "\"></iframe>");

        assertThat(body.html()).doesNotContain("<iframe").contains("<a href=");
        assertThat(body.warnings()).hasSize(1);
    }

    @Test
    void videoAndAudioHaveTheirSourcesAndTracks() {
        RenderedBody body = html(
                "<video src=\"/a.mp4\" autoplay onplay=\"x()\" poster=\"javascript:x\" width=\"640\"><track src=\"/a.vtt\" kind=\"captions\""
                        + " srclang=\"en\"><source src=\"/b.webm\" type=\"video/webm\">Your browser is old.</video><audio><source src=\"/a.mp3\"></audio>");

        assertThat(body.html())
                .isEqualTo(
                        "<figure><video width=\"640\" controls=\"\"><source src=\"/a.mp4\"><source src=\"/b.webm\" type=\"video/webm\">"
                                + "<track src=\"/a.vtt\" kind=\"captions\" srclang=\"en\"></video></figure>"
                                + "<figure><audio controls=\"\"><source src=\"/a.mp3\"></audio></figure>");
        assertThat(body.text()).isEqualTo("/a.mp4\n\n/a.mp3");
        assertThat(body.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<div>one</div><div>two</div> | <p>one</p><p>two</p>",
                "<section>one<address>two</address></section> | <p>one</p><p>two</p>",
                "<p>one<br><br>two</p> | <p>one</p><p>two</p>",
                "<a href='/x'><h3>T</h3><p>x</p></a> | <h3 id=\"t\"><a href=\"/x\">T</a></h3><p><a href=\"/x\">x</a></p>",
                "<p><strong>bold </strong>word</p> | <p><strong>bold</strong> word</p>",
                "<p><b>a</b><b>b</b></p> | <p><strong>ab</strong></p>",
                "<ul><li>a<ul><li>b</li></ul>c</li></ul> | <ul><li><p>a</p><ul><li>b</li></ul><p>c</p></li></ul>",
                "<ol start=1><li>a</li></ol> | <ol><li>a</li></ol>",
                "<ol reversed start=3><li value=9>a</li></ol> | <ol reversed start=\"3\"><li value=\"9\">a</li></ol>",
                "<ul><li><input type=checkbox checked>a</li></ul> | <ul><li><input type=\"checkbox\" checked disabled> a</li></ul>",
                "<ul data-type=taskList><li data-checked=true><label><input type=checkbox></label><div><p>a</p></div></li></ul> | <ul><li><input type=\"checkbox\" checked disabled> a</li></ul>",
                "<dl><div><dt>T<dd>d</div></dl> | <dl><dt>T</dt><dd>d</dd></dl>",
                "<details open><summary>S</summary>x</details> | <details open><summary>S</summary><p>x</p></details>",
                "<pre class='wp-block-code'><code class='language-js hljs'>a</code></pre> | <pre><code class=\"language-js\">a%n</code></pre>",
                "<pre class=python>a<br>b</pre> | <pre><code class=\"language-python\">a%nb%n</code></pre>",
                "<div lang=fr><p>a</p><p lang=de dir=rtl>b</p></div> | <p lang=\"fr\">a</p><p dir=\"rtl\" lang=\"de\">b</p>",
                "<p><a href='tel:+1' rel='nofollow noopener' hreflang=de>a</a></p> | <p><a href=\"tel:+1\" hreflang=\"de\" rel=\"nofollow\">a</a></p>",
                "<p>a<sup><a href='#fn:1' id='fnref:1'>1</a></sup></p><ol><li id='fn:1'>n <a href='#fnref:1'>↩</a></li></ol> | <p>a<sup><a id=\"fnref:1\" href=\"#fn:1\">1</a></sup></p><ol><li id=\"fn:1\">n <a href=\"#fnref:1\">↩</a></li></ol>",
                "<p><a name=x></a>a</p><p id=x>b</p> | <p><a id=\"x\"></a>a</p><p>b</p>",
                "<b style='font-weight:normal' id='docs-internal-guid-1'><p>a</p></b> | <p>a</p>",
                "<figure><img src=/a.png><figcaption lang=fr>a</figcaption></figure> | <figure><img src=\"/a.png\" alt=\"\"><figcaption><span lang=\"fr\">a</span></figcaption></figure>",
                "<table><tr><td colspan=2 style='text-align: right'>a</td></tr></table> | <table><tbody><tr><td align=\"right\" colspan=\"2\">a</td></tr></tbody></table>",
            })
    void htmlHasOneForm(String source, String html) {
        RenderedBody body = html(source);

        assertThat(body.html()).isEqualTo(html.replace("%n", "\n"));
        assertThat(html(body.html()).html()).isEqualTo(body.html());
        assertThat(markdown(body.markdown()).blocks()).isEqualTo(body.blocks());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Use <script> or <title> here. | <p>Use &lt;script&gt; or &lt;title&gt; here.</p>",
                "a ==b== c | <p>a <mark>b</mark> c</p>",
                "## T {#part} | <h2 id=\"part\">T</h2>",
                "T%n: d%n: e | <dl><dt>T</dt><dd>d</dd><dd>e</dd></dl>",
                "- [x] a%n- [ ] b | <ul><li><input type=\"checkbox\" checked disabled> a</li><li><input type=\"checkbox\" disabled> b</li></ul>",
                "a[^n]%n%n[^n]: note | <p>a<sup><a id=\"fnref-n\" href=\"#fn-n\">1</a></sup></p><ol><li id=\"fn-n\">note <a href=\"#fnref-n\">↩</a></li></ol>",
                "[![A](/a.png)](/x) | <figure><a href=\"/x\"><img src=\"/a.png\" alt=\"A\"></a></figure>",
            })
    void markdownHasExtensions(String source, String html) {
        RenderedBody body = markdown(source.replace("%n", "\n"));

        assertThat(body.html()).isEqualTo(html);
        assertThat(body.warnings()).isEmpty();
        assertThat(markdown(body.markdown()).blocks()).isEqualTo(body.blocks());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p><strong>Note:</strong>text</p> | <strong>Note:</strong>text",
                "<p>これは<strong>「重要」</strong>です</p> | これは<strong>「重要」</strong>です",
                "<p><strong>bold </strong>word</p> | **bold** word",
                "<p>x <code>a </code>b</p> | x <code>a </code>b",
                "<p><mark>b</mark> <kbd>c</kbd></p> | <mark>b</mark> <kbd>c</kbd>",
                "<ul><li>a</li></ul><ul><li>b</li></ul> | - a%n%n* b",
                "<p>ftp://a.example ==x==</p> | ftp:<span></span>//a.example \\=\\=x\\=\\=",
                "<table><tr><td>a\\</td><td>b</td></tr></table> | <table><tbody><tr><td>a\\</td><td>b</td></tr></tbody></table>",
            })
    void markdownIsReadAsItWasMeant(String source, String markdown) {
        RenderedBody body = html(source);

        assertThat(body.markdown()).startsWith(markdown.replace("%n", "\n"));
        assertThat(markdown(body.markdown()).blocks()).isEqualTo(body.blocks());
        assertThat(body.markdown()).doesNotContain("\u2060");
    }

    @Test
    void linksToStoriesKeepTheirFragmentQueryAndTitle() throws JsonProcessingException {
        RenderedBody body = Bodies.render(
                BodyInput.html(
                        "<p><a href=\"story:a?b=c&amp;d=e#part\" title=\"T\">x</a> <a href=\"/stories/a#p\"><img src=\"/i.png\"></a></p>"
                                + "<figure><a href=\"story:a\"><img src=\"/j.png\"></a></figure><table><caption>c</caption><tr><td><a href='story:a#t'>y</a></table>"),
                addresses -> {
                    assertThat(addresses).contains("story:a", "/stories/a");
                    return Map.of("story:a", STORY, "/stories/a", STORY);
                });
        String json = json(body);
        Function<UUID, String> live = id -> "/s/a(1)";

        assertThat(body.links()).containsExactly(STORY);
        assertThat(StoryLinks.inHtml(body.html(), live))
                .startsWith(
                        "<p><a href=\"/s/a(1)?b=c&amp;d=e#part\" title=\"T\">x</a> <a href=\"/s/a(1)#p\"><img src=\"/i.png\" alt=\"\"></a></p>"
                                + "<figure><a href=\"/s/a(1)\"><img src=\"/j.png\" alt=\"\"></a></figure>");
        assertThat(StoryLinks.inMarkdown(body.markdown(), live))
                .startsWith(
                        "[x](/s/a%281%29?b=c&d=e#part \"T\") [![](/i.png)](/s/a%281%29#p)\n\n[![](/j.png)](/s/a%281%29)")
                .contains("<a href=\"/s/a%281%29#t\">y</a>");
        assertThat(StoryLinks.inJson(json, live, id -> "a"))
                .contains(
                        "\"link\":{\"url\":\"/s/a(1)?b=c&d=e#part\",\"title\":\"T\",\"story\":{\"id\":\"" + STORY
                                + "\",\"slug\":\"a\"}}",
                        "<a href=\\\"/s/a(1)#p\\\">")
                .doesNotContain("story:");
        assertThat(StoryLinks.inHtml(body.html(), id -> null))
                .startsWith("<p>x <img src=\"/i.png\" alt=\"\"></p><figure><img src=\"/j.png\" alt=\"\"></figure>");
        assertThat(StoryLinks.inMarkdown(body.markdown(), id -> null)).startsWith("x ![](/i.png)\n\n![](/j.png)");
        assertThat(StoryLinks.inJson(json, id -> null, id -> null)).doesNotContain("story:", "\"link\"", "<a ");
        for (String form : List.of(
                StoryLinks.inHtml(body.html(), live),
                StoryLinks.inMarkdown(body.markdown(), id -> null),
                StoryLinks.inJson(json, live, id -> "a"),
                body.text())) {
            assertThat(form).doesNotContainPattern("[\uFDD0-\uFDD6]");
        }
    }

    @Test
    void aLinkToAStoryMayHaveALongTitle() throws JsonProcessingException {
        String title = "\"}\\".repeat(30_000);
        RenderedBody body = Bodies.render(
                BodyInput.html("<p><a href=\"story:a\" title='" + title + "'>x</a> y</p>"),
                addresses -> Map.of("story:a", STORY));
        String json = json(body);

        assertThat(new ObjectMapper()
                        .readTree(StoryLinks.inJson(json, id -> "/s", id -> "s"))
                        .at("/0/spans/0/link/title")
                        .asText())
                .isEqualTo(title);
        assertThat(new ObjectMapper()
                        .readTree(StoryLinks.inJson(json, id -> null, id -> null))
                        .at("/0/spans/0")
                        .toString())
                .isEqualTo("{\"text\":\"x\"}");
    }

    @Test
    void longAttributesAreRemoved() {
        String language = "en" + "-x".repeat(100_000);
        String address = "https://www.youtube.com/watch?" + "&".repeat(100_000);

        assertThat(html("<p lang=" + language + " id=" + language + ">x</p>").html())
                .isEqualTo("<p>x</p>");
        assertThat(html("<iframe src='" + address + "'></iframe>").html()).startsWith("<p><a href=");
    }

    @Test
    void linksThatAnEarlierVersionStoredAreRead() {
        String stored = "\uFDD0" + STORY + "\uFDD1text\uFDD2";

        assertThat(StoryLinks.inHtml(stored, id -> "/s?a&b")).isEqualTo("<a href=\"/s?a&amp;b\">text</a>");
        assertThat(StoryLinks.inMarkdown(stored, id -> "/s")).isEqualTo("[text](/s)");
        assertThat(StoryLinks.inJson(stored, id -> "/s", id -> "s")).isEqualTo("<a href=\\\"/s\\\">text</a>");
        assertThat(StoryLinks.inHtml(stored, id -> null)).isEqualTo("text");
    }

    @Test
    void whatIsRemovedIsReported() {
        assertThat(
                        html("<a href=\"javascript:x\">a</a> <a href=\"story:none\">b</a> <a href=\"#gone\">c</a><form>d</form>")
                                .warnings())
                .extracting(Warning::removed)
                .containsExactly("javascript:x", "form", "story:none", "#gone");
        assertThat(html("<p class=\"x\" style=\"color:red\">a <span>b</span></p>")
                        .warnings())
                .isEmpty();
    }

    /** Work that grows with the square of the length would take 400 times as long for twenty times the length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tr><td>a</td><td>b</td></tr>",
                "<ul><li>a</li></ul>",
                "<figure><img src=a><figcaption>x</figcaption></figure>",
                "<details><summary>a</summary>b",
                "<dl><dt>a<dd>b",
                "<p id=a>x<a href=#a>y</a>",
                "<iframe src=//youtu.be/abcdefghijk></iframe>",
                "a<br>",
                "http://a.b ",
                "<h2>a</h2>"
            })
    void longBodiesTakeNoLongerThanTheirLength(String piece) {
        timeToRender(piece, 10_000);

        assertThat(timeToRender(piece, 200_000)).isLessThan(timeToRender(piece, 10_000) * 200);
    }

    private static long timeToRender(String piece, int length) {
        String source = piece.repeat(length / piece.length());
        BodyInput body = BodyInput.html(piece.startsWith("<tr") ? "<table>" + source + "</table>" : source);
        return LongStream.range(0, 3)
                .map(time -> {
                    long start = System.nanoTime();
                    Bodies.render(body, addresses -> Map.of());
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }
}

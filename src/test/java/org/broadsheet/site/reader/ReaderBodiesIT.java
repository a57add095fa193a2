package org.broadsheet.site.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Bodies with all that they may have, on the reader's page. */
@ExtendWith(Site.class)
class ReaderBodiesIT {

    /** Each block, with what makes it wide or high. */
    static final String EVERY_BLOCK = """
            <p>A paragraph with <strong>strong</strong>, <em>emphasised</em>, <u>underlined</u>, <s>struck</s>,
            <mark>marked</mark>, <small>small</small> and <code>code</code> text, <kbd>Ctrl</kbd> + <kbd>C</kbd>,
            H<sub>2</sub>O, E = mc<sup>2</sup>, <abbr title="Graphics processing unit">GPU</abbr>, <q>a quote</q>,
            <ruby>漢<rt>kan</rt></ruby>, a <a href="/stories/pricing-by-the-token">link</a> and a note<sup id="ref1"><a href="#note1">1</a></sup>.
            <bdo dir="rtl">reversed</bdo></p>
            <p>AnAddressWithoutSpaces: https://example.org/%s</p>
            <h2>A heading</h2><p>Text.</p><h3>A smaller heading</h3><p>Text.</p><h4>The smallest that differs</h4><p>Text.</p>
            <ul><li>An item</li><li>Another<ul><li>Within it</li><li>And one more</li></ul></li></ul>
            <ol reversed start="3"><li>Three</li><li>Two</li><li>One</li></ol>
            <ol type="i"><li><p>A first paragraph.</p><p>A second one in the same item.</p></li><li>Second</li></ol>
            <ul><li><input type="checkbox" checked> Done</li><li><input type="checkbox"> To do</li></ul>
            <blockquote><p>Memory is the new oil, and it evaporates.</p><p>Twice a year.</p><cite>Ann Example</cite></blockquote>
            <pre><code class="language-java">public static void main(String[] arguments) { System.out.println("A line that is longer than a phone is wide"); }
            return;</code></pre>
            <figure><img src="/sample/images/%s" alt="A chip" width="1200" height="675"><figcaption>A caption with a <a href="/x">link</a> <cite>Photo: B. Example</cite></figcaption></figure>
            <figure><figure><img src="/sample/images/%s" alt="One"><figcaption>The first</figcaption></figure><figure><img src="/sample/images/%s" alt="Two"></figure><figure><img src="/sample/images/%s" alt="Three"></figure><figcaption>A gallery</figcaption></figure>
            <p>An image <img src="/sample/images/%s" alt="Small" width="40" height="23"> within a line.</p>
            <figure><a href="https://example.org/"><div>The title of a card</div><div>A description of what it leads to, which is longer than the title</div><img src="/sample/images/%s" alt=""></a><figcaption>Read next</figcaption></figure>
            <figure><video controls src="/a.mp4" width="640" height="360"></video><figcaption>A video</figcaption></figure>
            <figure><audio controls src="/a.mp3"></audio><figcaption>A recording</figcaption></figure>
            <figure><iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" title="A song" width="560" height="315"></iframe><figcaption>A player</figcaption></figure>
            <figure><iframe src="https://open.spotify.com/embed/track/4PTG3Z6ehGkBFwjybzWkR8" title="A track" width="100%%" height="152"></iframe></figure>
            <table><caption>What chips need</caption><thead><tr><th rowspan="2">Chip</th><th colspan="3">Power in different modes of operation</th></tr><tr><th align="right">Idle</th><th align="right">Typical</th><th align="right">Maximum</th></tr></thead>
            <tbody><tr><th scope="row">A considerably long name</th><td align="right">10</td><td align="right">90</td><td align="right">700</td></tr><tr><th scope="row">B</th><td align="right">12</td><td align="right">110</td><td align="right">1,000</td></tr></tbody></table>
            <dl><dt>HBM</dt><dd>High-bandwidth memory</dd><dt>DRAM</dt><dd><p>Dynamic memory.</p><ul><li>Cheap</li></ul></dd></dl>
            <details open><summary>Method</summary><p>We asked.</p></details>
            <details><summary>A closed one</summary><p>Hidden.</p></details>
            <hr>
            <p id="note1">1. The note. <a href="#ref1">Back</a></p>
            <p dir="rtl" lang="ar">فقرة من اليمين إلى اليسار مع 123.</p>
            """;

    private static final List<String> PUBLISHED = new ArrayList<>();

    private static Browser browser;

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open(Site.origin()).blocked("*youtube*", "*spotify*");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void beginOnADesktopByDaylight() {
        browser.desktop().colours("light");
    }

    /** Other tests count stories. */
    @AfterEach
    void withdraw() {
        PUBLISHED.forEach(Site::withdraw);
        PUBLISHED.clear();
    }

    private static String publish(String title, String html) {
        String slug = Site.publish(title);
        PUBLISHED.add(slug);
        Site.change(slug, Map.of("body", Map.of("format", "html", "source", html)));
        return "/stories/" + slug;
    }

    private static String everyBlock() {
        String image = Site.json("/v1/stories/memory-makers-bet-on-the-inference-boom")
                .at("/image/url")
                .asText()
                .replaceFirst(".*/", "");
        return EVERY_BLOCK.formatted("a".repeat(120), image, image, image, image, image, image);
    }

    @Test
    void everyBlockFitsOnAPhoneAndADesktopInLightAndDark() {
        browser.go(publish("Every block", everyBlock())).see(".body table");

        assertThat(browser.all(".body iframe")).hasSize(2);
        for (String colours : List.of("light", "dark")) {
            browser.colours(colours);
            assertThat(browser.phone().save("body-390-" + colours).barriers()).isEmpty();
            assertThat(browser.overflow()).isZero();
            assertThat(browser.desktop().save("body-1280-" + colours).barriers())
                    .isEmpty();
            assertThat(browser.overflow()).isZero();
        }
    }

    /** The page finds its own elements by their ids. */
    @Test
    void idsOfABodyAreNotThoseOfThePage() {
        String ids = "<h2>Status</h2><h2>Main</h2><h2>Q</h2><h2>Further</h2><h2>Suggestions</h2><h2>Categories</h2>"
                + "<p id='suggestion-0'>a</p><p id='main'>b</p>";
        browser.go(publish("Ids", ids)).see("[id='status']");

        browser.click("[id='@q']").press("memory mak");
        browser.see("[id='@suggestions'] [role=option]", "Memory makers bet on the inference boom");
        browser.press(Keys.ARROW_DOWN);
        assertThat(browser.run(
                        "return document.getElementById(arguments[0].getAttribute('aria-activedescendant')).role",
                        browser.see("[id='@q']")))
                .isEqualTo("option");
        assertThat((List<?>) browser.run("return [...document.querySelectorAll('[id]')].map(each => each.id)"))
                .doesNotHaveDuplicates();
        browser.press(Keys.ENTER).see(".story h1", "Memory makers bet on the inference boom");
    }

    @Test
    void anAddressWithAPartLeadsToThePart() {
        String story = publish("Parts", "<p>Long.</p>".repeat(100) + "<h2>The part</h2>" + "<p>Long.</p>".repeat(100));
        String other = publish("Before", "<p><a href='" + story + "#the-part'>Read on</a></p>");

        browser.go(story + "#the-part").see("[id='the-part']");
        assertThat(top()).isBetween(-5L, 100L);
        browser.go(other).click(".body a").see(".story h1", "Parts");
        assertThat(top()).isBetween(-5L, 100L);
    }

    private static long top() {
        return (Long) browser.run("return Math.round(document.getElementById('the-part').getBoundingClientRect().top)");
    }
}

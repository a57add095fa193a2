package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Character references as the HTML standard and CommonMark read them. */
class CharacterReferencesTest {

    private static RenderedBody render(BodyInput body) {
        return Bodies.render(body, addresses -> Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "&#xD800;,�",
        "&#xdfff;,�",
        "&#XD83D;&#XDE00;,��",
        "&#55357;&#56832;,��",
        "&#x0000D800;,�",
        "&#0;,�",
        "&#x00;,�",
        "&#x110000;,�",
        "&#xFFFE;,\uFFFE",
        "&#x10FFFF;,\uDBFF\uDFFF",
        "&#x1F602;,😂",
        "&#xE000;,\uE000",
        "&amp;#xD800;,&#xD800;",
        "&#x;,&#x;"
    })
    void areReadTheSameInBothFormats(String source, String text) {
        assertThat(render(BodyInput.html("<p>a" + source + "b</p>")).text()).isEqualTo("a" + text + "b");
        assertThat(render(BodyInput.markdown("a" + source + "b")).text()).isEqualTo("a" + text + "b");
    }

    @Test
    void areTextInCode() {
        assertThat(render(BodyInput.markdown("`&#xD800;` and\n\n    &#0;")).text())
                .isEqualTo("&#xD800; and\n\n&#0;");
    }

    @Test
    void areNoneWithoutASemicolonInMarkdown() {
        assertThat(render(BodyInput.markdown("a&#xD800 b")).text()).isEqualTo("a&#xD800 b");
        assertThat(render(BodyInput.html("a&#xD800 b")).text()).isEqualTo("a\uFFFD b");
    }

    @Test
    void everyFormOfAnyBodyCanBeSent() throws Exception {
        List<String> pieces = List.of(
                "&#xD83D;",
                "&#xDE00;",
                "&#0;",
                "&#xD800",
                "&#xFFFE;",
                "&#xFDD0;",
                "\uFFFE",
                "\uFDD1",
                "😂",
                "\uDBFF\uDFFF",
                "&#56320;",
                "text ",
                "\n\n",
                "## ",
                "[a](/x&#xD800; 't&#xDE00;')",
                "![&#xD800;](/i&#xDC00;)",
                "<img src='/&#xD800;' alt='&#xDFFF;'>",
                "<a href='&#xD800;' title='&#xDC00;'>",
                "</a>",
                "<h2>",
                "```&#xD800;\n",
                "`&#xD800;`",
                "<pre><code>&#xD800;</code></pre>",
                "<td>",
                "- ",
                "> ",
                "*",
                "|&#xD800;|\n|-|\n");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder source = new StringBuilder();
            random.ints(12, 0, pieces.size()).mapToObj(pieces::get).forEach(source::append);
            for (BodyInput body : List.of(BodyInput.html(source.toString()), BodyInput.markdown(source.toString()))) {
                RenderedBody rendered = render(body);
                for (String form : List.of(
                        rendered.html(),
                        rendered.markdown(),
                        rendered.text(),
                        new ObjectMapper().writeValueAsString(rendered.blocks()),
                        new ObjectMapper().writeValueAsString(rendered.outline()))) {
                    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(form)))
                            .as("seed %d, source %s", seed, source)
                            .isTrue();
                    assertThat(form).as("seed %d, source %s", seed, source).doesNotContain("\0");
                }
            }
        }
    }
}

package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text of blocks. */
class BlockTest {

    private static String text(String html) {
        return Bodies.render(BodyInput.html(html), addresses -> Map.of()).text();
    }

    @Test
    void theTextOfABodyHasAnEmptyLineBetweenBlocks() {
        assertThat(text("<h2><b>A</b></h2><p>One</p><hr><blockquote><p>Two</p></blockquote><pre>int a;\n</pre>"))
                .isEqualTo("A\n\nOne\n\nTwo\n\nint a;");
    }

    @Test
    void anOrderedListIsNumberedFromItsStart() {
        assertThat(text("<ol start=9><li>a<li>b</ol>")).isEqualTo("9. a\n10. b");
        assertThat(text("<ol reversed><li>a<li value=7>b<li>c</ol>")).isEqualTo("3. a\n7. b\n6. c");
        assertThat(text("<ul><li>a<li>b</ul>")).isEqualTo("- a\n- b");
    }

    @Test
    void nestedBlocksAreIndented() {
        assertThat(text("<ul><li>a<ul><li>b<ol><li>c</ol></ul><p>d</p></ul>")).isEqualTo("- a\n  - b\n    1. c\n  d");
        assertThat(text("<ul><li><figure><img src=a><figcaption>a</figcaption></figure></ul>"))
                .as("an item may begin with a block")
                .isEqualTo("- a");
    }

    @Test
    void anImageReadsAsItsCaption() {
        assertThat(text("<figure><img src=a alt='A tower'><figcaption>The tower <cite>Bo</cite></figcaption></figure>"))
                .isEqualTo("The tower\nBo");
        assertThat(text("<img src=a alt='A tower'>")).isEmpty();
    }

    @Test
    void aTableHasALineForEachRow() {
        assertThat(text("<table><caption>c</caption><tr><th>x<th>x<tr><td>x<td>x<tr><td>x</table>"))
                .isEqualTo("c\nx\tx\nx\tx\nx\t");
    }

    @Test
    void aPlayerReadsAsItsTitleOrElseItsAddress() {
        assertThat(
                        text(
                                "<iframe src=https://youtu.be/dQw4w9WgXcQ title=T></iframe><p>https://youtu.be/dQw4w9WgXcQ</p>"))
                .isEqualTo("T\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ");
    }
}

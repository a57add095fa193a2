package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.broadsheet.discovery.search.Highlight.Range;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class HighlightTest {

    @Test
    void matchesAreMarkedAndEverythingElseIsEscaped() {
        assertThat(Highlight.of("R&D <b>\"memory\"</b> 'now'", List.of(new Range(0, 3), new Range(8, 14))))
                .extracting(Highlight::html)
                .isEqualTo("<mark>R&amp;D</mark> &lt;b&gt;&quot;<mark>memory</mark>&quot;&lt;/b&gt; &#39;now&#39;");
    }

    @Test
    void aTextWithoutMatchesIsEscapedOnly() {
        assertThat(Highlight.of("a < b", List.of()).html()).isEqualTo("a &lt; b");
        assertThat(Highlight.of("", List.of()).html()).isEmpty();
    }

    @Test
    void theHtmlOfAnyTextHasNoMarkupButTheMatches() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces =
                List.of("<", ">", "&", "\"", "'", "&lt;", "<script>", "mark", "</mark>", "é", "🗞", " x ");
        for (int round = 0; round < 5_000; round++) {
            String text = random.ints(1 + random.nextInt(10), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            List<Range> ranges = ranges(random, text.length());
            Element body = Jsoup.parse("<pre>" + "</pre>").body().child(0);
            body.html(Highlight.of(text, ranges).html());
            assertThat(body.wholeText()).as("seed %d: %s", seed, text).isEqualTo(text);
            assertThat(body.getAllElements()).as("seed %d: %s", seed, text).hasSize(1 + ranges.size());
            assertThat(body.select("mark").stream().map(Element::wholeText))
                    .containsExactlyElementsOf(ranges.stream()
                            .map(range -> text.substring(range.start(), range.end()))
                            .toList());
        }
    }

    private static List<Range> ranges(Random random, int length) {
        List<Range> ranges = new ArrayList<>();
        int start = random.nextInt(4);
        while (start + 1 < length) {
            int end = Math.min(length, start + 1 + random.nextInt(4));
            ranges.add(new Range(start, end));
            start = end + random.nextInt(4);
        }
        return ranges;
    }
}

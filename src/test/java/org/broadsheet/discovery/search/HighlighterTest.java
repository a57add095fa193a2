package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlighterTest {

    private static Highlighter of(String language, String query) {
        return new Highlighter(language, TextQuery.of(query, Map.of(language, 1f)));
    }

    private static List<String> marked(Highlight highlight) {
        return highlight.ranges().stream()
                .map(range -> highlight.text().substring(range.start(), range.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "en | memory           | The memory makers                 | memory",
                "en | maker            | The memory makers                 | makers",
                "en | memory makers    | Makers of memory                  | Makers,memory",
                "en | \"memory makers\" | Memory makers and makers of memory | Memory,makers",
                "en | memory -power    | Power and memory                  | memory",
                "en | the              | The memory of the makers          | ``",
                "de | haus             | Die Häuser am See                 | Häuser",
                "ja | 半導体           | 半導体の市場                      | 半導体",
                "en | h264             | The H.264 decoder                 | H.264",
            })
    void theMatchesOfATitleAreMarked(String language, String query, String text, String matches) {
        Highlight highlight = of(language, query).whole(text);

        assertThat(String.join(",", marked(highlight))).isEqualTo(matches);
        assertThat(highlight.text()).isEqualTo(text);
    }

    @Test
    void aLongTextIsCutAroundItsMatches() {
        String text = "Nothing of it. ".repeat(100) + "Then the memory makers met. " + "Nothing more. ".repeat(100);

        Highlight fragment = of("en", "memory").snippet(text).orElseThrow();

        assertThat(marked(fragment)).containsExactly("memory");
        assertThat(fragment.text()).startsWith("…").endsWith("…").hasSizeBetween(150, 350);
        assertThat(text).contains(fragment.text().substring(1, fragment.text().length() - 1));
    }

    @Test
    void aTextWithoutMatchesHasNoFragment() {
        assertThat(of("en", "memory").snippet("Power grids")).isEmpty();
        assertThat(of("en", "memory").whole("Power <grids>").html()).isEqualTo("Power &lt;grids&gt;");
        assertThat(of("en", "memory").snippet("")).isEmpty();
    }

    @Test
    void whatIsFarDownIsNotShown() {
        assertThat(of("en", "memory").snippet("power ".repeat(20_000) + "memory"))
                .isEmpty();
    }

    @Test
    void theRangesOfAnyTextAreInOrderAndWithinIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces =
                List.of("memory", "maker", " ", "-", "C++", "é", "🗞", "\n", "\0", "’s", "<b>", "半導体", ". ");
        Highlighter highlighter = of("en", "memory or maker or c++ or 半導体");
        for (int round = 0; round < 200; round++) {
            String text = random.ints(random.nextInt(200), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            for (Highlight highlight : highlighter.snippet(text).isPresent()
                    ? List.of(highlighter.whole(text), highlighter.snippet(text).get())
                    : List.of(highlighter.whole(text))) {
                int last = 0;
                for (Highlight.Range range : highlight.ranges()) {
                    assertThat(range.start()).as("seed %d: %s", seed, text).isGreaterThanOrEqualTo(last);
                    assertThat(range.end()).as("seed %d: %s", seed, text).isGreaterThan(range.start());
                    last = range.end();
                }
                assertThat(last)
                        .as("seed %d: %s", seed, text)
                        .isLessThanOrEqualTo(highlight.text().length());
            }
        }
    }
}

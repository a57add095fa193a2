package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.CharFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoiningCharFilterTest {

    private static String rewritten(String text) throws IOException {
        try (Reader filter = JoiningCharFilter.of(new StringReader(text))) {
            StringBuilder all = new StringBuilder();
            char[] some = new char[3];
            for (int read = filter.read(some); read >= 0; read = filter.read(some)) {
                all.append(some, 0, read);
            }
            return all.toString().replace(JoiningCharFilter.JOINER, '_');
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "open-source | open_source",
                "H.264       | H_264",
                "R&D         | R_D",
                "3.5         | 3.5",
                "2-3         | 2-3",
                "3d-print    | 3d_print",
                "24-hour     | 24_hour",
                "a - b       | a - b",
                "end. Next   | end. Next",
                "-a          | -a",
                "a-          | a-",
                "C++         | Cplusplus",
                "C+          | C+",
                "1++         | 1++",
                "C#          | Csharp",
                "C#4         | C#4",
                "#MeToo      | #MeToo",
                "it’s        | it's",
                "it＇s       | it's",
                "open‑source | open_source",
                "🗞-a        | 🗞-a",
            })
    void whatIsWrittenAsOneWordStaysOne(String text, String written) throws IOException {
        assertThat(rewritten(text)).isEqualTo(written);
    }

    @Test
    void aPlaceInTheRewrittenTextIsThatOfTheOriginal() {
        String text = "C++ and C# in memory";
        CharFilter filter = JoiningCharFilter.of(new StringReader(text));
        String rewritten = read(filter);

        assertThat(rewritten).isEqualTo("Cplusplus and Csharp in memory");
        assertThat(filter.correctOffset(rewritten.indexOf("and"))).isEqualTo(text.indexOf("and"));
        assertThat(filter.correctOffset(rewritten.indexOf("memory"))).isEqualTo(text.indexOf("memory"));
        assertThat(filter.correctOffset(rewritten.length())).isEqualTo(text.length());
    }

    @Test
    void placesOfAnyTextAreInOrderAndWithinIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces = List.of("a", "C", "+", "++", "#", "-", ".", "&", "3", " ", "’", "🗞", "é");
        for (int round = 0; round < 10_000; round++) {
            String text = random.ints(random.nextInt(15), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            CharFilter filter = JoiningCharFilter.of(new StringReader(text));
            String rewritten = read(filter);
            int last = 0;
            for (int place = 0; place <= rewritten.length(); place++) {
                int original = filter.correctOffset(place);
                assertThat(original).as("seed %d: %s", seed, text).isBetween(last, text.length());
                last = original;
            }
            assertThat(last).as("seed %d: %s", seed, text).isEqualTo(text.length());
        }
    }

    private static String read(Reader reader) {
        try {
            StringBuilder all = new StringBuilder();
            for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
                all.append((char) letter);
            }
            return all.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

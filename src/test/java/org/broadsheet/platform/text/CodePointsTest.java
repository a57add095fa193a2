package org.broadsheet.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePointsTest {

    @ParameterizedTest
    @CsvSource({
        "memory, 3, mem",
        "memory, 6, memory",
        "memory, 100, memory",
        "memory, 0, ''",
        "🗞🗞🗞, 2, 🗞🗞",
        "a🗞b, 2, a🗞"
    })
    void aTextIsCutBetweenCharacters(String text, int limit, String first) {
        assertThat(CodePoints.first(text, limit)).isEqualTo(first);
    }

    @Test
    void theBeginningOfAnyTextHasAsManyCodePointsAsTheLimitAllows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder();
            // Unpaired surrogates too.
            random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1).forEach(text::appendCodePoint);
            int limit = random.nextInt(25);
            String first = CodePoints.first(text.toString(), limit);
            assertThat(text.toString()).as("seed %d", seed).startsWith(first);
            assertThat(first.codePoints().count())
                    .as("seed %d", seed)
                    .isEqualTo(Math.min(limit, text.codePoints().count()));
        }
    }
}

package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "memmory, memory",
        "memry, memory",
        "meomry, memory",
        "memoru, memory",
        "mrmory, memory",
        "semicondactor, semiconductor"
    })
    void anErrorThatManyMakeIsLikely(String typed, String meant) {
        assertThat(Spelling.likelihood(typed, meant)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"lens, legs", "tiger, timer", "carts, cats", "vector, sector"})
    void anotherWordIsNoError(String typed, String other) {
        assertThat(Spelling.likelihood(typed, other)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"emory, memory", "emmory, memory"})
    void anErrorAtTheBeginningIsLessLikely(String typed, String meant) {
        assertThat(Spelling.likelihood(typed, meant)).isEqualTo(0.5);
    }
}

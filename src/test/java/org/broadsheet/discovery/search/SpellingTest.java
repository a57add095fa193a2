package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static Optional<String> corrected(String typed, String... titles) throws IOException {
        try (MemoryIndex index = new MemoryIndex()) {
            for (String title : titles) {
                index.add("en", title);
            }
            return index.read(searcher -> new Spelling(searcher, List.of("en")).corrected(typed));
        }
    }

    @Test
    void aWordOfOneStoryOfASmallSiteIsACorrection() throws IOException {
        assertThat(corrected("waterr", "Water returns", "The power grid")).contains("water");
    }

    @Test
    void inflectionsOfOneWordDoNotCompeteWithEachOther() throws IOException {
        assertThat(corrected("databasee", "A database", "The database", "Two databases"))
                .contains("database");
        assertThat(corrected("carrs", "Cars and carts")).isEmpty();
    }

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

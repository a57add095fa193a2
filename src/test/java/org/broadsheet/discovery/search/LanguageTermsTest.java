package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTermsTest {

    @ParameterizedTest
    @CsvSource({
        "en, Running, run, running",
        "en, makers', maker, makers",
        "en, the, , the",
        "en, THE, , the",
        "de, Häuser, haus, hauser",
        "fr, l'été, ete, ete",
        "tr, İSTANBUL, istanbul, istanbul",
        "und, Running, running, running",
        "sv, och, , och"
    })
    void aWordHasAStemAndAnExactForm(String language, String word, String stem, String exact) {
        LanguageTerms.Terms terms = LanguageTerms.of(language).ofToken(word);

        assertThat(terms.stem().orElse(null)).isEqualTo(stem);
        assertThat(terms.exact().orElse(null)).isEqualTo(exact);
    }

    @Test
    void marksThatAreLettersAreNotFolded() {
        assertThat(LanguageTerms.of("hi").ofToken("की").exact()).contains("की");
        assertThat(LanguageTerms.of("ru").ofToken("йод").exact()).contains("йод");
        assertThat(LanguageTerms.of("ru").ofToken("ёлка").exact()).contains("елка");
    }

    @Test
    void aLongWordIsCut() {
        assertThat(LanguageTerms.of("en").ofToken("x".repeat(1_000)).exact()).contains("x".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "pl", "ar", "hi", "ko", "tr", "und"})
    void aWordHasTheSameTermsWheneverItComes(String language) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        LanguageTerms terms = LanguageTerms.of(language);
        for (int round = 0; round < 2_000; round++) {
            String word = random.ints(1 + random.nextInt(6), 'a', 0x700)
                    .filter(Character::isLetter)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            LanguageTerms.Terms first = terms.ofToken(word);
            terms.ofToken("another" + round);
            assertThat(terms.ofToken(word)).as("seed %d: %s", seed, word).isEqualTo(first);
        }
    }
}

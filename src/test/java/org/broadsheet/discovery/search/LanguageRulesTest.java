package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageRulesTest {

    @ParameterizedTest
    @CsvSource({
        "en, en",
        "EN-gb, en",
        "pt-BR, pt",
        "zh-Hant-TW, zh",
        "ckb, ckb",
        "tlh, und",
        "x-klingon, und",
        "'', und",
        "und, und"
    })
    void theRulesOfAStoryAreThoseOfItsPrimaryLanguage(String tag, String language) {
        assertThat(LanguageRules.language(tag)).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "pl", "ar", "hi", "tr", "fi", "cs", "th", "sr"})
    void aKnownLanguageHasStopWords(String language) {
        assertThat(LanguageRules.of(language).stopWords()).isNotEmpty();
    }

    @Test
    void anUnknownLanguageHasNone() {
        assertThat(LanguageRules.of(LanguageRules.UNKNOWN).stopWords()).isEmpty();
        assertThat(LanguageRules.of("ja").stopWords()).isEmpty();
        assertThat(LanguageRules.of("no-such-language").stopWords()).isEmpty();
    }
}

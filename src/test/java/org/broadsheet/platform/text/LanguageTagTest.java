package org.broadsheet.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {

    @ParameterizedTest
    @CsvSource({
        "en, en",
        "EN, en",
        "pt-br, pt-BR",
        "zh-hant-tw, zh-Hant-TW",
        "sr-LATN, sr-Latn",
        "de-CH-1996, de-CH-1996",
        "es-419, es-419",
        "x-klingon, x-klingon"
    })
    void aTagIsStoredInItsPreferredSpelling(String tag, String preferred) {
        assertThat(LanguageTag.canonical(tag)).contains(preferred);
        assertThat(LanguageTag.canonical(preferred)).contains(preferred);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "und", "e", "en_", "en-", "-en", "en--GB", "en-1", "englishlanguage", "en GB", "日本"})
    void anythingElseIsNoLanguage(String tag) {
        assertThat(LanguageTag.canonical(tag)).isEmpty();
    }
}

package org.broadsheet.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {

    private static final int LONG = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"", "A line", "Ünïted — 日本 🗞", "\u200b"})
    void aLineHasNoControlCharacters(String text) {
        assertThat(text).matches(TextPattern.LINE).matches(TextPattern.LINES);
    }

    @Test
    void onlySeveralLinesHaveLineBreaksAndTabs() {
        for (String space : List.of("\n", "\r\n", "\t")) {
            assertThat("a" + space + "b").matches(TextPattern.LINES).doesNotMatch(TextPattern.LINE);
        }
        for (String control : List.of("\0", "\u0007", "\u000b", "\u001b[31m", "\u007f", "\u0085", "\u009f")) {
            assertThat("a" + control + "b").doesNotMatch(TextPattern.LINES).doesNotMatch(TextPattern.LINE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://images.example/a.jpg", "http://x/?a=1&b=2#c", "https://例え.jp/", "https://x/%22"})
    void anAddressCanStandInAnAttribute(String address) {
        assertThat(address).matches(TextPattern.ADDRESS).matches(TextPattern.ADDRESS_OR_PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "ftp://x/",
                "javascript:alert(1)",
                "data:text/html,x",
                "//host/x",
                "/\\host",
                "https://x/\"onload",
                "https://x/'",
                "https://x/<b>",
                "https://x/`",
                "https://x/a b",
                "https://x/\nb",
                " https://x/"
            })
    void anythingElseIsNoAddress(String address) {
        assertThat(address).doesNotMatch(TextPattern.ADDRESS).doesNotMatch(TextPattern.ADDRESS_OR_PATH);
    }

    @Test
    void aPathOnThisServerBeginsWithOneSlash() {
        assertThat("/sample/images/a.jpg").matches(TextPattern.ADDRESS_OR_PATH).doesNotMatch(TextPattern.ADDRESS);
        assertThat("/").doesNotMatch(TextPattern.ADDRESS_OR_PATH);
    }

    @Test
    @Timeout(20)
    void longTextsAreMatchedWithoutRecursion() {
        for (String piece : List.of("a", "a-", "-", "https://", "/", "\n", "é")) {
            String text = piece.repeat(LONG / piece.length());
            for (String pattern : List.of(
                    TextPattern.LINE,
                    TextPattern.LINES,
                    TextPattern.SLUG,
                    TextPattern.LANGUAGE,
                    TextPattern.ADDRESS,
                    TextPattern.ADDRESS_OR_PATH)) {
                assertThatCode(() -> text.matches(pattern)).doesNotThrowAnyException();
            }
        }
    }
}

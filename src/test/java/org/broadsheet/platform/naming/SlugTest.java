package org.broadsheet.platform.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

    private static final String ID = "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf";

    @ParameterizedTest
    @ValueSource(strings = {"a", "2026", "two-words", "a-1-b", "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf-2"})
    void aSlugIsOfWordsWithSingleHyphens(String text) {
        assertThat(Slug.isSlug(text)).isTrue();
        assertThat(Slug.given(text)).isEqualTo(text);
        assertThat(Slug.orId("story", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "-a", "a-", "a--b", "A", "a_b", "a b", "a.json", "café", "a/b", "a\0", "a\n", "Ａ", "%00"
            })
    void anythingElseIsNoSlug(String text) {
        assertThat(Slug.isSlug(text)).isFalse();
        assertThatThrownBy(() -> Slug.orId("story", text))
                .hasMessage("story: accepts a slug such as two-words, or an id (UUID)");
    }

    @Test
    void aSlugHasAMaximumLength() {
        assertThat(Slug.isSlug("a".repeat(120))).isTrue();
        assertThat(Slug.isSlug("a".repeat(121))).isFalse();
    }

    @Test
    void whatLooksLikeAnIdIsNoSlug() {
        assertThat(Slug.isSlug(ID)).isFalse();
        assertThat(Slug.isId(ID)).isTrue();
        assertThat(Slug.isId(ID.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(Slug.id(ID)).contains(UUID.fromString(ID));
        assertThat(Slug.orId("story", ID)).isEqualTo(ID);
        assertThatThrownBy(() -> Slug.given(ID))
                .hasMessage("/slug: accepts a slug that does not look like an id (UUID)");
    }

    @Test
    void aParameterThatIsAnIdIsNothingElse() {
        assertThat(Slug.idParameter("revision", ID)).isEqualTo(UUID.fromString(ID));
        assertThatThrownBy(() -> Slug.idParameter("revision", "1-1-1-1-1"))
                .hasMessage("revision: accepts an id (UUID)");
    }

    @ParameterizedTest
    @CsvSource({"Ünïted, united", "ÉTÉ, ete", "Å, a", "ﬁn, fin", "Straße, straße", "İ, i", "日本, 日本", "Ｈ₂Ｏ, h2o"})
    void caseAndAccentsAreFolded(String text, String folded) {
        assertThat(Slug.fold(text)).isEqualTo(folded);
    }

    @Test
    void aSortKeyHasAtMost300CodePoints() {
        assertThat(Slug.sortKey("É".repeat(400))).isEqualTo("e".repeat(300));
        assertThat(Slug.sortKey("🗞".repeat(400))).isEqualTo("🗞".repeat(300));
    }

    @Test
    void textsThatDifferInCaseAndAccentsOnlyHaveTheSameSortKey() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            String text = random.ints(random.nextInt(30), 'a', 'z' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String dressed = text.chars()
                    .mapToObj(letter -> (random.nextBoolean() ? "" + (char) letter : "" + (char) (letter - 32))
                            + (random.nextInt(4) == 0 ? "\u0301" : ""))
                    .collect(Collectors.joining());
            assertThat(Slug.sortKey(dressed)).as("seed %d", seed).isEqualTo(text);
        }
    }
}

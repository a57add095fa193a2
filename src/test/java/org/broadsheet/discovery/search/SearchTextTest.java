package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.broadsheet.discovery.search.SearchText.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    /** Alternatives with {@code /} between them, phrases in brackets, what is excluded after {@code !}. */
    private static String read(String query) {
        SearchText text = SearchText.parse(query);
        String required = text.required().stream()
                .map(alternatives ->
                        alternatives.stream().map(SearchTextTest::read).collect(Collectors.joining("/")))
                .collect(Collectors.joining(" "));
        String excluded = text.excluded().stream().map(SearchTextTest::read).collect(Collectors.joining(" "));
        return (required + (excluded.isEmpty() ? "" : " !" + excluded)).strip();
    }

    private static String read(Clause piece) {
        return piece.isPhrase() ? "[" + piece.text() + "]" : piece.text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "memory chips           | memory chips",
                "  memory   chips       | memory chips",
                "\"memory chips\"        | [memory chips]",
                "“memory chips” now     | [memory chips] now",
                "«memory chips»         | [memory chips]",
                "„memory chips“         | [memory chips]",
                "\"memory chips          | [memory chips]",
                "a\"b c\"d              | a [b c] d",
                "memory or power        | memory/power",
                "memory OR power        | memory/power",
                "`memory | power`       | memory/power",
                "a or b or c d          | a/b/c d",
                "a or \"b c\"           | a/[b c]",
                "or memory              | or memory",
                "memory or              | memory or",
                "or                     | or",
                "memory -power          | memory !power",
                "memory -\"power grid\" | memory ![power grid]",
                "-memory                | !memory",
                "memory - power         | memory - power",
                "open-source            | open-source",
                "a or -b                | a !b",
                "--a                    | !-a",
            })
    void aQueryHasWordsPhrasesAlternativesAndExclusions(String query, String read) {
        assertThat(read(query)).isEqualTo(read);
    }

    @Test
    void aQueryWithoutWordsRequiresNothing() {
        for (String query : List.of("", " ", "\u00a0\u2003", "\0\u0007")) {
            assertThat(SearchText.parse(query)).isEqualTo(new SearchText(List.of(), List.of()));
        }
    }

    @Test
    void onlyTheFirstClausesCount() {
        SearchText text = SearchText.parse("a b or c or d e -f -g -h").first(2);

        assertThat(text.required()).hasSize(2);
        assertThat(text.required().get(1)).extracting(Clause::text).containsExactly("b", "c");
        assertThat(text.excluded()).extracting(Clause::text).containsExactly("f", "g");
    }

    @Test
    void aPhraseIsSomethingInQuotationMarks() {
        assertThat(SearchText.parse("memory or chips").isWithoutPhrases()).isTrue();
        assertThat(SearchText.parse("memory or \"chips\"").isWithoutPhrases()).isFalse();
        assertThat(SearchText.parse("memory -\"chips\"").isWithoutPhrases()).isTrue();
    }

    @Test
    void noWordOfAnyQueryIsLost() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces = List.of("a", "b", "-", "\"", "“", " ", " ", "or", "|", "\u00a0", "é", "\0", "'");
        for (int round = 0; round < 20_000; round++) {
            String query = random.ints(random.nextInt(12), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            SearchText text = SearchText.parse(query);
            long found = text.required().stream().mapToLong(List::size).sum()
                    + text.excluded().size();
            assertThat(text.required()).as("seed %d: %s", seed, query).noneMatch(List::isEmpty);
            if (query.chars().anyMatch(Character::isLetter)) {
                assertThat(found).as("seed %d: %s", seed, query).isPositive();
            }
        }
    }

    @Test
    @Timeout(20)
    void aLongQueryIsReadInTime() {
        for (String piece : List.of("\"", "-", "a\"", "or ", "-\"", " ")) {
            SearchText.parse(piece.repeat(10_000));
        }
    }
}

package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.junit.jupiter.api.Test;

class TextQueryTest {

    private static final Map<String, Float> ENGLISH = Map.of("en", 1f);

    private static TextQuery of(String text) {
        return TextQuery.of(text, ENGLISH);
    }

    private static Set<String> terms(TextQuery query, Match match) {
        Set<Term> terms = new HashSet<>();
        query.matching(match).visit(QueryVisitor.termCollector(terms));
        return terms.stream().map(Term::toString).collect(Collectors.toSet());
    }

    @Test
    void aStopWordNeedNotBeThere() {
        assertThat(of("the tide of time").words()).isEqualTo(2);
        assertThat(terms(of("the tide"), Match.ALL)).containsExactly("text.en:tide");
    }

    @Test
    void nothingButStopWordsIsLookedForInTitles() {
        assertThat(terms(of("The Who"), Match.ALL)).containsExactlyInAnyOrder("title:the", "title:who");
    }

    @Test
    void noStoryMatchesTheQueriesOfTwoLanguages() throws IOException {
        try (MemoryIndex index = new MemoryIndex()) {
            index.add("en", "The Who");
            index.add("fr", "The Who");
            for (String text : List.of("The Who", "the or memory", "who")) {
                int found = index.read(searcher -> {
                    int sum = 0;
                    for (Query query : TextQuery.of(text, Map.of("en", 1f, "fr", 1f, "de", 1f))
                            .inEachLanguage(Match.ALL)) {
                        sum += searcher.count(query);
                    }
                    return sum;
                });
                assertThat(found).as(text).isEqualTo(2);
            }
        }
    }

    @Test
    void aQueryWithoutWordsFindsNothing() {
        for (String text : List.of("", "… !", "-memory", "\"\"")) {
            assertThat(of(text).matching(Match.ALL)).as(text).isInstanceOf(MatchNoDocsQuery.class);
            assertThat(of(text).words()).isZero();
        }
    }

    @Test
    void onlyAQueryOfSeveralWordsFallsBackToSome() {
        assertThat(of("memory").fallsBack()).isFalse();
        assertThat(of("memory chips").fallsBack()).isTrue();
        assertThat(of("memory \"power grid\"").fallsBack()).isFalse();
    }

    @Test
    void sevenWordsAreASentence() {
        assertThat(of("one two three four five six").isSentence()).isFalse();
        assertThat(of("tide time memory chips power grids makers").isSentence()).isTrue();
        assertThat(of("\"tide\" time memory chips power grids makers").fallsBack())
                .isTrue();
    }

    @Test
    void whatIsExcludedIsNotHighlighted() {
        assertThat(of("memory -power").highlighted("en").toString())
                .contains("memori")
                .doesNotContain("power");
        assertThat(of("memory").highlighted("de")).isInstanceOf(MatchNoDocsQuery.class);
    }

    @Test
    void aLongQueryInManyLanguagesHasABoundedNumberOfTerms() {
        String words =
                IntStream.range(0, 1_000).mapToObj(number -> "w" + number).collect(Collectors.joining(" "));
        Map<String, Float> languages =
                IntStream.range(0, 30).boxed().collect(Collectors.toMap(number -> "x" + number, number -> 1f));

        assertThat(terms(of(words), Match.SOME)).hasSizeLessThanOrEqualTo(64 * 3);
        assertThat(terms(TextQuery.of(words, languages), Match.ALL)).hasSizeLessThanOrEqualTo(512 * 3);
    }

    @Test
    void anyTextIsAQuery() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "memory",
                "the",
                "\"",
                "-",
                " or ",
                " ",
                "C++",
                "open-source",
                "H.264",
                "*",
                "~",
                "(",
                ":",
                "\0",
                "半導体",
                "🗞");
        for (int round = 0; round < 3_000; round++) {
            String text = random.ints(random.nextInt(20), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            TextQuery query = TextQuery.of(text, Map.of("en", 1f, "ja", 0.5f, "und", 0.1f));
            for (Match match : Match.values()) {
                assertThat(query.matching(match)).as("seed %d: %s", seed, text).isNotNull();
            }
        }
    }
}

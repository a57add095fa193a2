package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.QueryVisitor;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.SearchPlan.Continuation;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.broadsheet.discovery.search.SearchPlan.Rewrite;
import org.broadsheet.discovery.search.Statistics.FieldStatistics;
import org.junit.jupiter.api.Test;

class SearchPlanTest {

    private static final Instant AS_OF = Instant.parse("2026-11-30T07:30:00.123Z");

    private static SearchPlan plan(Match match, Rewrite rewrite, String text, Random random) {
        TextQuery query = TextQuery.of(text, new TreeMap<>(Map.of("en", 1f, "pt", random.nextFloat())));
        return new SearchPlan(match, rewrite, query, AS_OF, statistics(query, match, random));
    }

    private static Statistics statistics(TextQuery query, Match match, Random random) {
        TreeSet<Term> terms = new TreeSet<>();
        query.matching(match).visit(QueryVisitor.termCollector(terms));
        Map<String, FieldStatistics> fields = new LinkedHashMap<>();
        Map<Term, Integer> stories = new LinkedHashMap<>();
        terms.forEach(term -> {
            fields.computeIfAbsent(
                    term.field(), any -> new FieldStatistics(random.nextInt(1_000_000), random.nextLong(1L << 40)));
            stories.put(term, random.nextInt(1_000_000));
        });
        return new Statistics(fields, stories);
    }

    @Test
    void aPlanComesBackFromTheKeyOfACursor() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Match match : Match.values()) {
            for (Rewrite rewrite : Rewrite.values()) {
                for (String text : List.of("memory", "memory | power", "\"a|b\" -c", "the", "", "半導体 | x")) {
                    SearchPlan plan = plan(match, rewrite, text, random);
                    Hit last = new Hit(random.nextLong(), UUID.randomUUID());
                    String typed = rewrite == Rewrite.NONE ? text : "memroy";

                    Continuation continuation = Continuation.parse(plan.after(last), typed);

                    assertThat(continuation.plan())
                            .as("seed %d: %s", seed, text)
                            .isEqualTo(plan);
                    assertThat(continuation.after()).isEqualTo(last.key());
                }
            }
        }
    }

    @Test
    void anotherKeyIsNoPlaceInASearch() {
        String key = plan(Match.ALL, Rewrite.NONE, "memory", new Random(1)).after(new Hit(1, new UUID(0, 1)));
        for (String other : List.of(
                "",
                "2026-11-30T07:30:00Z",
                key.replaceFirst("^\\d", "1"),
                key.replaceFirst("ALL", "x"),
                key.replaceFirst("NONE", "x"),
                key.replaceFirst("en:", "en"),
                key.replaceFirst("\\|[^|]*\\|$", "|x|"),
                key.substring(0, 20))) {
            assertThatIllegalArgumentException().as(other).isThrownBy(() -> Continuation.parse(other, "memory"));
        }
    }

    @Test
    void theKeyOfAnotherQueryIsNoPlaceInASearch() {
        String key =
                plan(Match.ALL, Rewrite.NONE, "memory chips", new Random(1)).after(new Hit(1, new UUID(0, 1)));

        assertThatIllegalArgumentException().isThrownBy(() -> Continuation.parse(key, "memory"));
        assertThatIllegalArgumentException().isThrownBy(() -> Continuation.parse(key, "memory chips power"));
    }
}

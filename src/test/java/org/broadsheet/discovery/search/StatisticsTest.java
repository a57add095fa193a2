package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static Query query(String text) {
        return TextQuery.of(text, Map.of("en", 1f, "de", 0.5f)).matching(Match.SOME);
    }

    @Test
    void whatAQueryNeedsIsCountedAndComesBackForAnEqualQuery() throws IOException {
        try (MemoryIndex index = new MemoryIndex()) {
            index.add("en", "Tide times");
            index.add("en", "Tide");
            index.add("de", "Tide");
            Query query = query("tide power");

            Statistics statistics = index.read(searcher -> Statistics.of(query, searcher));

            assertThat(statistics.documentFrequency(new Term("text.en", "tide")))
                    .isEqualTo(2);
            assertThat(statistics.documentFrequency(new Term("text.de", "tid"))).isEqualTo(1);
            assertThat(statistics.documentFrequency(new Term("text.en", "power")))
                    .isZero();
            assertThat(statistics.field("text.en").stories()).isEqualTo(2);
            assertThat(statistics.field("another").stories()).isZero();
            assertThat(Statistics.decode(statistics.encode(), query("tide power")))
                    .isEqualTo(statistics);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Statistics.decode(statistics.encode(), query("tide")));
        }
    }

    @Test
    void anyOtherTextIsRejected() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] octets = new byte[random.nextInt(12)];
            random.nextBytes(octets);
            String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            try {
                assertThat(Statistics.decode(encoded, query("tide power")).terms())
                        .hasSize(4);
            } catch (IllegalArgumentException rejected) {
                continue;
            } catch (RuntimeException other) {
                throw new AssertionError("seed %d: %s".formatted(seed, encoded), other);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.decode("!", query("tide")));
    }
}

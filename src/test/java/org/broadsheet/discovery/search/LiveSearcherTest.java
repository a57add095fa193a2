package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.Statistics.FieldStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveSearcherTest {

    private static final String FIELD = StoryDocument.text("en");
    private static final Term TIDE = new Term(FIELD, "tide");

    private MemoryIndex index;

    @BeforeEach
    void open() throws IOException {
        index = new MemoryIndex();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void onlyStoriesThatAreThereCount() throws IOException {
        index.add("en", "Tide");
        UUID removed = index.add("en", "Tide times");
        index.add("en", "Power");
        assertThat(index.<Integer>read(searcher -> searcher.documentFrequency(TIDE)))
                .isEqualTo(2);

        index.remove(removed);
        assertThat(index.<Integer>read(searcher -> searcher.documentFrequency(TIDE)))
                .isEqualTo(1);
        assertThat(index.<Integer>read(searcher -> searcher.documentFrequency(new Term(FIELD, "time"))))
                .isZero();
        assertThat(index.<FieldStatistics>read(searcher -> searcher.fieldStatistics(FIELD))
                        .stories())
                .isEqualTo(2);
        assertThat(index.<FieldStatistics>read(searcher -> searcher.fieldStatistics(StoryDocument.text("de"))))
                .isEqualTo(new FieldStatistics(0, 0));
    }

    @Test
    void scoresDoNotDependOnStoriesThatWereRemoved() throws IOException {
        index.add("en", "Tide");
        index.add("en", "Power");
        List<Hit> before = hits(new TermQuery(TIDE));
        for (int number = 0; number < 20; number++) {
            index.remove(index.add("en", "Tide tide tide"));
        }

        assertThat(hits(new TermQuery(TIDE))).isEqualTo(before);
    }

    @Test
    void laterPagesAreScoredByTheStatisticsOfTheFirst() throws IOException {
        index.add("en", "Tide");
        index.add("en", "Power");
        Query query = new TermQuery(TIDE);
        Statistics first = index.read(searcher -> Statistics.of(query, searcher));
        List<Hit> before = hits(query);
        for (int number = 0; number < 5; number++) {
            index.add("en", "Power grids");
        }

        assertThat(hits(query)).isNotEqualTo(before);
        assertThat(index.<List<Hit>>read(searcher -> searcher.scoredBy(first).first(10, query, RankedCollector.SCORE)))
                .isEqualTo(before);
    }

    @Test
    void aTermThatNoStoryHasFindsNothing() throws IOException {
        index.remove(index.add("en", "Tide"));

        assertThat(hits(new TermQuery(TIDE))).isEmpty();
        assertThat(hits(new TermQuery(new Term("no-such-field", "x")))).isEmpty();
    }

    private List<Hit> hits(Query query) throws IOException {
        return index.read(searcher -> searcher.first(10, query, RankedCollector.SCORE));
    }
}

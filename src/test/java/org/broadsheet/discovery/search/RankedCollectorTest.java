package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.RankedCollector.SortKey;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.broadsheet.platform.paging.Cursor.Edge;
import org.broadsheet.platform.paging.PageRequest.Start;
import org.junit.jupiter.api.Test;

class RankedCollectorTest {

    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingLong(Hit::key).thenComparing(Hit::id).reversed();

    @Test
    void pagesInTheOrderOfTheKeyAndTheIdHaveEachStoryOnce() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            List<Hit> stories = new ArrayList<>();
            ByteBuffersDirectory directory = new ByteBuffersDirectory();
            try (IndexWriter writer =
                    new IndexWriter(directory, new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE))) {
                for (int story = random.nextInt(60); story > 0; story--) {
                    // Many stories were published at the same time.
                    Hit hit = new Hit(random.nextInt(6) - 2, new UUID(random.nextInt(3), random.nextLong()));
                    stories.add(hit);
                    writer.addDocument(document(hit));
                    if (random.nextInt(8) == 0) {
                        writer.commit();
                    }
                }
            }
            int limit = 1 + random.nextInt(9);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                List<Hit> bestFirst = stories.stream().sorted(BEST_FIRST).toList();
                assertThat(walk(new LiveSearcher(reader), limit, stories.size(), Edge.AFTER, Optional.empty()))
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(bestFirst);
                if (!bestFirst.isEmpty()) {
                    Hit worst = bestFirst.get(bestFirst.size() - 1);
                    List<Hit> worstFirst = new ArrayList<>(bestFirst);
                    Collections.reverse(worstFirst);
                    assertThat(walk(
                                    new LiveSearcher(reader),
                                    limit,
                                    stories.size(),
                                    Edge.BEFORE,
                                    Optional.of(new Start<>(Edge.UP_TO, worst, worst.id()))))
                            .as("seed %d", seed)
                            .containsExactlyElementsOf(worstFirst);
                }
            }
        }
    }

    private static List<Hit> walk(
            LiveSearcher searcher, int limit, int total, Edge edge, Optional<Start<Hit>> beginning) throws IOException {
        List<Hit> walked = new ArrayList<>();
        Optional<Start<Hit>> start = beginning;
        while (true) {
            RankedCollector collector = new RankedCollector(RankedCollector.LATEST, start, limit);
            searcher.collect(new MatchAllDocsQuery(), collector);
            assertThat(collector.total())
                    .as("all matches are counted on each page")
                    .isEqualTo(total);
            assertThat(collector.hits()).hasSizeLessThanOrEqualTo(limit);
            if (collector.hits().isEmpty()) {
                return walked;
            }
            walked.addAll(collector.hits());
            Hit last = walked.get(walked.size() - 1);
            start = Optional.of(new Start<>(edge, last, last.id()));
        }
    }

    private static Document document(Hit hit) {
        Document document = new Document();
        document.add(new NumericDocValuesField(StoryDocument.PUBLISHED, hit.key()));
        document.add(new NumericDocValuesField(StoryDocument.ID_HIGH, hit.id().getMostSignificantBits()));
        document.add(new NumericDocValuesField(StoryDocument.ID_LOW, hit.id().getLeastSignificantBits()));
        return document;
    }

    @Test
    void leavingOutLowScoresDoesNotChangeTheOrder() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SortKey key = (score, published) -> RankedCollector.SCORE.of(score * (1 + 0.1f * Math.min(1, published)), 0);
        try (MemoryIndex index = new MemoryIndex()) {
            for (int story = 0; story < 200; story++) {
                Instant published = Instant.ofEpochMilli(random.nextInt(2));
                index.add(
                        "en",
                        "memory ".repeat(random.nextInt(4)) + "chip ".repeat(random.nextInt(9)),
                        any -> any.at(published.toString()));
            }
            Query query = TextQuery.of("memory chip", Map.of("en", 1f)).matching(Match.SOME);
            List<Hit> all = index.read(searcher -> searcher.first(200, query, key));
            for (int limit : List.of(1, 2, 7, 100)) {
                assertThat(index.<List<Hit>>read(searcher -> searcher.first(limit, query, key)))
                        .as("seed %d", seed)
                        .isEqualTo(all.subList(0, Math.min(limit, all.size())));
            }
        }
    }

    @Test
    void higherScoresComeFirst() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            float one = random.nextFloat() * 100;
            float other = random.nextFloat() * 2_000;
            assertThat(Long.compare(RankedCollector.SCORE.of(one, 0), RankedCollector.SCORE.of(other, 0)))
                    .as("seed %d", seed)
                    .isEqualTo(Float.compare(one, other));
            assertThat(new Hit(RankedCollector.SCORE.of(one, 0), new UUID(0, 0)).score())
                    .isEqualTo(one);
        }
    }
}

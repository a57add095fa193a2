package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.broadsheet.platform.paging.Cursor.Edge;
import org.broadsheet.platform.paging.PageRequest.Start;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes whose indexes have the same stories, but not the same segments and deleted documents. */
class WalkTest {

    private static final int STORIES = 120;
    private static final int PAGE = 7;
    private static final int WORDS = 60;

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(
            strings = {"w1", "w40", "w1 w2", "w3 w30 w50", "w1 or w9", "w2 -w5", "\"w1 w2\"", "w1 w2 w3 w4 w5 w6 w7 w8"
            })
    void aWalkOverTwoNodesHasEachStoryOnceThatIsNotEdited(String typed) throws IOException {
        List<StoryText> stories =
                IntStream.range(0, STORIES).mapToObj(this::story).collect(Collectors.toList());
        try (Node one = new Node();
                Node other = new Node()) {
            one.write(stories);
            List<StoryText> before = stories.stream().map(story -> story(0)).toList();
            List<StoryText> shuffled = new ArrayList<>(stories);
            Collections.shuffle(shuffled, random);
            for (int i = 0; i < STORIES; i += 10) {
                other.write(shuffled.subList(i, i + 10));
                other.write(List.of(edited(shuffled.get(i), before.get(i))));
                other.write(List.of(shuffled.get(i)));
            }

            for (Match match : Match.values()) {
                List<UUID> atOnce = one.page(typed, match, Optional.empty(), STORIES).hits().stream()
                        .map(Hit::id)
                        .toList();
                assertThat(other.page(typed, match, Optional.empty(), STORIES).hits())
                        .isEqualTo(one.page(typed, match, Optional.empty(), STORIES)
                                .hits());

                Set<UUID> edited = new HashSet<>();
                List<UUID> walked = walk(typed, match, List.of(one, other), stories, edited);
                assertThat(walked).doesNotHaveDuplicates();
                assertThat(walked.stream().filter(id -> !edited.contains(id)))
                        .containsExactlyElementsOf(atOnce.stream()
                                .filter(id -> !edited.contains(id))
                                .toList());
                one.write(stories);
                other.write(stories);
            }
        }
    }

    private List<UUID> walk(String typed, Match match, List<Node> nodes, List<StoryText> stories, Set<UUID> edited)
            throws IOException {
        List<UUID> walked = new ArrayList<>();
        Optional<Next> next = Optional.empty();
        for (int page = 0; page == 0 || next.isPresent(); page++) {
            Found found = nodes.get(page % nodes.size()).page(typed, match, next, PAGE);
            found.hits().forEach(hit -> {
                if (!edited.contains(hit.id())) {
                    walked.add(hit.id());
                }
            });
            next = found.hits().size() < PAGE
                    ? Optional.empty()
                    : Optional.of(new Next(found.hits().get(PAGE - 1), found.statistics()));
            for (int edit = 0; edit < 3; edit++) {
                StoryText story = stories.get(random.nextInt(STORIES));
                if (!walked.contains(story.id())) {
                    edited.add(story.id());
                    StoryText now = edited(story, story(0));
                    for (Node node : nodes) {
                        node.write(List.of(now));
                    }
                }
            }
        }
        return walked;
    }

    private StoryText story(int number) {
        return new StoryText(
                new UUID(number, random.nextLong()),
                "story-" + number,
                Instant.parse("2025-03-01T00:00:00Z").plusSeconds(number),
                "en",
                words(4),
                new String[] {words(10)},
                words(20 + random.nextInt(60)),
                new UUID(0, 1),
                null,
                null,
                null,
                true);
    }

    private static StoryText edited(StoryText story, StoryText text) {
        return new StoryText(
                story.id(),
                story.slug(),
                story.time(),
                story.language(),
                text.title(),
                text.shortTexts(),
                text.body(),
                story.category(),
                null,
                null,
                null,
                true);
    }

    /** Some words are in most stories, others in few. */
    private String words(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "w" + (int) (WORDS * Math.pow(random.nextDouble(), 3)))
                .collect(Collectors.joining(" "));
    }

    private record Next(Hit after, String statistics) {}

    private record Found(List<Hit> hits, String statistics) {}

    private static final class Node implements AutoCloseable {

        private final IndexWriter writer;

        Node() throws IOException {
            writer = new IndexWriter(
                    new ByteBuffersDirectory(),
                    new IndexWriterConfig(StoryDocument.analyzer()).setMergePolicy(NoMergePolicy.INSTANCE));
        }

        void write(List<StoryText> stories) throws IOException {
            for (StoryText story : stories) {
                writer.updateDocument(StoryDocument.term(story.id()), StoryDocument.of(story));
            }
        }

        Found page(String typed, Match match, Optional<Next> next, int limit) throws IOException {
            try (DirectoryReader reader = DirectoryReader.open(writer)) {
                LiveSearcher searcher = new LiveSearcher(reader);
                Query query = TextQuery.of(typed, Map.of("en", 1f)).matching(match);
                Statistics statistics = next.isPresent()
                        ? Statistics.decode(next.get().statistics(), query)
                        : Statistics.of(query, searcher);
                RankedCollector ranked = new RankedCollector(
                        (score, published) -> Float.floatToIntBits(score),
                        next.map(place -> new Start<>(
                                Edge.AFTER, place.after(), place.after().id())),
                        limit);
                searcher.scoredBy(statistics).collect(query, ranked);
                return new Found(ranked.hits(), statistics.encode());
            }
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}

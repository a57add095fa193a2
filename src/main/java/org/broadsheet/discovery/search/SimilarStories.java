package org.broadsheet.discovery.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.broadsheet.discovery.search.RankedCollector.Hit;

/**
 * Finds the stories that are most similar to a story. Words, tags and links contribute to one score. Words and tags are
 * counted as a share of what the story scores when compared with itself.
 */
@ApplicationScoped
public class SimilarStories {

    /** The maximum number of terms to compare; more terms do not improve the results. */
    private static final int MAX_TERMS = 60;

    /**
     * The power of the number of stories that is the maximum document frequency of a term to compare. More frequent
     * terms are too common.
     */
    private static final double MAX_DOCUMENT_FREQUENCY_EXPONENT = 0.85;

    /** The maximum number of tokens that are read to find these terms. */
    private static final int MAX_TOKENS = 5_000;

    private static final float TEXT_WEIGHT = 0.8f;
    private static final float TAGS_WEIGHT = 0.2f;
    private static final float LINK_WEIGHT = 0.03f;

    /** The minimum score of a story without a link, because a lower score comes from words in common by chance. */
    private static final float MIN_SCORE = 0.03f;

    /** The maximum share of its score that an older story loses. */
    private static final double MAX_AGE_LOSS = 0.02;

    private static final double YEAR = Duration.ofDays(365).toMillis();
    private static final double KEY_SCALE = 1e9;

    private final LiveIndex index;
    private final IndexedStories stories;

    SimilarStories(LiveIndex index, IndexedStories stories) {
        this.index = index;
        this.stories = stories;
    }

    /** Returns whether this node has an index, so that stories can be compared. */
    public boolean isReady() {
        return index.isReady();
    }

    /**
     * Updates the index, so that stories are compared with everything that has been committed.
     *
     * @throws org.broadsheet.platform.problem.ProblemException 503 if the index is being built, or the update takes too long
     */
    public void update() {
        index.update();
    }

    /**
     * A similar story.
     *
     * @param score the similarity to the story
     * @param isLinked whether a link between the two is stronger evidence than their words and tags
     */
    public record Similar(UUID id, double score, boolean isLinked) {}

    /**
     * The most similar stories, best first.
     *
     * @param any stories in the same language, and linked ones
     * @param ofCategory those of them in the same category
     */
    public record Lists(List<Similar> any, List<Similar> ofCategory) {}

    /** An unchanging state of the index, in which the statistics of each term are read once. */
    public final class Snapshot {

        private final LiveSearcher searcher;

        private Snapshot(LiveSearcher searcher) {
            this.searcher = searcher;
        }

        /**
         * Compares a story with all others.
         *
         * @param linked the stories that it links to, and those that link to it
         * @param limit the maximum length of each list
         * @return empty if the story is not live
         * @throws UncheckedIOException if the index is damaged; {@link #read} handles it
         */
        public Optional<Lists> similarTo(UUID id, Collection<UUID> linked, int limit) {
            return stories.texts(IndexedStories.LIVE, List.of(id)).stream()
                    .findFirst()
                    .map(story -> {
                        try {
                            return new Comparison(searcher, story, linked, limit).lists();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    /**
     * Compares any number of stories.
     *
     * @throws org.broadsheet.platform.problem.ProblemException 503 if the index is being built
     */
    public <T> T read(Function<Snapshot, T> reading) {
        return index.read(searcher -> reading.apply(new Snapshot(searcher)));
    }

    private record Comparison(LiveSearcher searcher, StoryText story, Collection<UUID> linked, int limit) {

        Lists lists() throws IOException {
            BooleanQuery candidates = candidates();
            BooleanQuery.Builder ofCategory = new BooleanQuery.Builder();
            candidates.clauses().forEach(ofCategory::add);
            ofCategory.add(is(StoryDocument.CATEGORY, story.category()), Occur.FILTER);
            return new Lists(find(candidates), find(ofCategory.build()));
        }

        private BooleanQuery candidates() throws IOException {
            BooleanQuery.Builder evidence = new BooleanQuery.Builder();
            share(TEXT_WEIGHT, text()).ifPresent(text -> evidence.add(text, Occur.SHOULD));
            share(TAGS_WEIGHT, tags()).ifPresent(tags -> evidence.add(tags, Occur.SHOULD));
            Query links = StoryDocument.anyOf(StoryDocument.ID, linked);
            evidence.add(new BoostQuery(new ConstantScoreQuery(links), LINK_WEIGHT), Occur.SHOULD);
            BooleanQuery.Builder readable = new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(StoryDocument.LANGUAGE, story.language())), Occur.SHOULD)
                    .add(links, Occur.SHOULD);
            return new BooleanQuery.Builder()
                    .add(evidence.build(), Occur.MUST)
                    .add(readable.build(), Occur.FILTER)
                    .add(is(StoryDocument.ID, story.id()), Occur.MUST_NOT)
                    .add(new TermQuery(new Term(StoryDocument.HIDDEN, "true")), Occur.MUST_NOT)
                    .build();
        }

        private static Query is(String field, UUID id) {
            return new TermQuery(new Term(field, StoryDocument.bytes(id)));
        }

        /** Returns the query, boosted so that the story itself scores the weight. */
        private Optional<Query> share(float weight, Query query) throws IOException {
            // The filter is first, so that Lucene does not open the postings of segments without the story.
            Query self = new BooleanQuery.Builder()
                    .add(is(StoryDocument.ID, story.id()), Occur.FILTER)
                    .add(query, Occur.MUST)
                    .build();
            return searcher.first(1, self, RankedCollector.SCORE).stream()
                    .map(Hit::score)
                    .filter(score -> score > 0)
                    .<Query>map(score -> new BoostQuery(query, weight / score))
                    .findFirst();
        }

        /** Returns the terms of the story with the greatest weight, which is their frequency times their rarity. */
        private Query text() throws IOException {
            String language = LanguageRules.language(story.language());
            String field = StoryDocument.text(language);
            double max = Math.pow(searcher.fieldStatistics(field).stories(), MAX_DOCUMENT_FREQUENCY_EXPONENT);
            int all = searcher.getIndexReader().numDocs();
            Map<Term, Double> weights = new HashMap<>();
            termFrequencies(language).forEach((text, frequency) -> {
                Term term = new Term(field, text);
                int stories = searcher.documentFrequency(term, 2, max);
                if (stories > 0) {
                    weights.put(term, frequency * (1 + Math.log((all + 1) / (stories + 1.0))));
                }
            });
            BooleanQuery.Builder terms = new BooleanQuery.Builder();
            weights.entrySet().stream()
                    .sorted(Map.Entry.<Term, Double>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MAX_TERMS)
                    .forEach(term -> terms.add(searcher.termQuery(term.getKey()), Occur.SHOULD));
            return terms.build();
        }

        private Map<String, Long> termFrequencies(String language) {
            return TokenList.of(StoryDocument.comparable(story), StoryAnalyzer.stemmedWhole(language)).texts().stream()
                    .limit(MAX_TOKENS)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }

        private Query tags() {
            BooleanQuery.Builder tags = new BooleanQuery.Builder();
            StoryDocument.ids(story.tags()).forEach(tag -> tags.add(is(StoryDocument.TAG, tag), Occur.SHOULD));
            return tags.build();
        }

        private List<Similar> find(Query query) throws IOException {
            return searcher.first(limit, query, this::key).stream()
                    .map(this::similar)
                    .filter(similar -> similar.score() >= MIN_SCORE || linked.contains(similar.id()))
                    .toList();
        }

        private long key(float score, long published) {
            double age = Math.max(0, story.time().toEpochMilli() - published);
            return Math.round(KEY_SCALE * score * (1 - MAX_AGE_LOSS + MAX_AGE_LOSS * Math.exp(-age / YEAR)));
        }

        private Similar similar(Hit hit) {
            double score = hit.key() / KEY_SCALE;
            return new Similar(hit.id(), score, linked.contains(hit.id()) && score < 2 * LINK_WEIGHT);
        }
    }
}

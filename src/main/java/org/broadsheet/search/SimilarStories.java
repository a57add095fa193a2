package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.mlt.MoreLikeThis;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.broadsheet.search.RankedCollector.Hit;

/**
 * Finds stories that are like a story. Words, tags and links are evidence in one score, each as a share of what the story
 * would score when compared with itself.
 */
@ApplicationScoped
public class SimilarStories {

    /** Of the story; more tell it apart no better. */
    private static final int TERMS = 60;

    /** A word that more than so many stories have, as a power of the number of all, is too common to compare by. */
    private static final double MAX_DOCUMENT_FREQUENCY = 0.85;

    private static final float WORDS = 0.8f;
    private static final float TAGS = 0.2f;
    private static final float LINK = 0.03f;

    /** What scores less, and is not linked, has a word in common by chance. */
    private static final float LEAST = 0.03f;

    /** What an old story loses against a new one. */
    private static final double BY_AGE = 0.02;

    private static final double YEAR = Duration.ofDays(365).toMillis();
    private static final double UNIT = 1e9;

    private final LiveIndex index;
    private final LiveStories stories;

    SimilarStories(LiveIndex index, LiveStories stories) {
        this.index = index;
        this.stories = stories;
    }

    /** Whether stories can be compared at the moment: this node has an index. */
    public boolean isReady() {
        return index.isReady();
    }

    /**
     * Updates the index, so that stories are compared with everything that has been committed.
     *
     * @throws org.broadsheet.problem.ProblemException 503 if the index is being built, or the update takes too long
     */
    public void update() {
        index.update();
    }

    /**
     * A story that is like another one.
     *
     * @param score greater for what is more like it
     * @param isLinked whether that one links to the other says more than what they have in common
     */
    public record Similar(UUID id, double score, boolean isLinked) {}

    /**
     * The stories most like one, the best first: of all stories, and of its category.
     *
     * @param any in the language of the story, or linked
     * @param ofCategory those of the same category
     */
    public record Lists(List<Similar> any, List<Similar> ofCategory) {}

    /**
     * Compares a story with all others.
     *
     * @param linked stories that it links to, or that link to it
     * @param most of each list
     * @return empty if the story is not live
     * @throws org.broadsheet.problem.ProblemException 503 if the index is being built
     */
    public Optional<Lists> of(UUID id, Collection<UUID> linked, int most) {
        return stories.of(List.of(id)).stream()
                .findFirst()
                .map(story -> index.read(searcher -> new Comparison(searcher, story, linked, most).lists()));
    }

    private record Comparison(LiveSearcher searcher, StoryText story, Collection<UUID> linked, int most) {

        Lists lists() throws IOException {
            Query evidence = evidence();
            Query category = new TermQuery(new Term(StoryDocument.CATEGORY, StoryDocument.bytes(story.category())));
            return new Lists(find(evidence, Optional.empty()), find(evidence, Optional.of(category)));
        }

        private Query evidence() throws IOException {
            BooleanQuery.Builder evidence = new BooleanQuery.Builder();
            share(WORDS, words()).ifPresent(words -> evidence.add(words, Occur.SHOULD));
            share(TAGS, tags()).ifPresent(tags -> evidence.add(tags, Occur.SHOULD));
            evidence.add(new BoostQuery(new ConstantScoreQuery(ids(linked)), LINK), Occur.SHOULD);
            return evidence.build();
        }

        /** As much of what the story itself scores. */
        private Optional<Query> share(float weight, Query query) throws IOException {
            Query self = new BooleanQuery.Builder()
                    .add(query, Occur.MUST)
                    .add(new TermQuery(StoryDocument.term(story.id())), Occur.FILTER)
                    .build();
            return rank(self, (score, published) -> Float.floatToIntBits(score), 1).stream()
                    .map(hit -> Float.intBitsToFloat((int) hit.key()))
                    .filter(score -> score > 0)
                    .<Query>map(score -> new BoostQuery(query, weight / score))
                    .findFirst();
        }

        private Query words() throws IOException {
            String language = LanguageRules.language(story.language());
            String field = StoryDocument.text(language);
            MoreLikeThis words = new MoreLikeThis(searcher.getIndexReader());
            words.setAnalyzer(StoryAnalyzer.stemmedWhole(language));
            words.setFieldNames(new String[] {field});
            words.setMaxQueryTerms(TERMS);
            words.setMinTermFreq(1);
            words.setMinDocFreq(2);
            words.setMaxDocFreq((int) Math.pow(searcher.field(field).stories(), MAX_DOCUMENT_FREQUENCY));
            return words.like(field, new StringReader(StoryDocument.comparable(story)));
        }

        private Query tags() {
            BooleanQuery.Builder tags = new BooleanQuery.Builder();
            if (story.tags() != null) {
                Arrays.stream(story.tags().split(" "))
                        .map(UUID::fromString)
                        .map(tag -> new TermQuery(new Term(StoryDocument.TAG, StoryDocument.bytes(tag))))
                        .forEach(tag -> tags.add(tag, Occur.SHOULD));
            }
            return tags.build();
        }

        private static Query ids(Collection<UUID> stories) {
            List<BytesRef> ids = stories.stream().map(StoryDocument::bytes).toList();
            return new TermInSetQuery(StoryDocument.ID, ids);
        }

        private List<Similar> find(Query evidence, Optional<Query> filter) throws IOException {
            BooleanQuery.Builder readable = new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(StoryDocument.LANGUAGE, story.language())), Occur.SHOULD)
                    .add(ids(linked), Occur.SHOULD);
            BooleanQuery.Builder query = new BooleanQuery.Builder()
                    .add(evidence, Occur.MUST)
                    .add(readable.build(), Occur.FILTER)
                    .add(new TermQuery(StoryDocument.term(story.id())), Occur.MUST_NOT)
                    .add(new TermQuery(new Term(StoryDocument.HIDDEN, "true")), Occur.MUST_NOT);
            filter.ifPresent(only -> query.add(only, Occur.FILTER));
            return rank(query.build(), this::key, most).stream()
                    .map(hit -> similar(hit))
                    .filter(similar -> similar.score() >= LEAST || linked.contains(similar.id()))
                    .toList();
        }

        private long key(float score, long published) {
            double age = Math.max(0, story.time().toEpochMilli() - published);
            return Math.round(UNIT * score * (1 - BY_AGE + BY_AGE * Math.exp(-age / YEAR)));
        }

        private Similar similar(Hit hit) {
            double score = hit.key() / UNIT;
            return new Similar(hit.id(), score, linked.contains(hit.id()) && score < 2 * LINK);
        }

        private List<Hit> rank(Query query, RankedCollector.Key key, int hits) throws IOException {
            RankedCollector ranked = new RankedCollector(key, Optional.empty(), hits);
            searcher.collect(query, ranked);
            return ranked.hits();
        }
    }
}

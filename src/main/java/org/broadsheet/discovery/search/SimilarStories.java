package org.broadsheet.discovery.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
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
import org.apache.lucene.search.TermQuery;
import org.broadsheet.discovery.search.RankedCollector.Hit;

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

    private static final float TEXT_WEIGHT = 0.8f;
    private static final float TAGS_WEIGHT = 0.2f;
    private static final float LINK_WEIGHT = 0.03f;

    /** What scores less, and is not linked, has a word in common by chance. */
    private static final float LEAST = 0.03f;

    /** What an old story loses against a new one. */
    private static final double BY_AGE = 0.02;

    private static final double YEAR = Duration.ofDays(365).toMillis();
    private static final double UNIT = 1e9;

    private final LiveIndex index;
    private final IndexedStories stories;

    SimilarStories(LiveIndex index, IndexedStories stories) {
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
     * @throws org.broadsheet.platform.problem.ProblemException 503 if the index is being built, or the update takes too long
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
     * @throws org.broadsheet.platform.problem.ProblemException 503 if the index is being built
     */
    public Optional<Lists> of(UUID id, Collection<UUID> linked, int most) {
        return stories.texts(IndexedStories.LIVE, List.of(id)).stream()
                .findFirst()
                .map(story -> index.read(searcher -> new Comparison(searcher, story, linked, most).lists()));
    }

    private record Comparison(LiveSearcher searcher, StoryText story, Collection<UUID> linked, int most) {

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

        /** As much of what the story itself scores. */
        private Optional<Query> share(float weight, Query query) throws IOException {
            Query self = new BooleanQuery.Builder()
                    .add(query, Occur.MUST)
                    .add(is(StoryDocument.ID, story.id()), Occur.FILTER)
                    .build();
            return searcher.first(1, self, RankedCollector.SCORE).stream()
                    .map(Hit::score)
                    .filter(score -> score > 0)
                    .<Query>map(score -> new BoostQuery(query, weight / score))
                    .findFirst();
        }

        private Query text() throws IOException {
            String language = LanguageRules.language(story.language());
            String field = StoryDocument.text(language);
            MoreLikeThis like = new MoreLikeThis(searcher.getIndexReader());
            like.setAnalyzer(StoryAnalyzer.stemmedWhole(language));
            like.setFieldNames(new String[] {field});
            like.setMaxQueryTerms(TERMS);
            like.setMinTermFreq(1);
            like.setMinDocFreq(2);
            like.setMaxDocFreq((int) Math.pow(searcher.field(field).stories(), MAX_DOCUMENT_FREQUENCY));
            return like.like(field, new StringReader(StoryDocument.comparable(story)));
        }

        private Query tags() {
            BooleanQuery.Builder tags = new BooleanQuery.Builder();
            StoryDocument.ids(story.tags()).forEach(tag -> tags.add(is(StoryDocument.TAG, tag), Occur.SHOULD));
            return tags.build();
        }

        private List<Similar> find(Query query) throws IOException {
            return searcher.first(most, query, this::key).stream()
                    .map(this::similar)
                    .filter(similar -> similar.score() >= LEAST || linked.contains(similar.id()))
                    .toList();
        }

        private long key(float score, long published) {
            double age = Math.max(0, story.time().toEpochMilli() - published);
            return Math.round(UNIT * score * (1 - BY_AGE + BY_AGE * Math.exp(-age / YEAR)));
        }

        private Similar similar(Hit hit) {
            double score = hit.key() / UNIT;
            return new Similar(hit.id(), score, linked.contains(hit.id()) && score < 2 * LINK_WEIGHT);
        }
    }
}

package org.broadsheet.discovery.search;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.broadsheet.platform.paging.PageRequest.Start;

/**
 * Collects one page of stories, after or before a hit, in an order that is the same on all nodes: by a sort key, then
 * by id. Lucene's collectors break ties by document number, which differs from node to node. All matches are counted.
 */
final class RankedCollector extends SimpleCollector {

    /**
     * A match.
     *
     * @param key the sort key, which is greater for earlier hits
     */
    record Hit(long key, UUID id) {

        /** Returns the score if the sort key is {@link #SCORE}. */
        float score() {
            return Float.intBitsToFloat((int) key);
        }
    }

    /**
     * Computes the sort key of a story from its score and its time of publication in milliseconds. The key does not
     * decrease if either of them increases.
     */
    @FunctionalInterface
    interface SortKey {
        long of(float score, long published);
    }

    /** Sorts by score. Scores are positive, and the bits of positive floating-point numbers sort like the numbers. */
    static final SortKey SCORE = (score, published) -> Float.floatToIntBits(score);

    static final SortKey LATEST = (score, published) -> published;

    private static final Comparator<Hit> WORST_FIRST =
            Comparator.comparingLong(Hit::key).thenComparing(Hit::id);

    private static final long FAR_FUTURE = Long.MAX_VALUE / 2;

    private final SortKey key;
    private final Optional<Start<Hit>> start;
    private final int limit;

    /** The order in which the page is read, reversed. */
    private final Comparator<Hit> lastFirst;

    private final PriorityQueue<Hit> nearest;

    private Scorable scorer;
    private NumericDocValues published;
    private NumericDocValues high;
    private NumericDocValues low;
    private int total;

    /** The greatest score known to be too low for the page, whenever a story was published. */
    private float tooLow = -1;

    RankedCollector(SortKey key, Optional<Start<Hit>> start, int limit) {
        this.key = key;
        this.start = start;
        this.limit = limit;
        this.lastFirst = isBackward() ? WORST_FIRST.reversed() : WORST_FIRST;
        this.nearest = new PriorityQueue<>(lastFirst);
    }

    private boolean isBackward() {
        return start.filter(place -> place.edge().isBackward()).isPresent();
    }

    /** Returns the hits of the page, best first, or worst first if the page is before a hit. */
    List<Hit> hits() {
        return nearest.stream().sorted(lastFirst.reversed()).toList();
    }

    int total() {
        return total;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        published = DocValues.getNumeric(leaf.reader(), StoryDocument.PUBLISHED);
        high = DocValues.getNumeric(leaf.reader(), StoryDocument.ID_HIGH);
        low = DocValues.getNumeric(leaf.reader(), StoryDocument.ID_LOW);
    }

    @Override
    public void setScorer(Scorable scorer) {
        this.scorer = scorer;
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE;
    }

    @Override
    public void collect(int doc) throws IOException {
        total++;
        float score = scorer.score();
        if (score <= tooLow) {
            return;
        }
        published.advanceExact(doc);
        long found = key.of(score, published.longValue());
        if (isBackward()) {
            if (found >= start.get().key().key()) {
                add(doc, found);
            }
            return;
        }
        boolean mayFit = nearest.size() < limit || found >= nearest.element().key();
        if (!mayFit && key.of(score, FAR_FUTURE) < nearest.element().key()) {
            tooLow = score;
        } else if (mayFit && (start.isEmpty() || found <= start.get().key().key())) {
            add(doc, found);
        }
    }

    private void add(int doc, long found) throws IOException {
        high.advanceExact(doc);
        low.advanceExact(doc);
        Hit hit = new Hit(found, new UUID(high.longValue(), low.longValue()));
        if (start.filter(place -> !isBeyond(hit, place)).isPresent()) {
            return;
        }
        nearest.add(hit);
        if (nearest.size() > limit) {
            nearest.remove();
        }
    }

    private boolean isBeyond(Hit hit, Start<Hit> place) {
        int compared = lastFirst.compare(hit, place.key());
        return compared < 0 || compared == 0 && place.edge().isInclusive();
    }
}

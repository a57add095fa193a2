package org.broadsheet.discovery.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;

/**
 * Counts the matches of each value of a field, segment by segment. Lucene's facets would number the values of all
 * segments again after each change.
 */
final class FacetCounts extends SimpleCollector {

    private final String field;
    private final Map<BytesRef, Integer> total = new HashMap<>();
    private SortedSetDocValues values;
    private int[] counts = {};

    FacetCounts(String field) {
        this.field = field;
    }

    /** Returns the number of matches by the value as it is indexed. */
    Map<BytesRef, Integer> total() throws IOException {
        finishSegment();
        return total;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        finishSegment();
        values = DocValues.getSortedSet(leaf.reader(), field);
        counts = new int[(int) values.getValueCount()];
    }

    private void finishSegment() throws IOException {
        for (int value = 0; value < counts.length; value++) {
            if (counts[value] > 0) {
                total.merge(BytesRef.deepCopyOf(values.lookupOrd(value)), counts[value], Integer::sum);
            }
        }
        counts = new int[] {};
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public void collect(int doc) throws IOException {
        if (values.advanceExact(doc)) {
            for (int value = 0; value < values.docValueCount(); value++) {
                counts[(int) values.nextOrd()]++;
            }
        }
    }
}

package org.broadsheet.discovery.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.broadsheet.discovery.search.SearchRequest.Facet;

/**
 * Counts the matches of each value of a facet, segment by segment. Lucene's facets would number the values of all
 * segments again after each change.
 */
final class FacetCounts extends SimpleCollector {

    private final Facet facet;
    private final Map<UUID, Integer> named = new HashMap<>();
    private final Map<Integer, Integer> years = new HashMap<>();

    private SortedSetDocValues values;
    private NumericDocValues year;
    private int[] counts = {};

    FacetCounts(Facet facet) {
        this.facet = facet;
    }

    /** Returns the counts by the id of the category, tag or author. */
    Map<UUID, Integer> named() throws IOException {
        finishSegment();
        return named;
    }

    Map<Integer, Integer> years() {
        return years;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        if (facet == Facet.YEAR) {
            year = DocValues.getNumeric(leaf.reader(), StoryDocument.YEAR);
        } else {
            finishSegment();
            values = DocValues.getSortedSet(leaf.reader(), facet.token());
            counts = new int[(int) values.getValueCount()];
        }
    }

    private void finishSegment() throws IOException {
        for (int value = 0; value < counts.length; value++) {
            if (counts[value] > 0) {
                named.merge(StoryDocument.id(values.lookupOrd(value)), counts[value], Integer::sum);
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
        if (facet == Facet.YEAR) {
            year.advanceExact(doc);
            years.merge((int) year.longValue(), 1, Integer::sum);
        } else if (values.advanceExact(doc)) {
            for (int value = 0; value < values.docValueCount(); value++) {
                counts[(int) values.nextOrd()]++;
            }
        }
    }
}

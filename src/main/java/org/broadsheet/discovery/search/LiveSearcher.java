package org.broadsheet.discovery.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.SmallFloat;
import org.broadsheet.discovery.search.RankedCollector.Hit;

/**
 * Scores by the statistics of live documents, which are equal on all nodes. Lucene's own statistics include deleted
 * documents until their segments are merged, which differs from node to node. Later pages of a search are scored by the
 * statistics of its first page.
 */
final class LiveSearcher extends IndexSearcher {

    /** The maximum number of terms whose document frequencies are cached. */
    private static final int CACHED_TERMS = 10_000;

    static {
        // Lucene's default is too low for TextQuery, which has its own limits of words and compounds in each language.
        setMaxClauseCount(16_384);
    }

    private final Cache<Term, Integer> documentFrequencies;
    private final Cache<Term, TermStates> states =
            Caffeine.newBuilder().maximumSize(CACHED_TERMS).build();
    private final Map<String, Statistics.FieldStatistics> fields;
    private final Statistics recorded;

    LiveSearcher(IndexReader reader) {
        this(reader, Caffeine.newBuilder().maximumSize(CACHED_TERMS).build(), new ConcurrentHashMap<>(), null);
    }

    private LiveSearcher(
            IndexReader reader,
            Cache<Term, Integer> documentFrequencies,
            Map<String, Statistics.FieldStatistics> fields,
            Statistics recorded) {
        super(reader);
        this.documentFrequencies = documentFrequencies;
        this.fields = fields;
        this.recorded = recorded;
        setQueryCache(null);
    }

    /** Returns a searcher of the same index that scores by earlier statistics. */
    LiveSearcher scoredBy(Statistics statistics) {
        return new LiveSearcher(getIndexReader(), documentFrequencies, fields, statistics);
    }

    /** Returns the number of live stories that have the term. */
    int documentFrequency(Term term) {
        return documentFrequencies.get(term, any -> {
            try {
                return count(termQuery(any));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Returns the number of live stories that have the term; 0 if it is less than the minimum or more than the maximum.
     * Most terms of a text are too rare or too common, and their live stories are not counted.
     */
    int documentFrequency(Term term, int min, double max) {
        int indexed = states(term).docFreq();
        if (indexed < min || indexed - getIndexReader().numDeletedDocs() > max) {
            return 0;
        }
        int count = documentFrequency(term);
        return count < min || count > max ? 0 : count;
    }

    /** Returns the query for a term, which does not search the dictionaries of the segments for it again. */
    Query termQuery(Term term) {
        return new TermQuery(term, states(term));
    }

    private TermStates states(Term term) {
        return states.get(term, any -> {
            try {
                return TermStates.build(this, any, true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns the statistics of a field over all live stories. */
    Statistics.FieldStatistics fieldStatistics(String field) {
        return fields.computeIfAbsent(field, any -> {
            try {
                Statistics.FieldStatistics all = new Statistics.FieldStatistics(0, 0);
                for (LeafReaderContext leaf : getLeafContexts()) {
                    all = all.plus(fieldStatistics(leaf.reader(), field));
                }
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Adds up the lengths in the norms, which are rounded in the same way on all nodes. */
    private static Statistics.FieldStatistics fieldStatistics(LeafReader leaf, String field) throws IOException {
        NumericDocValues norms = leaf.getNormValues(field);
        if (norms == null && leaf.terms(field) != null) {
            // A field without norms is no text: it counts as one token in each story.
            return new Statistics.FieldStatistics(leaf.numDocs(), leaf.numDocs());
        }
        Bits live = leaf.getLiveDocs();
        int count = 0;
        long length = 0;
        if (norms != null) {
            for (int doc = norms.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = norms.nextDoc()) {
                if (live == null || live.get(doc)) {
                    count++;
                    length += SmallFloat.byte4ToInt((byte) norms.longValue());
                }
            }
        }
        return new Statistics.FieldStatistics(count, length);
    }

    /**
     * Returns a document frequency of at least 1, because a term may be in deleted documents only, and Lucene rejects
     * 0.
     */
    @Override
    public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq) {
        long count = Math.max(1, recorded == null ? documentFrequency(term) : recorded.documentFrequency(term));
        return new TermStatistics(term.bytes(), count, count);
    }

    @Override
    public CollectionStatistics collectionStatistics(String field) {
        Statistics.FieldStatistics all = recorded == null ? fieldStatistics(field) : recorded.field(field);
        long count = Math.max(1, all.stories());
        return new CollectionStatistics(field, count, count, Math.max(count, all.length()), count);
    }

    /** Executes a query on the caller's thread. */
    void collect(Query query, Collector collector) throws IOException {
        search(getLeafContexts(), createWeight(rewrite(query), collector.scoreMode(), 1), collector);
    }

    /** Returns the first matches of a query in the order of a sort key. */
    List<Hit> first(int limit, Query query, RankedCollector.SortKey key) throws IOException {
        RankedCollector ranked = new RankedCollector(key, Optional.empty(), limit);
        collect(query, ranked);
        return ranked.hits();
    }
}

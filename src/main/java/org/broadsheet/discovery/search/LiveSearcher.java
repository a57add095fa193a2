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
 * Scores by the statistics of live stories, which are equal on all nodes; Lucene's own count deleted documents until their
 * segments are merged, which differs from node to node. Later pages of a search are scored by the statistics of its first
 * page.
 */
final class LiveSearcher extends IndexSearcher {

    /** Of the terms of most queries; what is not there is counted. */
    private static final int CACHED_TERMS = 10_000;

    static {
        // Queries have a bound of their own: a number of words, in each language, each with few ways to write it.
        setMaxClauseCount(16_384);
    }

    private final Cache<Term, Integer> stories;
    private final Map<String, Statistics.OfField> fields;
    private final Statistics recorded;

    LiveSearcher(IndexReader reader) {
        this(reader, Caffeine.newBuilder().maximumSize(CACHED_TERMS).build(), new ConcurrentHashMap<>(), null);
    }

    private LiveSearcher(
            IndexReader reader,
            Cache<Term, Integer> stories,
            Map<String, Statistics.OfField> fields,
            Statistics recorded) {
        super(reader);
        this.stories = stories;
        this.fields = fields;
        this.recorded = recorded;
        setQueryCache(null);
    }

    /** The same index, scored by statistics of before. */
    LiveSearcher scoredBy(Statistics statistics) {
        return new LiveSearcher(getIndexReader(), stories, fields, statistics);
    }

    /** How many live stories have the term. */
    int stories(Term term) {
        return stories.get(term, any -> {
            try {
                return count(new TermQuery(any));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** How many live stories have the field, and how long it is in all of them. */
    Statistics.OfField field(String field) {
        return fields.computeIfAbsent(field, any -> {
            try {
                Statistics.OfField all = new Statistics.OfField(0, 0);
                for (LeafReaderContext leaf : getLeafContexts()) {
                    all = all.and(field(leaf.reader(), field));
                }
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Norms round lengths, in the same way on all nodes. */
    private static Statistics.OfField field(LeafReader leaf, String field) throws IOException {
        NumericDocValues norms = leaf.getNormValues(field);
        if (norms == null && leaf.terms(field) != null) {
            // A field that is not a text, of which every story has one.
            return new Statistics.OfField(leaf.numDocs(), leaf.numDocs());
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
        return new Statistics.OfField(count, length);
    }

    /** A term may exist in deleted documents only, but Lucene takes no count of 0. */
    @Override
    public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq) {
        long count = Math.max(1, recorded == null ? stories(term) : recorded.stories(term));
        return new TermStatistics(term.bytes(), count, count);
    }

    @Override
    public CollectionStatistics collectionStatistics(String field) {
        Statistics.OfField all = recorded == null ? field(field) : recorded.field(field);
        long count = Math.max(1, all.stories());
        return new CollectionStatistics(field, count, count, Math.max(count, all.length()), count);
    }

    /** Runs a query on the caller's thread. */
    void collect(Query query, Collector collector) throws IOException {
        search(getLeafContexts(), createWeight(rewrite(query), collector.scoreMode(), 1), collector);
    }

    /** The stories that match a query, the first by the key. */
    List<Hit> first(int most, Query query, RankedCollector.Key key) throws IOException {
        RankedCollector ranked = new RankedCollector(key, Optional.empty(), most);
        collect(query, ranked);
        return ranked.hits();
    }
}

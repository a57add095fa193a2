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
 * Scores by the statistics of live documents, which are equal on all nodes. Lucene's own statistics include deleted
 * documents until their segments are merged, which differs from node to node. Later pages of a search are scored by the
 * statistics of its first page.
 */
final class LiveSearcher extends IndexSearcher {

    /** The maximum number of terms whose document frequencies are cached. */
    private static final int CACHED_TERMS = 10_000;

    static {
        // TextQuery limits the number of clauses: by words, languages and the variants of each compound.
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

    /** Returns a searcher of the same index that scores by earlier statistics. */
    LiveSearcher scoredBy(Statistics statistics) {
        return new LiveSearcher(getIndexReader(), stories, fields, statistics);
    }

    /** Returns the number of live stories that have the term. */
    int stories(Term term) {
        return stories.get(term, any -> {
            try {
                return count(new TermQuery(any));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns the statistics of a field over all live stories. */
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

    /** Adds up the lengths in the norms, which are rounded in the same way on all nodes. */
    private static Statistics.OfField field(LeafReader leaf, String field) throws IOException {
        NumericDocValues norms = leaf.getNormValues(field);
        if (norms == null && leaf.terms(field) != null) {
            // A field without norms is no text: it counts as one token in each story.
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

    /**
     * Returns a document frequency of at least 1, because a term may be in deleted documents only, and Lucene rejects
     * 0.
     */
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

    /** Executes a query on the caller's thread. */
    void collect(Query query, Collector collector) throws IOException {
        search(getLeafContexts(), createWeight(rewrite(query), collector.scoreMode(), 1), collector);
    }

    /** Returns the first matches of a query in the order of a sort key. */
    List<Hit> first(int most, Query query, RankedCollector.Key key) throws IOException {
        RankedCollector ranked = new RankedCollector(key, Optional.empty(), most);
        collect(query, ranked);
        return ranked.hits();
    }
}

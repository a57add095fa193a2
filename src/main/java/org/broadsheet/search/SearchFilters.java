package org.broadsheet.search;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.broadsheet.http.Slug;
import org.broadsheet.story.StoryFilter;

/** The filters of lists, as Lucene's queries. */
final class SearchFilters {

    private SearchFilters() {}

    static Query with(Query query, StoryFilter filter) {
        BooleanQuery.Builder filtered = new BooleanQuery.Builder().add(query, Occur.MUST);
        anyOf(filtered, StoryDocument.CATEGORY, filter.categories());
        anyOf(filtered, StoryDocument.TAG, filter.tags());
        anyOf(filtered, StoryDocument.AUTHOR, filter.authors());
        anyOf(filtered, StoryDocument.ID, filter.ids());
        if (!filter.languages().isEmpty()) {
            filtered.add(
                    new TermInSetQuery(
                            StoryDocument.LANGUAGE,
                            filter.languages().stream().map(BytesRef::new).toList()),
                    Occur.FILTER);
        }
        filter.publishedAfter()
                .ifPresent(time -> filtered.add(
                        LongPoint.newRangeQuery(StoryDocument.PUBLISHED, time.toEpochMilli() + 1, Long.MAX_VALUE),
                        Occur.FILTER));
        filter.publishedBefore()
                .ifPresent(time -> filtered.add(
                        LongPoint.newRangeQuery(StoryDocument.PUBLISHED, Long.MIN_VALUE, before(time)), Occur.FILTER));
        for (String excluded : filter.exclude()) {
            filtered.add(new TermQuery(excluded(excluded)), Occur.MUST_NOT);
        }
        return filtered.build();
    }

    /** Times of stories have milliseconds. */
    private static long before(Instant time) {
        return time.getNano() % 1_000_000 == 0 ? time.toEpochMilli() - 1 : time.toEpochMilli();
    }

    private static void anyOf(BooleanQuery.Builder query, String field, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            query.add(StoryDocument.anyOf(field, ids), Occur.FILTER);
        }
    }

    private static Term excluded(String name) {
        return Slug.id(name).map(StoryDocument::term).orElseGet(() -> new Term(StoryDocument.SLUG, name));
    }
}

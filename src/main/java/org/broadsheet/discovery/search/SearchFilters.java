package org.broadsheet.discovery.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoryFilter;
import org.broadsheet.platform.naming.Slug;

/** Converts the filters of story lists to Lucene queries. */
final class SearchFilters {

    private SearchFilters() {}

    /** @param inCollections the stories of the collections that the filter names; empty if it names none */
    static Query with(Query query, StoryFilter filter, Optional<List<UUID>> inCollections) {
        BooleanQuery.Builder filtered = new BooleanQuery.Builder().add(query, Occur.MUST);
        anyOf(
                filtered,
                StoryDocument.CATEGORY,
                filter.of(TaxonomyKind.CATEGORY).stream().map(StoryDocument::bytes));
        anyOf(filtered, StoryDocument.TAG, filter.of(TaxonomyKind.TAG).stream().map(StoryDocument::bytes));
        anyOf(
                filtered,
                StoryDocument.AUTHOR,
                filter.of(TaxonomyKind.AUTHOR).stream().map(StoryDocument::bytes));
        inCollections.ifPresent(stories -> filtered.add(
                new TermInSetQuery(
                        StoryDocument.ID,
                        stories.stream().map(StoryDocument::bytes).toList()),
                Occur.FILTER));
        anyOf(filtered, StoryDocument.ID, filter.ids().stream().map(StoryDocument::bytes));
        anyOf(filtered, StoryDocument.LANGUAGE, filter.languages().stream().map(BytesRef::new));
        if (filter.publishedAfter().isPresent() || filter.publishedBefore().isPresent()) {
            long first =
                    filter.publishedAfter().map(time -> time.toEpochMilli() + 1).orElse(Long.MIN_VALUE);
            long last = filter.publishedBefore().map(SearchFilters::before).orElse(Long.MAX_VALUE);
            filtered.add(LongPoint.newRangeQuery(StoryDocument.PUBLISHED, first, last), Occur.FILTER);
        }
        filter.exclude().forEach(story -> filtered.add(new TermQuery(excluded(story)), Occur.MUST_NOT));
        return filtered.build();
    }

    private static void anyOf(BooleanQuery.Builder query, String field, Stream<BytesRef> terms) {
        List<BytesRef> any = terms.toList();
        if (!any.isEmpty()) {
            query.add(new TermInSetQuery(field, any), Occur.FILTER);
        }
    }

    /** Returns the last millisecond before a time; the index stores times in milliseconds. */
    private static long before(Instant time) {
        return time.getNano() % 1_000_000 == 0 ? time.toEpochMilli() - 1 : time.toEpochMilli();
    }

    private static Term excluded(String story) {
        return Slug.id(story).map(StoryDocument::term).orElseGet(() -> new Term(StoryDocument.SLUG, story));
    }
}

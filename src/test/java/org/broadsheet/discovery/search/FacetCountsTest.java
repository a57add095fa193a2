package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.util.BytesRef;
import org.broadsheet.discovery.search.SearchRequest.Facet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FacetCountsTest {

    private static final UUID INDUSTRY = new UUID(1, 1);
    private static final UUID CULTURE = new UUID(1, 2);
    private static final UUID MEMORY = new UUID(2, 1);
    private static final UUID POWER = new UUID(2, 2);

    private MemoryIndex index;

    @BeforeEach
    void open() throws IOException {
        index = new MemoryIndex();
        // Each story is a segment.
        index.add("en", "One", story -> story.in(INDUSTRY).about(MEMORY + " " + POWER));
        index.add(
                "en", "Two", story -> story.in(CULTURE).about(MEMORY.toString()).at("2025-12-31T23:59:59Z"));
        index.add("en", "Three", story -> story.in(INDUSTRY).at("2026-01-01T00:00:00Z"));
        index.remove(index.add("en", "Four", story -> story.in(INDUSTRY).about(POWER.toString())));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private Map<BytesRef, Integer> counts(Facet facet) throws IOException {
        return index.read(searcher -> {
            FacetCounts counts = new FacetCounts(facet.token());
            searcher.collect(new MatchAllDocsQuery(), counts);
            return counts.total();
        });
    }

    private static BytesRef bytes(UUID id) {
        return StoryDocument.bytes(id);
    }

    @Test
    void storiesAreCountedOverAllSegments() throws IOException {
        assertThat(counts(Facet.CATEGORY)).isEqualTo(Map.of(bytes(INDUSTRY), 2, bytes(CULTURE), 1));
        assertThat(counts(Facet.TAG)).isEqualTo(Map.of(bytes(MEMORY), 2, bytes(POWER), 1));
        assertThat(counts(Facet.AUTHOR)).isEmpty();
    }

    private Map<Integer, Integer> years(String zone) throws IOException {
        return index.read(searcher -> {
            YearCounts counts = new YearCounts(ZoneId.of(zone));
            searcher.collect(new MatchAllDocsQuery(), counts);
            return counts.total();
        });
    }

    @Test
    void yearsAreThoseOfTheTimeZone() throws IOException {
        assertThat(years("UTC")).isEqualTo(Map.of(2025, 1, 2026, 2));
        assertThat(years("Europe/Berlin")).isEqualTo(Map.of(2026, 3));
        assertThat(years("America/New_York")).isEqualTo(Map.of(2025, 2, 2026, 1));
    }
}

package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoryFilter;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchFiltersTest {

    private static final UUID INDUSTRY = new UUID(1, 1);
    private static final UUID CULTURE = new UUID(1, 2);
    private static final UUID MEMORY = new UUID(2, 1);
    private static final String TIME = "2026-03-01T00:00:00.500Z";

    private MemoryIndex index;
    private UUID first;
    private UUID second;
    private UUID third;

    @BeforeEach
    void open() throws IOException {
        index = new MemoryIndex();
        first = index.add(
                "en",
                "One",
                story -> story.in(INDUSTRY).about(MEMORY.toString()).at(TIME));
        second = index.add("pt-BR", "Two", story -> story.in(CULTURE).at("2026-03-02T00:00:00Z"));
        third = index.add(
                "en", "Three", story -> story.in(CULTURE).by(MEMORY.toString()).at("2026-03-03T00:00:00Z"));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    /** A filter that selects all stories, of which each test replaces a part. */
    private record Filter(
            List<UUID> categories, List<UUID> tags, List<UUID> authors, List<String> languages, List<UUID> ids) {

        static final Filter ALL = new Filter(List.of(), List.of(), List.of(), List.of(), List.of());

        StoryFilter between(String after, String before, String... exclude) {
            return new StoryFilter(
                    Map.of(TaxonomyKind.CATEGORY, categories, TaxonomyKind.TAG, tags, TaxonomyKind.AUTHOR, authors),
                    languages,
                    Optional.ofNullable(after).map(Instant::parse),
                    Optional.ofNullable(before).map(Instant::parse),
                    ids,
                    List.of(exclude));
        }
    }

    private List<UUID> found(StoryFilter filter) throws IOException {
        return index.read(searcher -> searcher
                .first(
                        10,
                        SearchFilters.with(new MatchAllDocsQuery(), filter, Optional.empty()),
                        RankedCollector.LATEST)
                .stream()
                .map(Hit::id)
                .toList());
    }

    private List<UUID> found(Filter filter) throws IOException {
        return found(filter.between(null, null));
    }

    @Test
    void aStoryHasAnyOfTheValuesOfEachFilter() throws IOException {
        assertThat(found(Filter.ALL)).containsExactly(third, second, first);
        assertThat(found(new Filter(List.of(CULTURE, INDUSTRY), List.of(), List.of(), List.of("en"), List.of())))
                .containsExactly(third, first);
        assertThat(found(new Filter(List.of(CULTURE), List.of(MEMORY), List.of(), List.of(), List.of())))
                .isEmpty();
        assertThat(found(new Filter(List.of(), List.of(), List.of(MEMORY), List.of(), List.of())))
                .containsExactly(third);
        assertThat(found(new Filter(List.of(), List.of(), List.of(), List.of(), List.of(second, new UUID(9, 9)))))
                .containsExactly(second);
        assertThat(found(new Filter(List.of(), List.of(), List.of(), List.of("pt"), List.of())))
                .as("a language is the whole tag")
                .isEmpty();
    }

    @Test
    void theBoundsOfAPeriodAreExclusive() throws IOException {
        assertThat(found(Filter.ALL.between(TIME, null))).containsExactly(third, second);
        assertThat(found(Filter.ALL.between("2026-03-01T00:00:00.499Z", null))).contains(first);
        assertThat(found(Filter.ALL.between(null, TIME))).isEmpty();
        assertThat(found(Filter.ALL.between(null, "2026-03-01T00:00:00.500001Z")))
                .containsExactly(first);
        assertThat(found(Filter.ALL.between(TIME, "2026-03-03T00:00:00Z"))).containsExactly(second);
    }

    @Test
    void excludedStoriesAreNamedBySlugOrId() throws IOException {
        assertThat(found(Filter.ALL.between(null, null, "story-1", second.toString(), "no-such-story")))
                .containsExactly(third);
    }
}

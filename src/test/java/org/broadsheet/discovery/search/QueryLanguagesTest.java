package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryLanguagesTest {

    private MemoryIndex index;

    @BeforeEach
    void open() throws IOException {
        index = new MemoryIndex();
        for (int number = 0; number < 3; number++) {
            index.add("en", "The memory of the makers");
            index.add("de", "Die Erinnerung der Macher");
        }
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private Map<String, Float> languages(String text, String... filter) throws IOException {
        return index.read(searcher -> new QueryLanguages(searcher).of(text, List.of(filter)));
    }

    @Test
    void theLanguageWhoseStoriesHaveTheWordsIsTheMostLikely() throws IOException {
        assertThat(languages("the memory")).containsEntry("en", 1f).containsEntry("de", 0.1f);
        assertThat(languages("die Erinnerung")).containsEntry("de", 1f).containsEntry("en", 0.1f);
    }

    @Test
    void allAreAsLikelyForAQueryThatNoStoryHas() throws IOException {
        assertThat(languages("xyzzy")).isEqualTo(Map.of("en", 1f, "de", 1f));
        assertThat(languages("")).isEqualTo(Map.of("en", 1f, "de", 1f));
    }

    @Test
    void onlyRequestedLanguagesThatStoriesHaveAreSearched() throws IOException {
        assertThat(languages("the memory", "de-CH", "fr")).isEqualTo(Map.of("de", 1f));
        assertThat(languages("the memory", "fr")).isEmpty();
    }

    @Test
    void aLanguageWithoutStoriesIsNotSearched() throws IOException {
        UUID removed = index.add("fr", "La mémoire");
        assertThat(languages("memoire")).containsKey("fr");

        index.remove(removed);
        assertThat(languages("memoire")).doesNotContainKey("fr");
    }
}

package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.junit.jupiter.api.Test;

class StoryDocumentTest {

    private static Document document(String tags, boolean shownInRelated) {
        return StoryDocument.of(new StoryText(
                new UUID(1, 2),
                "a-story",
                Instant.parse("2026-12-31T23:59:59Z"),
                "en-GB",
                "The title",
                new String[] {"A kicker", "An excerpt"},
                "A body",
                new UUID(3, 4),
                tags,
                null,
                "Memory\nZoë",
                shownInRelated));
    }

    private static List<String> names(Document document) {
        return document.getFields().stream()
                .map(IndexableField::name)
                .distinct()
                .toList();
    }

    @Test
    void anIdComesBackFromItsBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            assertThat(StoryDocument.id(StoryDocument.bytes(id)))
                    .as("seed %d", seed)
                    .isEqualTo(id);
            assertThat(StoryDocument.term(id).bytes()).isEqualTo(StoryDocument.bytes(id));
        }
    }

    @Test
    void aListOfIdsMayBeAbsent() {
        assertThat(StoryDocument.ids(null)).isEmpty();
        assertThat(StoryDocument.ids(new UUID(1, 2) + " " + new UUID(3, 4)))
                .containsExactly(new UUID(1, 2), new UUID(3, 4));
    }

    @Test
    void theTextsAreInTheFieldOfTheLanguage() {
        assertThat(names(document(null, true)))
                .contains("text.en", "words.en", "title")
                .doesNotContain("text.und");
    }

    @Test
    void whatIsAbsentHasNoField() {
        assertThat(names(document(null, true))).doesNotContain(StoryDocument.TAG, StoryDocument.HIDDEN);
        assertThat(names(document(new UUID(5, 6).toString(), false))).contains(StoryDocument.TAG, StoryDocument.HIDDEN);
    }

    @Test
    void theTitleWeighsMoreThanTheBody() {
        assertThat(Arrays.stream(document(null, true).getFields("text.en")).count())
                .as("the title three times, the names twice, and each other text once")
                .isEqualTo(3 + 2 + 2 + 1);
    }
}

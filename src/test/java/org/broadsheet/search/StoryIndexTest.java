package org.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.broadsheet.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryIndexTest {

    @TempDir
    Path folder;

    private StoryIndex index;

    @BeforeEach
    void open() throws IOException {
        index = new StoryIndex(folder);
        index.open();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private void add(int stories) {
        for (int i = 0; i < stories; i++) {
            index.add(new StoryText(
                    UUID.randomUUID(), "a", Instant.now(), "en", "Tide", "", "", null, null, null, null, true));
        }
    }

    private int stories() {
        return index.read(searcher -> searcher.getIndexReader().numDocs());
    }

    @Test
    void anIndexThatIsBuiltAgainIsReadAsItWasUntilItIsComplete() throws IOException {
        add(3);
        index.refresh();
        assertThat(stories()).isEqualTo(3);

        index.clear();
        add(1);
        assertThat(stories()).isEqualTo(3);

        index.refresh();
        assertThat(stories()).isEqualTo(1);
    }

    @Test
    void aBuildThatEndsEarlyLeavesTheIndexAsItWasCommitted() throws IOException {
        add(3);
        index.commit(Map.of("position", "1"));
        index.clear();
        add(1);

        assertThat(index.open()).containsEntry("position", "1");
        assertThat(stories()).isEqualTo(3);
    }

    @Test
    void aReaderThatMeetsDamageSaysSo() throws IOException {
        AtomicInteger damage = new AtomicInteger();
        index.whenDamaged(damage::incrementAndGet);

        assertThatThrownBy(() -> index.read(searcher -> {
                    throw new UncheckedIOException(new EOFException("The file ends early"));
                }))
                .isInstanceOf(ProblemException.class);

        assertThat(damage).hasValue(1);
        assertThatThrownBy(index::rethrowDamage).hasMessage("The file ends early");
    }
}

package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
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
        index = StoryIndex.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private void add(int stories) throws IOException {
        for (int i = 0; i < stories; i++) {
            index.writer()
                    .addDocument(StoryDocument.of(new StoryText(
                            UUID.randomUUID(),
                            "a",
                            Instant.now(),
                            "en",
                            "Tide",
                            new String[0],
                            "",
                            null,
                            null,
                            null,
                            null,
                            true)));
        }
    }

    private void refresh() throws IOException {
        index.searchers().maybeRefreshBlocking();
    }

    private int stories() throws IOException {
        return index.read(searcher -> searcher.getIndexReader().numDocs());
    }

    @Test
    void anIndexThatIsBuiltAgainIsReadAsItWasUntilItIsComplete() throws IOException {
        add(3);
        refresh();
        assertThat(stories()).isEqualTo(3);

        index.writer().deleteAll();
        add(1);
        assertThat(stories()).isEqualTo(3);

        refresh();
        assertThat(stories()).isEqualTo(1);
    }

    @Test
    void aBuildThatEndsEarlyLeavesTheIndexAsItWasCommitted() throws IOException {
        add(3);
        index.commit(Map.of("snapshot", "1"));
        index.writer().deleteAll();
        add(1);

        index.close();
        open();

        assertThat(index.committed()).containsEntry("snapshot", "1");
        assertThat(stories()).isEqualTo(3);
    }
}

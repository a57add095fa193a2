package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.awaitility.Awaitility;
import org.broadsheet.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DamagedIndexTest {

    @Inject
    LiveIndex index;

    private static Directory directory(LiveSearcher searcher) {
        return ((DirectoryReader) searcher.getIndexReader()).directory();
    }

    private static int stories(LiveSearcher searcher) {
        return searcher.getIndexReader().numDocs();
    }

    @Test
    void whereAReaderMeetsDamageTheIndexIsBuiltAgain() {
        Directory damaged = index.read(DamagedIndexTest::directory);
        int stories = index.read(DamagedIndexTest::stories);

        assertThatThrownBy(() -> index.read(searcher -> {
                    throw new UncheckedIOException(new EOFException("The file ends early"));
                }))
                .isInstanceOf(ProblemException.class);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(ProblemException.class)
                .until(() -> index.read(DamagedIndexTest::directory) != damaged);
        assertThat(index.read(DamagedIndexTest::stories)).isEqualTo(stories);
    }
}

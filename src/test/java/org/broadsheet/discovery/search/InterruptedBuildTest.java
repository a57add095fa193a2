package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.broadsheet.changelog.LogSnapshot;
import org.broadsheet.discovery.search.IndexedStories.Source;
import org.broadsheet.platform.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that is built again, and whose build is interrupted when some of the stories have been read. */
@QuarkusTest
class InterruptedBuildTest {

    @Inject
    IndexedStories stories;

    @Inject
    LiveIndex live;

    @Inject
    EntityManager database;

    @TempDir
    Path folder;

    private final UUID lost = UUID.randomUUID();
    private final AtomicInteger untilFailure = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger failures = new AtomicInteger();

    private UpdatedIndex index;

    @AfterEach
    void stop() throws InterruptedException {
        index.stop(null);
    }

    /** The index of live stories, which is built again after a change of one subject, and can fail while it reads. */
    private UpdatedIndex index() {
        String condition = "EXISTS (SELECT 1 FROM change WHERE subject_id = '%s' AND %s)"
                .formatted(lost, LogSnapshot.notIn(":snapshot", "transaction"));
        Source<StoryText> source = new Source<>(
                IndexedStories.LIVE.changed(),
                condition,
                IndexedStories.LIVE.texts(),
                IndexedStories.LIVE.id(),
                StoryText.class,
                this::text);
        return new UpdatedIndex(
                "index of the test", folder.resolve("live"), stories, source, new SimpleMeterRegistry()) {};
    }

    private StoryText text(StoryText story) {
        if (untilFailure.getAndDecrement() == 0) {
            failures.incrementAndGet();
            throw new IllegalStateException("The database has gone");
        }
        return story;
    }

    private static int count(UpdatedIndex index) {
        return index.read(searcher -> searcher.getIndexReader().numDocs());
    }

    @Test
    void anIndexWhoseBuildWasInterruptedIsNotReadBeforeItIsBuiltAgain() {
        index = index();
        index.start();
        Awaitility.await()
                .ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(count(index)).isPositive().isEqualTo(count(live)));

        untilFailure.set(5);
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "INSERT INTO change (type, subject_id) VALUES ('tag.changed', :subject)")
                        .setParameter("subject", lost)
                        .executeUpdate());
        index.requestUpdate();
        Awaitility.await().untilAtomic(failures, is(1));

        // Whoever reads in the meantime is told that the index is being built.
        int[] read = new int[1];
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(ProblemException.class)
                .until(() -> {
                    index.requestUpdate();
                    read[0] = count(index);
                    return true;
                });
        assertThat(read[0]).isEqualTo(count(live));
    }
}

package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.junit.jupiter.api.Test;

/** Requests of a node that has memory for texts of 100 KiB, and two threads. */
class ReleasedMemoryTest {

    private static final long KIB = 1_024;

    private static final StoryListConfig CONFIG = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(StoryListConfig.class)
            .withDefaultValue("broadsheet.list.memory", "100K")
            .build()
            .getConfigMapping(StoryListConfig.class);

    private final StoryMemory.OfNode node = new StoryMemory.OfNode(CONFIG, 2);

    /** A request whose sizes are known without a query. */
    private StoryMemory request() {
        return new StoryMemory(null, node, CONFIG, () -> {});
    }

    private void assertAllIsFree() {
        StoryMemory all = request();
        assertThatCode(() -> all.take(100 * KIB)).doesNotThrowAnyException();
        all.release();
    }

    /** A request that takes memory on a thread of its own, and waits. */
    private static FutureTask<Void> waiting(StoryMemory request, long bytes) {
        FutureTask<Void> task = new FutureTask<>(() -> request.take(bytes), null);
        Thread thread = new Thread(task);
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    @Test
    void aRequestWaitsUntilOthersHaveReleasedTheirMemory() throws Exception {
        StoryMemory one = request();
        StoryMemory other = request();
        one.take(60 * KIB);
        FutureTask<Void> waiting = waiting(other, 60 * KIB);
        assertThat(waiting.isDone()).isFalse();

        one.release();
        waiting.get(10, TimeUnit.SECONDS);
        other.release();
        assertAllIsFree();
    }

    @Test
    void theMemoryOfAClientThatLeavesWhileItsRequestWaitsIsReleased() throws Exception {
        StoryMemory one = request();
        StoryMemory left = request();
        one.take(60 * KIB);
        FutureTask<Void> waiting = waiting(left, 60 * KIB);

        left.release();
        one.release();
        waiting.get(10, TimeUnit.SECONDS);
        assertAllIsFree();
    }

    @Test
    void whatIsTakenAfterTheEndIsReleasedAtOnce() {
        StoryMemory left = request();
        left.take(10 * KIB);
        left.release();
        left.take(50 * KIB);

        assertAllIsFree();
    }

    @Test
    void aRequestThatNeedsMoreThanTheNodeHasGetsAllOfIt() {
        StoryMemory large = request();
        large.take(1_000 * KIB);
        large.release();

        assertAllIsFree();
    }

    @Test
    void onlyHalfOfTheThreadsWait() throws Exception {
        StoryMemory one = request();
        one.take(100 * KIB);
        StoryMemory waits = request();
        FutureTask<Void> waiting = waiting(waits, KIB);

        assertThat(catchThrowableOfType(ProblemException.class, () -> request().take(KIB))
                        .type())
                .isEqualTo(ProblemType.UNAVAILABLE);

        one.release();
        waiting.get(10, TimeUnit.SECONDS);
        waits.release();
        assertAllIsFree();
    }

    @Test
    void aRepeatedRequestDoesNotOvertakeThoseThatWait() throws Exception {
        StoryMemory one = request();
        one.take(60 * KIB);
        StoryMemory waits = request();
        FutureTask<Void> waiting = waiting(waits, 60 * KIB);

        assertThat(node.acquireAtOnce(10 * KIB, 60)).isEmpty();

        one.release();
        waiting.get(10, TimeUnit.SECONDS);
        assertThat(node.acquireAtOnce(10 * KIB, 60)).hasValue(10);
        node.release(10);
        waits.release();
        assertAllIsFree();
    }
}

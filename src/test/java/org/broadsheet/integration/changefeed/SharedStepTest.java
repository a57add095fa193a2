package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A step that several requests share, any of whose clients may leave. */
class SharedStepTest {

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger releases = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final SharedStep step = new SharedStep(this::read, ended -> ends.incrementAndGet());

    private FeedStep read() {
        reads.incrementAndGet();
        return new FeedStep(List.of(), null, false, releases::incrementAndGet);
    }

    @Test
    void theMemoryIsReleasedWhenTheLastRequestLeaves() {
        assertThat(step.join()).isTrue();
        FeedStep first = step.result().await().indefinitely();
        FeedStep second = step.result().await().indefinitely();
        assertThat(first).isSameAs(second);
        assertThat(reads).hasValue(1);
        assertThat(ends).as("later requests begin another step").hasValue(1);

        step.leave();
        assertThat(releases).hasValue(0);
        step.leave();
        assertThat(releases).hasValue(1);
        assertThat(step.join()).isFalse();
    }

    @Test
    void theMemoryIsReleasedAfterReadingIfAllRequestsHaveLeft() {
        step.leave();
        assertThat(ends).hasValue(1);
        assertThat(step.join()).isFalse();

        step.result().await().indefinitely();
        assertThat(releases).hasValue(1);
    }
}

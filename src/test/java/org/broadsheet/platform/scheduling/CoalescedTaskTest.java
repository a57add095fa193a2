package org.broadsheet.platform.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CoalescedTaskTest {

    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    private void runAll() {
        while (!executor.isEmpty()) {
            executor.remove().run();
        }
    }

    @Test
    void manyRequestsBeforeARunAreOneRun() {
        CoalescedTask task = new CoalescedTask(executor::add, runs::incrementAndGet);
        task.request();
        task.request();
        task.request();
        assertThat(executor).hasSize(1);

        runAll();
        assertThat(runs).hasValue(1);

        task.request();
        runAll();
        assertThat(runs).hasValue(2);
    }

    @Test
    void requestsDuringARunCauseOneMore() {
        CoalescedTask[] task = new CoalescedTask[1];
        task[0] = new CoalescedTask(executor::add, () -> {
            if (runs.incrementAndGet() == 1) {
                task[0].request();
                task[0].request();
                assertThat(executor).as("the task never runs twice at a time").isEmpty();
            }
        });
        task[0].request();
        runAll();
        assertThat(runs).hasValue(2);
    }

    @Test
    void aTaskThatFailsRunsAtTheNextRequest() {
        CoalescedTask task = new CoalescedTask(executor::add, () -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("The database cannot be reached");
            }
        });
        for (int request = 1; request <= 3; request++) {
            task.request();
            runAll();
            assertThat(runs).hasValue(request);
        }
    }

    @Test
    void aRunBeginsAfterEachRequestAndNeverBesideAnother() throws InterruptedException {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicBoolean running = new AtomicBoolean();
        AtomicBoolean overlapped = new AtomicBoolean();
        ExecutorService runners = Executors.newFixedThreadPool(2);
        CoalescedTask task = new CoalescedTask(runners, () -> {
            if (running.getAndSet(true)) {
                overlapped.set(true);
            }
            seen.set(written.get());
            runs.incrementAndGet();
            running.set(false);
        });
        ExecutorService writers = Executors.newFixedThreadPool(2);
        for (int writer = 0; writer < 2; writer++) {
            writers.execute(() -> {
                for (int number = 0; number < 20_000; number++) {
                    written.incrementAndGet();
                    task.request();
                }
            });
        }
        writers.shutdown();
        assertThat(writers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> seen.get() == 40_000);
        runners.shutdown();
        assertThat(overlapped).isFalse();
        assertThat(runs.get()).isBetween(1, 40_000);
    }
}

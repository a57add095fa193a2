package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.broadsheet.platform.connection.Shares.Outcome;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void oneClientHasItsShareAndAllTogetherHaveTheTotal() {
        Shares<String> shares = new Shares<>(100, 60);

        assertThat(shares.take("a", 60)).isEqualTo(Outcome.TAKEN);
        assertThat(shares.take("a", 1)).isEqualTo(Outcome.CLIENT_HAS_ITS_SHARE);
        assertThat(shares.take("b", 41)).isEqualTo(Outcome.NODE_HAS_NO_MORE);
        assertThat(shares.take("b", 40)).isEqualTo(Outcome.TAKEN);
        assertThat(shares.take("c", 1)).isEqualTo(Outcome.NODE_HAS_NO_MORE);

        shares.release("a", 60);
        assertThat(shares.take("c", 60)).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void nobodyTakesMoreThanTheShareAtOnce() {
        Shares<String> shares = new Shares<>(100, 60);

        assertThat(shares.take("a", 61)).isEqualTo(Outcome.CLIENT_HAS_ITS_SHARE);
        assertThat(shares.take("a", 60)).as("nothing was taken before").isEqualTo(Outcome.TAKEN);
    }

    @Test
    void whatIsTakenIsWhatWasGivenAndNotReleased() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            long all = random.nextInt(60);
            long each = random.nextInt(40);
            Shares<Integer> shares = new Shares<>(all, each);
            Map<Integer, List<Long>> held = new HashMap<>();
            for (int step = 0; step < 200; step++) {
                int client = random.nextInt(4);
                List<Long> own = held.computeIfAbsent(client, missing -> new ArrayList<>());
                if (random.nextBoolean() && !own.isEmpty()) {
                    shares.release(client, own.remove(random.nextInt(own.size())));
                } else {
                    long amount = random.nextInt(12);
                    Outcome expected = sum(own) + amount > each
                            ? Outcome.CLIENT_HAS_ITS_SHARE
                            : held.values().stream().mapToLong(SharesTest::sum).sum() + amount > all
                                    ? Outcome.NODE_HAS_NO_MORE
                                    : Outcome.TAKEN;
                    assertThat(shares.take(client, amount)).as("seed %d", seed).isEqualTo(expected);
                    if (expected == Outcome.TAKEN) {
                        own.add(amount);
                    }
                }
            }
        }
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(amount -> amount).sum();
    }

    @Test
    void nothingIsLostWhenManyTakeAndReleaseAtTheSameTime() throws Exception {
        Shares<String> shares = new Shares<>(8, 5);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            String client = "client " + number % 2;
            tasks.add(() -> {
                for (int round = 0; round < 20_000; round++) {
                    if (shares.take(client, 3) == Outcome.TAKEN) {
                        shares.release(client, 3);
                    }
                }
                return null;
            });
        }
        for (Future<Void> task : clients.invokeAll(tasks)) {
            task.get();
        }
        clients.shutdown();

        assertThat(shares.take("client 0", 5)).isEqualTo(Outcome.TAKEN);
        assertThat(shares.take("client 1", 3)).isEqualTo(Outcome.TAKEN);
        assertThat(shares.take("client 1", 1)).isEqualTo(Outcome.NODE_HAS_NO_MORE);
    }
}

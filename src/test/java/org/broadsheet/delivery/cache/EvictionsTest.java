package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvictionsTest {

    private static final Instant TIME = Instant.parse("2026-11-30T07:30:00Z");

    private final Evictions evictions = new Evictions();

    @Test
    void aResponseIsStaleOnceOneOfItsGroupsIsEvictedAfterItsBeginning() {
        evictions.evictAll(TIME);
        evictions.evict(List.of("story-a"), TIME);
        long began = evictions.now();
        assertThat(evictions.anySince(began, List.of("story-a", "stories"))).isFalse();

        evictions.evict(List.of("story-b"), TIME);
        assertThat(evictions.anySince(began, List.of("story-a"))).isFalse();
        assertThat(evictions.anySince(began, List.of("story-a", "story-b"))).isTrue();
        assertThat(evictions.anySince(evictions.now(), List.of("story-b"))).isFalse();
        assertThat(evictions.anySince(began, List.of())).isFalse();

        evictions.evictAll(TIME);
        assertThat(evictions.anySince(began, List.of())).isTrue();
    }

    @Test
    void aDateIsThatOfTheLatestChange() {
        assertThat(evictions.changed(List.of("story-a")))
                .as("the log was not seen yet")
                .isEqualTo(Instant.MAX);

        evictions.evictAll(TIME);
        evictions.evict(List.of("story-a"), TIME.plusSeconds(5));
        evictions.evict(List.of("story-a", "story-b"), TIME.plusSeconds(3));

        assertThat(evictions.changed(List.of("story-a"))).isEqualTo(TIME.plusSeconds(5));
        assertThat(evictions.changed(List.of("story-b"))).isEqualTo(TIME.plusSeconds(3));
        assertThat(evictions.changed(List.of("story-c"))).isEqualTo(TIME);

        evictions.evictAll(TIME.plusSeconds(1));
        assertThat(evictions.changed(List.of("story-c")))
                .as("a date never goes back")
                .isEqualTo(TIME.plusSeconds(5));
    }

    @Test
    void whatIsPreparedIsPreparedBeforeEachEviction() {
        List<Long> prepared = new ArrayList<>();
        evictions.prepareBy(() -> prepared.add(evictions.now()));

        evictions.evict(List.of("story-a"), TIME);
        evictions.evictAll(TIME);

        assertThat(prepared).containsExactly(0L, 1L);
    }

    @Test
    void tooManyGroupsEvictEverything() {
        long began = evictions.now();
        for (int part = 0; part < 60; part++) {
            int first = part * 1_000;
            evictions.evict(
                    IntStream.range(first, first + 1_000)
                            .mapToObj(number -> "story-" + number)
                            .toList(),
                    TIME);
        }
        assertThat(evictions.anySince(began, List.of("another"))).isTrue();
        assertThat(evictions.changed(List.of("another"))).isEqualTo(TIME);
    }

    @Test
    void aResponseIsCurrentExactlyIfNoneOfItsGroupsWasEvictedSince() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Evictions tested = new Evictions();
            Map<String, Integer> last = new HashMap<>();
            int all = 0;
            List<Long> clock = new ArrayList<>(List.of(tested.now()));
            for (int step = 1; step < 40; step++) {
                if (random.nextInt(10) == 0) {
                    all = step;
                    tested.evictAll(TIME);
                } else {
                    List<String> groups = groups(random);
                    int now = step;
                    groups.forEach(group -> last.put(group, now));
                    tested.evict(groups, TIME);
                }
                clock.add(tested.now());
                int began = random.nextInt(clock.size());
                List<String> asked = groups(random);
                boolean expected = all > began || asked.stream().anyMatch(group -> last.getOrDefault(group, 0) > began);
                assertThat(tested.anySince(clock.get(began), asked))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<String> groups(Random random) {
        return random.ints(1 + random.nextInt(3), 0, 6)
                .mapToObj(number -> "g" + number)
                .toList();
    }
}

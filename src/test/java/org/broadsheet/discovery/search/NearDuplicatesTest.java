package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    private static final String SOURCE = "Memory makers bet on the inference boom this year";

    private static List<String> without(String source, String... items) {
        return new NearDuplicates().without(source, List.of(items), 10, Function.identity());
    }

    @Test
    void aCorrectedStoryIsTheSame() {
        assertThat(without(
                        SOURCE,
                        "Memory makers bet on the inference boom this Year!",
                        "Memory makers bet on an inference boom this year",
                        "The makers of power plants bet on something else"))
                .containsExactly("The makers of power plants bet on something else");
    }

    @Test
    void ofTwoItemsThatAreTheSameTheFirstIsShown() {
        assertThat(without(
                        SOURCE,
                        "How a memory stack is built and tested",
                        "How a memory stack is built, and tested",
                        "Pricing by the token"))
                .containsExactly("How a memory stack is built and tested", "Pricing by the token");
    }

    @Test
    void aLongerStoryThatHasAllTheWordsIsAnother() {
        assertThat(without("one two three four", "one two three four five six")).hasSize(1);
        assertThat(without("one two three four five six", "one two three four five"))
                .isEmpty();
    }

    @Test
    void aFewWordsAreTheSameOnlyIfAllAre() {
        assertThat(without("Power grids", "Power plants", "Power grids", "power GRIDS"))
                .containsExactly("Power plants");
        assertThat(without("", "", "Power")).containsExactly("Power");
    }

    @Test
    void noMoreThanEnoughAreReturned() {
        assertThat(new NearDuplicates().without(SOURCE, List.of("a b c", "d e f", "g h i"), 2, Function.identity()))
                .containsExactly("a b c", "d e f");
        assertThat(new NearDuplicates().without(SOURCE, List.of("a b c"), 0, Function.identity()))
                .isEmpty();
    }

    @Test
    void noTwoOfTheRestAreNearlyTheSameAndEachLeftOutOneIsNearToOneBefore() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> items = IntStream.range(0, 12)
                    .mapToObj(item -> random.ints(3 + random.nextInt(5), 0, 9)
                            .mapToObj(word -> "w" + word)
                            .collect(Collectors.joining(" ")))
                    .toList();
            String source = items.get(0);
            List<String> rest = new NearDuplicates().without(source, items, 100, Function.identity());
            assertThat(rest).as("seed %d", seed).doesNotContain(source).isSubsetOf(items);
            for (String item : items) {
                boolean isNear = rest.contains(item)
                        || isNear(item, source)
                        || rest
                                .subList(0, (int) rest.stream()
                                        .takeWhile(shown -> items.indexOf(shown) < items.indexOf(item))
                                        .count())
                                .stream()
                                .anyMatch(shown -> isNear(item, shown));
                assertThat(isNear).as("seed %d: %s of %s", seed, item, items).isTrue();
            }
        }
    }

    private static boolean isNear(String one, String other) {
        List<String> words = List.of(one.split(" ")).stream().distinct().toList();
        List<String> others = List.of(other.split(" ")).stream().distinct().toList();
        long common = words.stream().filter(others::contains).count();
        long all = words.size() + others.size() - common;
        return Math.min(words.size(), others.size()) < 3 ? common == all : common >= 0.75 * all;
    }
}

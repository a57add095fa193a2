package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreeWayMergeTest {

    private static ObjectNode story(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ThreeWayMerge merge(String origin, String changed, String other) {
        return new ThreeWayMerge(story(origin), story(changed), story(other));
    }

    @Test
    void aMemberThatOnlyTheChangeHasChangedIsTaken() {
        ThreeWayMerge merge = merge(
                "{'title': 'A', 'excerpt': 'a'}", "{'title': 'B', 'excerpt': 'a'}", "{'title': 'A', 'excerpt': 'b'}");
        assertThat(merge.merged()).isEqualTo(story("{'title': 'B', 'excerpt': 'b'}"));
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void aMemberThatBothHaveChangedIsAConflictUnlessItIsTheSame() {
        ThreeWayMerge merge = merge("{'title': 'A'}", "{'title': 'B'}", "{'title': 'C'}");
        assertThat(merge.merged()).isEqualTo(story("{'title': 'C'}"));
        assertThat(merge.conflicts()).containsExactly("title");
        assertThat(merge("{'title': 'A'}", "{'title': 'B'}", "{'title': 'B'}").conflicts())
                .isEmpty();
    }

    @Test
    void aMemberIsAddedAndRemoved() {
        ThreeWayMerge merge = merge(
                "{'title': 'A', 'kicker': 'K'}", "{'title': 'A', 'subtitle': 'S'}", "{'title': 'A', 'kicker': 'K'}");
        assertThat(merge.merged()).isEqualTo(story("{'title': 'A', 'subtitle': 'S'}"));
    }

    @Test
    void changesOfDifferentTagsAreBothKept() {
        ThreeWayMerge merge = merge("{'tags': ['a', 'b']}", "{'tags': ['x', 'a', 'b']}", "{'tags': ['a', 'b', 'c']}");
        assertThat(merge.merged()).isEqualTo(story("{'tags': ['x', 'a', 'b', 'c']}"));
    }

    @Test
    void aTagThatBothHaveAddedIsThereOnce() {
        ThreeWayMerge merge = merge("{'tags': ['a', 'b']}", "{'tags': ['a', 'b', 'c']}", "{'tags': ['c', 'a', 'b']}");
        assertThat(merge.merged()).isEqualTo(story("{'tags': ['c', 'a', 'b']}"));
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void aLongBodyOfShortLinesThatBothHaveRewrittenIsAConflictAtOnce() {
        String body = "{'body': {'format': 'markdown', 'source': '%s'}}";
        ThreeWayMerge merge = merge(
                body.formatted(lines("a", 40_000)),
                body.formatted(lines("b", 40_000)),
                body.formatted(lines("c", 40_000)));
        assertThat(merge.conflicts()).containsExactly("body");
    }

    private static String lines(String beginning, int count) {
        return IntStream.range(0, count)
                .mapToObj(line -> beginning + line + "\\n")
                .collect(Collectors.joining());
    }

    @Test
    void changesOfDifferentParagraphsAreBothKept() {
        String body = "{'body': {'format': 'markdown', 'source': '%s'}}";
        ThreeWayMerge merge = merge(
                body.formatted("One.\\n\\nTwo.\\n\\nThree."),
                body.formatted("One.\\n\\nTwo, corrected.\\n\\nThree."),
                body.formatted("Zero.\\n\\nOne.\\n\\nTwo.\\n\\nThree.\\n\\nFour."));
        assertThat(merge.merged())
                .isEqualTo(story(body.formatted("Zero.\\n\\nOne.\\n\\nTwo, corrected.\\n\\nThree.\\n\\nFour.")));
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void changesOfDifferentElementsOfHtmlAreBothKept() {
        String body = "{'body': {'format': 'html', 'source': '%s'}}";
        ThreeWayMerge merge = merge(
                body.formatted("<p>One.</p><p>Two.</p>"),
                body.formatted("<p>One!</p><p>Two.</p>"),
                body.formatted("<p>One.</p><p>Two?</p>"));
        assertThat(merge.merged()).isEqualTo(story(body.formatted("<p>One!</p><p>Two?</p>")));
    }

    @Test
    void changesOfDifferentBlocksAreBothKept() {
        String body = "{'body': {'format': 'blocks', 'blocks': [%s]}}";
        String block = "{'type': 'paragraph', 'html': '%s'}";
        ThreeWayMerge merge = merge(
                body.formatted(block.formatted("One") + "," + block.formatted("Two")),
                body.formatted(block.formatted("One!") + "," + block.formatted("Two")),
                body.formatted(block.formatted("One") + "," + block.formatted("Two?")));
        assertThat(merge.merged())
                .isEqualTo(story(body.formatted(block.formatted("One!") + "," + block.formatted("Two?"))));
    }

    @Test
    void changesOfOneParagraphAndOfTheFormatAreConflicts() {
        String body = "{'body': {'format': '%s', 'source': '%s'}}";
        String origin = body.formatted("markdown", "One.");
        String changed = body.formatted("markdown", "One, corrected.");
        assertThat(merge(origin, changed, body.formatted("markdown", "One, rewritten."))
                        .conflicts())
                .containsExactly("body");
        assertThat(merge(origin, changed, body.formatted("html", "One.")).conflicts())
                .containsExactly("body");
    }

    /** A change beside another one gives the same list, whichever of them is taken over into the other. */
    @Test
    void listsAreMergedTheSameWayInBothDirections() {
        Random random = new Random(26);
        int merged = 0;
        for (int round = 0; round < 20_000; round++) {
            List<Integer> origin = IntStream.range(0, random.nextInt(9)).boxed().toList();
            List<Integer> one = edited(origin, random, 100);
            List<Integer> other = edited(origin, random, 200);
            Optional<List<Integer>> result = ThreeWayMerge.mergeLists(origin, one, other);
            assertThat(ThreeWayMerge.mergeLists(origin, other, one))
                    .as("%s, %s and %s", origin, one, other)
                    .isEqualTo(result);
            assertThat(ThreeWayMerge.mergeLists(origin, one, origin)).contains(one);
            assertThat(ThreeWayMerge.mergeLists(origin, origin, other)).contains(other);
            if (result.isPresent()) {
                merged++;
                List<Integer> added = new ArrayList<>(one);
                added.addAll(other);
                added.removeIf(element -> element < 100);
                assertThat(result.get()).containsAll(added);
            }
        }
        assertThat(merged).isGreaterThan(2_000);
    }

    private static List<Integer> edited(List<Integer> origin, Random random, int firstNew) {
        List<Integer> edited = new ArrayList<>(origin);
        for (int edit = random.nextInt(3); edit > 0; edit--) {
            int place = random.nextInt(edited.size() + 1);
            if (place < edited.size() && random.nextBoolean()) {
                edited.remove(place);
            } else {
                edited.add(place, firstNew + edit);
            }
        }
        return edited;
    }
}

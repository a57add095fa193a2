package org.broadsheet.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemErrorTest {

    @Test
    void eachRepeatedValueNamesTheFirstOne() {
        assertThat(ProblemError.repeats("/tags", List.of("a", "b", "a", "a", "b")))
                .containsExactly(
                        ProblemError.at("/tags/2", "repeats /tags/0"),
                        ProblemError.at("/tags/3", "repeats /tags/0"),
                        ProblemError.at("/tags/4", "repeats /tags/1"));
    }

    @Test
    void differentValuesAndUnknownOnesRepeatNothing() {
        assertThat(ProblemError.repeats("/tags", List.of("a", "A", "b"))).isEmpty();
        assertThat(ProblemError.repeats("/tags", Arrays.asList(null, null))).isEmpty();
        assertThat(ProblemError.repeats("/tags", List.of())).isEmpty();
    }

    @Test
    void aProblemNamesWhereEachErrorIs() {
        assertThat(ProblemException.of(
                        ProblemType.INVALID_CONTENT,
                        List.of(ProblemError.at("/title", "is required"), ProblemError.ofParameter("limit", "is odd"))))
                .hasMessage("/title: is required; limit: is odd");
    }
}

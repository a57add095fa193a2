package org.broadsheet.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {

    @ParameterizedTest
    @CsvSource({
        "400, MALFORMED_REQUEST",
        "401, UNAUTHENTICATED",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "408, REQUEST_TIMEOUT",
        "413, CONTENT_TOO_LARGE",
        "503, UNAVAILABLE",
        "418, MALFORMED_REQUEST",
        "431, MALFORMED_REQUEST",
        "499, MALFORMED_REQUEST",
        "501, INTERNAL_ERROR",
        "502, INTERNAL_ERROR",
        "599, INTERNAL_ERROR"
    })
    void everyStatusOfAFailureHasAType(int status, ProblemType type) {
        assertThat(Problems.typeFor(status)).isEqualTo(type);
    }

    @Test
    void theStatusOfATypeIsThatOfAFailureOfItsKind() {
        for (ProblemType type : ProblemType.values()) {
            assertThat(Problems.typeFor(type.status()).status()).isEqualTo(type.status());
            assertThat(type.status()).isBetween(400, 599);
        }
    }

    @Test
    void aTypeIsKnownByItsSlug() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::slug))
                .doesNotHaveDuplicates()
                .allMatch(slug -> slug.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::title)).doesNotHaveDuplicates();
    }
}

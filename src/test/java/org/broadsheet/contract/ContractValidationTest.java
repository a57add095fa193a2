package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check that every other test relies on fails when it must. */
@QuarkusTest
class ContractValidationTest {

    private static void validate(String story) throws Exception {
        ContractValidation.INSTANCE.validateBody(
                "A story", new ObjectMapper().readTree("{\"$ref\": \"#/components/schemas/Story\"}"), story);
    }

    @Test
    void whatTheContractDescribesPasses() {
        assertThatCode(() -> validate("""
                        {"title": "A", "body": {"blocks": [{"type": "paragraph", "text": "a", "html": "a", "spans": [{"text": "a"}]},
                         {"type": "divider"}]}}""")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"titel\": \"unknown member\"}",
                "{\"title\": 5}",
                "{\"id\": \"no-uuid\"}",
                "{\"publishedAt\": \"yesterday\"}",
                "{\"readingMinutes\": 0}",
                "{\"category\": {\"id\": \"01a20e3d-fccd-72b2-aeea-64f8d1e16ccf\", \"slug\": \"a\"}}",
                "{\"body\": {\"blocks\": [{\"type\": \"paragraph\", \"text\": \"a\"}]}}",
                "{\"body\": {\"blocks\": [{\"type\": \"paragraph\", \"text\": \"a\", \"html\": \"a\", \"spans\": [], \"x\": 1}]}}",
                "{\"body\": {\"blocks\": [{\"type\": \"unheard-of\", \"text\": \"a\", \"html\": \"a\"}]}}",
                "{\"body\": {\"blocks\": [{\"text\": \"a\", \"html\": \"a\"}]}}",
                "{\"body\": {\"pdf\": \"\"}}"
            })
    void whatItDoesNotDescribeFails(String story) {
        assertThatThrownBy(() -> validate(story)).isInstanceOf(AssertionError.class);
    }
}

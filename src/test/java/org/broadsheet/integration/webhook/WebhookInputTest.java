package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookInputTest {

    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private static List<String> violations(WebhookInput input) {
        return VALIDATOR.validate(input).stream()
                .map(ConstraintViolation::getPropertyPath)
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static WebhookInput to(String url) {
        return new WebhookInput(url, null, null, null, null, null, null);
    }

    @Test
    void whatIsAbsentSelectsAllEvents() {
        WebhookInput input = to("https://site.example/hook");

        assertThat(input)
                .isEqualTo(new WebhookInput(
                        "https://site.example/hook", null, List.of(), List.of(), List.of(), List.of(), true));
        assertThat(violations(input)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://site.example",
                "HTTP://site.example:8080/a?b=%20&c=[1]",
                "https://xn--fsq.example/~a/$b;c"
            })
    void anEndpointIsAnHttpAddress(String url) {
        assertThat(violations(to(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "site.example",
                "ftp://site.example/",
                "https://",
                "https://user@site.example/",
                "https://user:secret@site.example/",
                "https://site.example/#fragment",
                "https://site.example/a b",
                "https://site.example/é",
                "https://site.example/a\\b",
                "https://site.example/\r\nX: y",
                "javascript:alert(1)"
            })
    void anythingElseIsNoEndpoint(String url) {
        assertThat(violations(to(url))).isNotEmpty().containsOnly("url");
    }

    @Test
    void typesAndLanguagesAreChecked() {
        assertThat(violations(new WebhookInput(
                        "https://site.example/",
                        "two\nlines",
                        List.of("story.published", "story.read", "webhook.ping"),
                        List.of("x".repeat(121)),
                        null,
                        List.of("pt-BR", "no language"),
                        true)))
                .containsExactly(
                        "categories[0].<list element>",
                        "description",
                        "languages[1].<list element>",
                        "types[1].<list element>",
                        "types[2].<list element>");
    }
}

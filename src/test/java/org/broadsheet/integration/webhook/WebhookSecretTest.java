package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    @Test
    void theExampleOfStandardWebhooksHasItsSignature() {
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(WebhookSecret.sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(WebhookSecret.text(secret)).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @Test
    void anIndependentImplementationVerifiesASignatureOfAnyPayload() throws Exception {
        byte[] secret = WebhookSecret.generate();
        long now = Instant.now().getEpochSecond();
        for (String payload : List.of("{}", "", "{\"title\": \"Ünïted 🗞\"}", "a.b.c", "x".repeat(100_000))) {
            new Webhook(WebhookSecret.text(secret)).verify(payload, headers(secret, now, payload));
            assertThatThrownBy(() -> new Webhook(WebhookSecret.text(secret))
                            .verify(payload + " ", headers(secret, now, payload)))
                    .hasMessageContaining("signature");
            assertThatThrownBy(() -> new Webhook(WebhookSecret.text(WebhookSecret.generate()))
                            .verify(payload, headers(secret, now, payload)))
                    .hasMessageContaining("signature");
        }
    }

    private static HttpHeaders headers(byte[] secret, long time, String payload) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("msg_1"),
                        "webhook-timestamp", List.of(String.valueOf(time)),
                        "webhook-signature", List.of(WebhookSecret.sign(secret, "msg_1", time, payload))),
                (name, value) -> true);
    }

    @Test
    void generatedSecretsHave256BitsAndAreDifferent() {
        List<String> secrets = Stream.generate(WebhookSecret::generate)
                .limit(100)
                .map(WebhookSecret::text)
                .toList();

        assertThat(secrets)
                .doesNotHaveDuplicates()
                .allMatch(text -> Base64.getDecoder().decode(text.substring("whsec_".length())).length == 32);
    }
}

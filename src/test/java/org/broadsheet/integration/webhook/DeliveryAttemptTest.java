package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.integration.webhook.DeliveryAttempt.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryAttemptTest {

    @ParameterizedTest
    @CsvSource({
        "200, true, false",
        "204, true, false",
        "299, true, false",
        "199, false, false",
        "301, false, false",
        "404, false, false",
        "410, false, true",
        "500, false, false",
        ", false, false"
    })
    void aSuccessfulResponseDeliversAnEventAndA410EndsAll(Integer status, boolean delivered, boolean gone) {
        Outcome outcome = new Outcome(Instant.EPOCH, Duration.ZERO, Map.of(), status, null, null, Optional.empty());

        assertThat(outcome.isDelivered()).isEqualTo(delivered);
        assertThat(outcome.isGone()).isEqualTo(gone);
    }
}

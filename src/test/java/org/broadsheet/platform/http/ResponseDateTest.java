package org.broadsheet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ResponseDateTest {

    private static Instant now() {
        return ZonedDateTime.parse(ResponseDate.now(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    @Test
    void theDateIsTheCurrentSecond() {
        assertThat(now()).isBetween(Instant.now().minusSeconds(1), Instant.now());
        assertThat(ResponseDate.now().toString()).endsWith(" GMT");
    }

    @Test
    void theDateMovesOn() {
        Instant first = now();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> now().isAfter(first));
    }
}

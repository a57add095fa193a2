package org.broadsheet.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "2026-11-01t00:00:00z, 2026-11-01T00:00:00Z",
        "2026-11-01T00:00:00.123456789Z, 2026-11-01T00:00:00.123456789Z",
        "2026-11-01T02:30:00+02:30, 2026-11-01T00:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void aTimeHasADateATimeOfDayAndAnOffset(String text, Instant time) {
        assertThat(Rfc3339.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1700000000",
                "2026-11-01",
                "2026-11-01T00:00Z",
                "2026-11-01T00:00:00",
                "2026-11-01 00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-01T24:00:01Z",
                "2026-11-01T00:00:00+25:00",
                "2026-11-01T00:00:00Z ",
                "2026-11-01T00:00:00[Europe/Paris]",
                "+2026-11-01T00:00:00Z",
                "+999999-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-10:00",
                "٢٠٢٦-11-01T00:00:00Z"
            })
    void anythingElseIsNoTime(String text) {
        assertThat(Rfc3339.parse(text)).isEmpty();
    }

    @Test
    void aTimeIsTheSameInEveryOffset() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long first = Instant.parse("0001-01-02T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-30T00:00:00Z").getEpochSecond();
        for (int round = 0; round < 10_000; round++) {
            Instant time = Instant.ofEpochSecond(
                    first + (long) (random.nextDouble() * (last - first)), random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(36 * 60 + 1) - 18 * 60));
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(time, offset));
            assertThat(Rfc3339.parse(text)).as("seed %d: %s", seed, text).contains(time);
        }
    }
}

package org.broadsheet.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @Test
    void theCurrentTimeHasWholeMilliseconds() {
        assertThat(Timestamps.now().getNano() % 1_000_000).isZero();
        assertThat(Timestamps.now()).isBeforeOrEqualTo(Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2026-11-29T10:00:00.123Z"})
    void theDatabaseCanCompareWithTheYearsOfRfc3339(String text) {
        assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "", "now"})
    void otherTimesAreRejected(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
    }
}

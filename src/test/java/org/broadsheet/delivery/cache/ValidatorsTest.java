package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorsTest {

    private static final String CURRENT = "\"abc-gzip\"";

    private static boolean match(String ifNoneMatch) {
        return new Validators(ifNoneMatch, null).match(CURRENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc-gzip\"",
                "W/\"abc-gzip\"",
                "*",
                " * ",
                "\"x\", \"abc-gzip\"",
                "\"x\",W/\"abc-gzip\" , \"y\"",
                " \"abc-gzip\""
            })
    void aClientWithTheCurrentETagHasTheResponse(String ifNoneMatch) {
        assertThat(match(ifNoneMatch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"abc\"", "abc-gzip", "\"abc-gzip", "w/\"abc-gzip\"", "\"x\", *", "\"ABC-GZIP\"", ",,"})
    void aClientWithAnotherETagHasNot(String ifNoneMatch) {
        assertThat(match(ifNoneMatch)).isFalse();
    }

    @Test
    void theETagDecidesWhereThereAreBoth() {
        DatabaseClock clock = new DatabaseClock();
        Instant now = Instant.parse("2026-11-30T07:30:00Z");
        clock.set(now, System.nanoTime());
        LastModified modified = new LastModified(now.minusSeconds(3_600), clock);
        String later = "Mon, 30 Nov 2026 07:00:00 GMT";

        assertThat(new Validators(null, later).match(CURRENT, modified)).isTrue();
        assertThat(new Validators("\"other\"", later).match(CURRENT, modified)).isFalse();
        assertThat(new Validators(null, "Mon, 30 Nov 2026 06:00:00 GMT").match(CURRENT, modified))
                .isFalse();
        assertThat(new Validators(null, later).match(CURRENT))
                .as("the response has no date")
                .isFalse();
        assertThat(new Validators(null, null).match(CURRENT, modified)).isFalse();
    }
}

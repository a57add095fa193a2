package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastModifiedTest {

    private static final Instant NOW = Instant.parse("2026-11-30T07:30:00.400Z");

    private final DatabaseClock clock = new DatabaseClock();

    @BeforeEach
    void setClock() {
        clock.set(NOW, System.nanoTime());
    }

    private static Instant date(LastModified modified) {
        return ZonedDateTime.parse(modified.value(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    @Test
    void anOldChangeHasItsOwnDate() {
        LastModified modified = new LastModified(Instant.parse("2026-11-29T12:00:00.900Z"), clock);

        assertThat(modified.value()).hasToString("Sun, 29 Nov 2026 12:00:00 GMT");
        assertThat(modified.isNotAfter("Sun, 29 Nov 2026 12:00:00 GMT")).isTrue();
        assertThat(modified.isNotAfter("Sun, 29 Nov 2026 11:59:59 GMT")).isFalse();
        for (String noDate : List.of("yesterday", "", " ", ",", "a".repeat(64), "a".repeat(4_000))) {
            assertThat(modified.isNotAfter(noDate)).as(noDate).isFalse();
        }
    }

    @Test
    void aRecentChangeIsDatedTwoSecondsBeforeNowAndHidesNothing() {
        LastModified modified = new LastModified(NOW, clock);

        assertThat(date(modified)).isBeforeOrEqualTo(NOW.minusSeconds(2));
        assertThat(modified.isNotAfter(modified.value().toString())).isFalse();
        assertThat(modified.isSentAfter(modified.value().toString()))
                .as("the client has the date that was sent")
                .isFalse();
    }

    @Test
    void contentThatAChangeHasOvertakenIsDatedBeforeItsComputation() {
        Instant began = NOW.minusSeconds(60);
        LastModified modified = LastModified.ofContentBefore(NOW.minusSeconds(30), began, clock);

        assertThat(date(modified)).isBeforeOrEqualTo(began.minusSeconds(2));
        assertThat(modified.isNotAfter(modified.value().toString()))
                .as("the client may have the content of before")
                .isFalse();
    }
}

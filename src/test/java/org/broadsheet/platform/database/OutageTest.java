package org.broadsheet.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

    private static Throwable within(SQLException cause) {
        return new IllegalStateException(new RuntimeException("Cannot execute the statement", cause));
    }

    @ParameterizedTest
    @CsvSource({
        "08001, UNREACHABLE",
        "08006, UNREACHABLE",
        "57P01, UNREACHABLE",
        "57P03, UNREACHABLE",
        "53300, NO_CONNECTION",
        "53100, FULL",
        "53200, FULL",
        "57014, TIMED_OUT",
        "55P03, TIMED_OUT",
        "25P03, TIMED_OUT",
        "58030, BROKEN_DISK",
        "25006, READ_ONLY"
    })
    void anOutageIsKnownByItsState(String state, Outage outage) {
        assertThat(Outage.of(within(new SQLException("reason", state)))).contains(outage);
        assertThat(outage.retryAfter()).isPositive();
        assertThat(outage.detail()).endsWith(".");
    }

    @Test
    void thePoolReportsAnUnreachableDatabaseWithoutAState() {
        assertThat(Outage.of(within(new SQLException("Acquisition timeout")))).contains(Outage.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "42P01", "22001", "XX000"})
    void anotherFailureIsNoOutage(String state) {
        assertThat(Outage.of(within(new SQLException("reason", state)))).isEmpty();
        assertThat(Outage.of(new IllegalStateException())).isEmpty();
    }
}

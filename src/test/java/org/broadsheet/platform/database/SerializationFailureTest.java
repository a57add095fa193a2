package org.broadsheet.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "23505", "23503"})
    void aConcurrentTransactionIsTheCauseAtAnyDepth(String state) {
        SQLException cause = new SQLException("reason", state);
        Exception rollback = new Exception("rolled back");
        rollback.addSuppressed(new RuntimeException(cause));

        assertThat(SerializationFailure.isCauseOf(cause)).isTrue();
        assertThat(SerializationFailure.isCauseOf(new RuntimeException(new Exception(cause))))
                .isTrue();
        assertThat(SerializationFailure.isCauseOf(rollback)).as("at the commit").isTrue();
    }

    @Test
    void hibernateReportsAChangedRowWithoutAState() {
        assertThat(SerializationFailure.isCauseOf(new RuntimeException(new OptimisticLockException())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23502", "23514", "08006", "57014", "40002"})
    void anotherFailureIsNotRetried(String state) {
        assertThat(SerializationFailure.isCauseOf(new SQLException("reason", state)))
                .isFalse();
        assertThat(SerializationFailure.isCauseOf(new SQLException("no state"))).isFalse();
        assertThat(SerializationFailure.isCauseOf(new IllegalStateException())).isFalse();
    }

    @Test
    void theNearestStateDecides() {
        SQLException unreachable = new SQLException("reason", "08006");
        unreachable.initCause(new SQLException("before", "40001"));

        assertThat(SerializationFailure.sqlStates(unreachable)).containsExactly("08006", "40001");
        assertThat(SerializationFailure.isCauseOf(unreachable)).isFalse();
    }

    @Test
    void circularCausesEnd() {
        Exception one = new Exception();
        Exception other = new Exception(one);
        one.initCause(other);

        assertThat(SerializationFailure.isCauseOf(one)).isFalse();
    }
}

package org.broadsheet.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogPositionTest {

    @Test
    void rowsAreOrderedByTransactionAndThenByNumber() {
        assertThat(LogPosition.BEGINNING).isLessThan(new LogPosition(0, 1)).isEqualByComparingTo(new LogPosition(0, 0));
        assertThat(new LogPosition(1, 9))
                .as("a later transaction may have taken its number earlier")
                .isLessThan(new LogPosition(2, 8));
        assertThat(new LogPosition(2, 8)).isLessThan(new LogPosition(2, 9));
    }
}

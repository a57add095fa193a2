package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.broadsheet.changelog.LogPosition;
import org.broadsheet.changelog.LogRow;
import org.junit.jupiter.api.Test;

class FeedPositionTest {

    private static FeedPosition at(long transaction, long sequence, UUID story) {
        return new FeedPosition(new LogRow(new LogPosition(transaction, sequence), new UUID(9, sequence)), story);
    }

    @Test
    void aRowThatWasReadInPartComesBeforeOneThatWasReadWhole() {
        assertThat(at(5, 7, new UUID(1, 1))).isLessThan(at(5, 7, new UUID(1, 2)));
        assertThat(at(5, 7, new UUID(1, 2))).isLessThan(at(5, 7, null));
        assertThat(at(5, 7, null)).isLessThan(at(5, 8, new UUID(1, 1)));
        assertThat(at(5, 8, null)).isLessThan(at(6, 2, new UUID(1, 1)));
        assertThat(at(5, 7, null))
                .isEqualByComparingTo(FeedPosition.after(at(5, 7, null).row()));
    }

    @Test
    void idsAreInTheOrderOfPostgresql() {
        assertThat(at(5, 7, new UUID(1, 1))).as("bytes are unsigned there").isLessThan(at(5, 7, new UUID(-1, 1)));
        assertThat(at(5, 7, new UUID(1, Long.MAX_VALUE))).isLessThan(at(5, 7, new UUID(1, Long.MIN_VALUE)));
    }
}

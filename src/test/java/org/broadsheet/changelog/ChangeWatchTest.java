package org.broadsheet.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangeWatchTest {

    @Inject
    ChangeWatch watch;

    @Test
    void whoStopsWaitingIsForgotten() {
        int before = watch.waiting();
        for (int waiter = 0; waiter < 20; waiter++) {
            boolean moved = watch.endsOtherwise(watch.end())
                    .replaceWith(true)
                    .ifNoItem()
                    .after(Duration.ofMillis(1))
                    .recoverWithItem(false)
                    .await()
                    .atMost(Duration.ofSeconds(5));
            assertThat(moved).isFalse();
        }
        assertThat(watch.waiting()).isLessThanOrEqualTo(before);
    }
}

package org.broadsheet.platform.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdleTest {

    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** Two looks at the log and two at the schedule, one at the webhooks, and some that come less often. */
    private static final int TRANSACTIONS_A_SECOND = 7;

    @Inject
    DataSource database;

    private record Activity(long transactions, String written) {}

    private Activity activity() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT xact_commit + xact_rollback, pg_current_snapshot()"
                        + " FROM pg_stat_database WHERE datname = current_database()")) {
            row.next();
            return new Activity(row.getLong(1), row.getString(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutRequestsANodeSendsTheDatabaseAtMostSevenStatementsASecondAndWritesNothing() {
        // What earlier tests have left to do comes first.
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Activity before = activity();
            Awaitility.await().pollDelay(WINDOW).atMost(WINDOW.multipliedBy(2)).until(() -> true);
            Activity after = activity();

            assertThat(after.written()).isEqualTo(before.written());
            assertThat(after.transactions() - before.transactions())
                    .isLessThanOrEqualTo(TRANSACTIONS_A_SECOND * WINDOW.toSeconds());
        });
    }
}

package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** Two nodes at the outbox at the same time, each in a transaction. */
@QuarkusTest
class OutboxTest {

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Otherwise an older event of a story that is replayed could be sent after the new one. */
    @Test
    void noNodeCreatesEventsWhileAnotherReplaysUpToTheEndOfTheOutbox() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204));
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            String webhook = Editor.post("/v1/admin/webhooks", Map.of("url", receiver.url()))
                    .header("Location");
            connection.setAutoCommit(false);
            // Until the replay has its own lock, no node creates the event of the story.
            statement.execute("SELECT 1 FROM webhook_outbox FOR SHARE");
            String story = Editor.live(Editor.whole("New " + Newsroom.unique("o")));

            QuarkusTransaction.requiringNew().call(() -> {
                outbox.beginReplay(Webhook.findById(UUID.fromString(id(webhook))), Instant.now());
                assertThat(outbox.replay()).isTrue();
                return QuarkusTransaction.suspendingExisting().call(() -> {
                    connection.rollback();
                    connection.setAutoCommit(true);
                    String behind = "webhook_outbox WHERE " + Outbox.IS_BEHIND;
                    Awaitility.await().until(() -> count(statement, behind) == 1);
                    outbox.fill();
                    return assertThat(count(statement, behind)).isEqualTo(1);
                });
            });
            String events =
                    "webhook_delivery WHERE subject_id = '" + id(story) + "' AND webhook_id = '" + id(webhook) + "'";
            Awaitility.await().until(() -> count(statement, events) == 1);
            Editor.delete(webhook);
        }
    }
}

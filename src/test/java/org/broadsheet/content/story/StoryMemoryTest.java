package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.broadsheet.Newsroom;
import org.broadsheet.platform.connection.RawConnection;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that need more memory than there is. */
@QuarkusTest
@TestProfile(StoryMemoryTest.Little.class)
@Tag("profile")
class StoryMemoryTest {

    /** Memory for two stories, and two connections besides the one that waits for notifications. */
    public static class Little implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.list.memory", "100K", "quarkus.datasource.jdbc.max-size", "3");
        }
    }

    private static final long KIB = 1_024;

    @Inject
    Newsroom newsroom;

    @Inject
    Session database;

    @Inject
    StoryMemory.OfNode node;

    @Inject
    StoryListConfig config;

    private StoryMemory one;
    private StoryMemory other;

    @BeforeEach
    void begin() {
        one = new StoryMemory(database, node, config);
        other = new StoryMemory(database, node, config);
    }

    @AfterEach
    void release() {
        one.release();
        other.release();
    }

    private List<UUID> story() {
        return List.of(newsroom.story(newsroom.category()).published());
    }

    @Test
    void aRequestThatHoldsMemoryDoesNotWaitForMore() {
        List<UUID> first = story();
        List<UUID> second = story();
        assertThat(one.fitting(first, "40000")).isEqualTo(first);
        assertThat(other.fitting(first, "40000")).isEqualTo(first);

        // If each of them waited for the other's memory, neither would get it.
        assertThat(one.fitting(second, "40000")).isEmpty();
        other.release();
        assertThat(one.fitting(second, "40000")).isEqualTo(second);
    }

    @Test
    void noRequestWaitsForMemoryInATransaction() {
        one.take(Long.MAX_VALUE);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> other.take(KIB)))
                .hasStackTraceContaining("transaction");
    }

    @Test
    void requestsThatWaitForMemoryHoldNoConnection() throws Exception {
        story();
        one.take(Long.MAX_VALUE);
        try (RawConnection first = send("/v1/changes?limit=1");
                RawConnection second = send("/v1/changes?limit=2")) {
            Awaitility.await().until(() -> requestsThatWait() == 2);

            // Without a connection, it would be rejected after a shorter time than the others wait.
            try (RawConnection other = send("/v1/stories?fields=id&publishedAfter=" + Instant.now())) {
                assertThat(other.status()).isEqualTo(200);
            }

            one.release();
            assertThat(first.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(200);
        }
        // Otherwise this would fail after ten seconds.
        one = new StoryMemory(database, node, config);
        one.take(Long.MAX_VALUE);
    }

    private static RawConnection send(String target) throws IOException {
        RawConnection connection = new RawConnection(RestAssured.port);
        connection.sendOnly("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return connection;
    }

    private static long requestsThatWait() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .map(StackTraceElement::getClassName)
                        .anyMatch(StoryMemory.OfNode.class.getName()::equals))
                .count();
    }
}

package org.broadsheet.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the data when the program, its database or both are killed. */
@Tag("endurance")
class DurabilityIT {

    private static final int WRITERS = 4;

    @TempDir
    Path folder;

    private final AtomicInteger counter = new AtomicInteger();
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();

    private Path data() {
        return folder.resolve("data");
    }

    /** Adds categories as fast as it goes until the connection breaks, and keeps those that were acknowledged. */
    private void write(Connection connection) {
        try (connection;
                var insert = connection.prepareStatement(
                        "INSERT INTO category (id, slug, name, position, created_at, updated_at)"
                                + " VALUES (gen_random_uuid(), ?, 'Name', 99, now(), now())")) {
            while (true) {
                String slug = "category-" + counter.incrementAndGet();
                insert.setString(1, slug);
                insert.executeUpdate();
                acknowledged.add(slug);
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).matches("08.*|57P.*");
        }
    }

    private void killWhileWriting(Program program, boolean databaseToo) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Connection> connections = IntStream.range(0, WRITERS)
                .mapToObj(i -> {
                    try {
                        return program.connectToDatabase();
                    } catch (SQLException | IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        int before = acknowledged.size();
        connections.forEach(connection -> writers.submit(() -> write(connection)));
        Awaitility.await().until(() -> acknowledged.size() > before + 200);
        ProcessHandle postmaster = program.postmaster();
        program.kill();
        if (databaseToo) {
            postmaster.destroyForcibly();
        } else {
            assertThat(postmaster.isAlive())
                    .as("PostgreSQL outlives the program")
                    .isTrue();
            for (Connection connection : connections) {
                connection.close();
            }
        }
        writers.shutdown();
        assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void everythingAcknowledgedIsThereAfterEveryKill() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (Program program = Program.start(data()).ready()) {
                killWhileWriting(program, round == 1);
            }
            try (Program program = Program.start(data()).ready()) {
                assertThat(program.get("/v1/stories?total=exact&limit=1").body())
                        .contains("\"count\":40");
                try (Connection connection = program.connectToDatabase();
                        var rows = connection.createStatement().executeQuery("SELECT slug FROM category")) {
                    Set<String> kept = new ConcurrentSkipListSet<>();
                    while (rows.next()) {
                        kept.add(rows.getString(1));
                    }
                    assertThat(kept).containsAll(acknowledged);
                }
                String last = acknowledged.iterator().next();
                assertThat(program.get("/v1/categories/" + last).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aSecondProgramOnTheSameFolderStopsAndSaysWhy() throws Exception {
        try (Program first = Program.start(data()).ready();
                Program second = Program.start(data())) {
            assertThat(second.exit()).isNotZero();
            assertThat(second.log())
                    .contains("is in use by another Broadsheet (process " + first.pid() + ")")
                    .contains("BROADSHEET_DATA_DIR")
                    .doesNotContain("\tat ");
            assertThat(first.get("/v1/stories?limit=1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFirstStartMayTakeLongerThanThePoolWaitsForAConnection() throws Exception {
        var impatient = Map.of("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "1S");
        try (Program program = Program.start(data(), impatient).ready()) {
            assertThat(program.get("/v1/stories?limit=1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAddressThatIsNoneIsAProblemInThePackagedProgramToo() throws Exception {
        try (Program program = Program.start(data()).ready()) {
            for (String address : List.of("/v1/stories?fields=%GG", "/v1/stories?limit=%", "/v1/stories/{")) {
                assertThat(program.raw("GET " + address + " HTTP/1.1"))
                        .as(address)
                        .startsWith("HTTP/1.1 400")
                        .contains("application/problem+json", "/problems/malformed-request");
            }
        }
    }

    @Test
    void stoppingTheProgramStopsItsDatabase() throws Exception {
        try (Program program = Program.start(data()).ready()) {
            ProcessHandle postmaster = program.postmaster();
            assertThat(program.terminate()).isIn(0, 143);
            Awaitility.await().until(() -> !postmaster.isAlive());
        }
    }

    @Test
    void theProgramGoesOnWhenItsDatabaseIsKilled() throws Exception {
        try (Program program = Program.start(data()).ready()) {
            ProcessHandle postmaster = program.postmaster();
            postmaster.destroyForcibly();
            Awaitility.await().until(() -> !postmaster.isAlive());
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
                var response = program.get("/v1/stories?limit=1");
                assertThat(response.statusCode()).as(response.body()).isIn(200, 503);
                return response.statusCode() == 200;
            });
        }
    }
}

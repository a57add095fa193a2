package org.broadsheet.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in environments that not every laptop has. */
@Tag("endurance")
class EnvironmentsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static HttpResponse<String> create(Program program, String kind, String content) throws Exception {
        return program.send(program.request("/v1/admin/" + kind)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(content)));
    }

    private static void assertIsCreated(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static void assertWorks(Program program) throws Exception {
        assertIsCreated(create(program, "collections", "{\"title\": \"Picks\", \"slug\": \"picks\"}"));
        assertIsCreated(create(program, "categories", "{\"name\": \"Istanbul\"}"));
        assertThat(program.get("/v1/collections/picks").statusCode()).isEqualTo(200);
        JsonNode suggested =
                JSON.readTree(program.get("/v1/search/suggest?q=indu").body());
        assertThat(suggested.path("items").findValuesAsText("text")).contains("Industry");
        assertThat(JSON.readTree(program.get("/v1/search?q=industry&category=industry")
                                .body())
                        .path("items"))
                .isNotEmpty();
        assertThat(program.failures()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tr-TR,tr", "az-AZ,az"})
    void theLanguageOfTheDatabaseAndOfTheMachineChangesNothing(String locale, String language) throws Exception {
        try (OutsidePostgres server = OutsidePostgres.start(folder.resolve("postgres"))) {
            server.database("news", "LOCALE_PROVIDER icu ICU_LOCALE '" + locale + "' LOCALE 'C'");
            Map<String, String> settings = server.settings("news");
            settings.put("JAVA_TOOL_OPTIONS", "-Duser.language=" + language);
            try (Program program =
                    Program.start(folder.resolve("data"), settings).ready()) {
                assertWorks(program);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENCODING 'LATIN1' LOCALE 'C'  |                                                      | encoding LATIN1",
                "                              | REVOKE CREATE ON SCHEMA public FROM PUBLIC, broadsheet, pg_database_owner | cannot create tables",
                "                              | ALTER DATABASE news SET default_transaction_read_only = on | read-only"
            })
    void whatTheDatabaseLacksIsSaidInASentenceAtTheStart(String options, String then, String sentence)
            throws Exception {
        try (OutsidePostgres server = OutsidePostgres.start(folder.resolve("postgres"))) {
            server.database("news", options == null ? "" : options);
            if (then != null) {
                server.executeIn("news", then);
            }
            try (Program program = Program.start(folder.resolve("data"), server.settings("news"))) {
                assertThat(program.exit()).isNotZero();
                assertThat(program.log()).contains(sentence).doesNotContain("\tat org.");
            }
        }
    }

    @Test
    void parallelWritesSucceedWhereTheDatabaseIsSerializableByDefault() throws Exception {
        try (OutsidePostgres server =
                OutsidePostgres.start(folder.resolve("postgres"), "default_transaction_isolation=serializable")) {
            server.database("news", "");
            try (Program program = Program.start(folder.resolve("data"), server.settings("news"))
                    .ready()) {
                assertThat(statusesOfParallelWrites(program, 200)).containsOnly(201);
                assertThat(program.failures()).isEmpty();
            }
        }
    }

    private static List<Integer> statusesOfParallelWrites(Program program, int writes) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(16);
        List<Future<Integer>> responses = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            String story = "{\"title\": \"Story %d\", \"category\": \"industry\", \"tags\": [\"memory\", \"tag %d\"]}"
                    .formatted(i, i % 5);
            responses.add(writers.submit(() -> create(program, "stories", story).statusCode()));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> response : responses) {
            statuses.add(response.get());
        }
        writers.shutdown();
        return statuses;
    }

    @Test
    void aRoleOfThreeConnectionsIsEnoughIfTheNodeKnowsIt() throws Exception {
        try (OutsidePostgres server = OutsidePostgres.start(folder.resolve("postgres"))) {
            server.database("news", "").execute("ALTER ROLE broadsheet CONNECTION LIMIT 3");
            Map<String, String> settings = server.settings("news");
            settings.put("QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "3");
            try (Program program =
                    Program.start(folder.resolve("data"), settings).ready()) {
                assertThat(statusesOfParallelWrites(program, 100)).containsOnly(201);
                assertWorks(program);
            }
        }
    }

    @Test
    void whatTheDatabaseCannotDoAtTheMomentIsA503WithRetryAfterAndCachedResponsesContinue() throws Exception {
        try (OutsidePostgres server = OutsidePostgres.start(folder.resolve("postgres"))) {
            server.database("news", "");
            try (Program program = Program.start(folder.resolve("data"), server.settings("news"))
                    .ready()) {
                assertThat(program.get("/v1/stories").statusCode()).isEqualTo(200);

                server.execute("ALTER DATABASE news SET default_transaction_read_only = on");
                server.disconnectAll();
                assertIsUnavailable(program, "read-only");
                server.execute("ALTER DATABASE news RESET default_transaction_read_only");
                server.disconnectAll();
                Awaitility.await()
                        .until(() -> create(program, "categories", "{\"name\": \"Again\"}")
                                        .statusCode()
                                == 201);

                assertThat(program.get("/v1/stories").statusCode()).isEqualTo(200);
                server.execute("ALTER ROLE broadsheet CONNECTION LIMIT 0");
                server.disconnectAll();
                assertIsUnavailable(program, "no connection left|cannot be reached");
                assertThat(program.get("/v1/stories").statusCode()).isEqualTo(200);
                assertThat(program.failures()).isEmpty();
            }
        }
    }

    private static void assertIsUnavailable(Program program, String detail) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            HttpResponse<String> response = create(program, "categories", "{\"name\": \"Now\"}");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
            assertThat(response.body()).containsPattern(detail);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        });
    }

    /** OpenShift and {@code docker run --user} give programs a user that is in no list, of group 0. */
    @Test
    void aUserWithoutANameCanRunIt() throws Exception {
        assumeThat(new ProcessBuilder("setpriv", "--reuid=54321", "--regid=0", "--clear-groups", "true")
                        .start()
                        .waitFor())
                .as("whether this user may become another one")
                .isZero();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> prefix = List.of("setpriv", "--reuid=54321", "--regid=0", "--clear-groups");
        try (Program program =
                Program.startAs(prefix, folder.resolve("data"), Map.of()).ready()) {
            assertWorks(program);
            assertThat(program.terminate()).isIn(0, 143);
        }
    }

    @Test
    void noProcessRemainsIfASignalStopsTheProgramWhileItStarts() throws Exception {
        Path data = folder.resolve("data");
        for (int pause : List.of(500, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000)) {
            try (Program program = Program.start(data)) {
                // No event tells how far the start is, so it is interrupted at different times.
                Thread.sleep(pause);
                program.terminate();
                assertThat(processesWith(data.toString()))
                        .as("after %d ms", pause)
                        .isEmpty();
            }
        }
        try (Program program = Program.start(data).ready()) {
            assertThat(program.get("/v1/stories").statusCode()).isEqualTo(200);
        }
    }

    private static List<String> processesWith(String argument) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(argument) && line.contains("postgres"))
                .toList();
    }

    /** The first of the connections through PgBouncer listens in vain; the node looks now and then without being told. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nodesSeeEachOthersChangesThroughPgBouncer(boolean listensPastIt) throws Exception {
        assumeThat(PgBouncer.isInstalled()).isTrue();
        try (OutsidePostgres server = OutsidePostgres.start(folder.resolve("postgres"));
                PgBouncer pooler = PgBouncer.start(
                        folder.resolve("postgres"), server.database("news", "").port(), "news")) {
            Map<String, String> settings = server.settings("news");
            settings.put("QUARKUS_DATASOURCE_JDBC_URL", pooler.url("news") + "?prepareThreshold=0");
            if (listensPastIt) {
                settings.put("BROADSHEET_CHANGES_LISTEN_URL", server.url("news"));
            }
            try (Program first = Program.start(folder.resolve("a"), settings).ready();
                    Program second =
                            Program.start(folder.resolve("b"), settings).ready()) {
                assertThat(statusesOfParallelWrites(first, 100)).containsOnly(201);
                assertThat(second.get("/v1/collections").statusCode()).isEqualTo(200);
                assertWorks(first);
                Awaitility.await()
                        .until(() -> second.get("/v1/collections").body().contains("picks"));
                assertThat(second.failures()).isEmpty();
            }
        }
    }

    @Test
    void behindPgBouncerTheDefaultsOfTheRoleAreCheckedAtTheStart() throws Exception {
        assumeThat(PgBouncer.isInstalled()).isTrue();
        Path postgres = folder.resolve("postgres");
        try (OutsidePostgres server = OutsidePostgres.start(
                postgres, "default_transaction_isolation=serializable", "synchronous_commit=off")) {
            Map<String, String> settings = server.database("news", "").settings("news");
            try (PgBouncer pooler = PgBouncer.start(postgres, server.port(), "news")) {
                settings.put("QUARKUS_DATASOURCE_JDBC_URL", pooler.url("news") + "?prepareThreshold=0");
                try (Program program = Program.start(folder.resolve("data"), settings)) {
                    assertThat(program.exit()).isNotZero();
                    assertThat(program.log())
                            .contains(
                                    "which is serializable: run ALTER ROLE",
                                    "which is off: run ALTER ROLE … SET synchronous_commit = on")
                            .doesNotContain("\tat org.");
                }
            }
            server.execute("ALTER ROLE broadsheet SET default_transaction_isolation = 'read committed'");
            server.execute("ALTER ROLE broadsheet SET synchronous_commit = on");
            try (PgBouncer pooler = PgBouncer.start(postgres, server.port(), "news")) {
                settings.put("QUARKUS_DATASOURCE_JDBC_URL", pooler.url("news") + "?prepareThreshold=0");
                try (Program program =
                        Program.start(folder.resolve("data"), settings).ready()) {
                    assertThat(statusesOfParallelWrites(program, 200)).containsOnly(201);
                    assertThat(program.failures()).isEmpty();
                }
            }
        }
    }

    @Test
    void theConnectionToTheDatabaseIsEncryptedAndItsCertificateVerified() throws Exception {
        Certificate certificate = Certificate.create(folder, "localhost");
        try (OutsidePostgres server = OutsidePostgres.start(
                folder.resolve("postgres"),
                "ssl=on",
                "ssl_cert_file=" + certificate.chain(),
                "ssl_key_file=" + certificate.key(),
                "ssl_min_protocol_version=TLSv1.3")) {
            server.database("news", "");
            String verified = "?sslmode=verify-full&sslrootcert=" + certificate.chain();
            Map<String, String> settings = server.settings("news");
            settings.put(
                    "QUARKUS_DATASOURCE_JDBC_URL", server.url("news").replace("127.0.0.1", "localhost") + verified);
            try (Program program =
                    Program.start(folder.resolve("data"), settings).ready()) {
                assertWorks(program);
                assertThat(server.count("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                                + " WHERE usename = 'broadsheet' AND NOT ssl"))
                        .isZero();
            }
            // The certificate names localhost.
            settings.put("QUARKUS_DATASOURCE_JDBC_URL", server.url("news") + verified);
            try (Program program = Program.start(folder.resolve("data"), settings)) {
                assertThat(program.exit()).isNotZero();
                assertThat(program.log())
                        .contains("The database cannot be reached")
                        .contains("127.0.0.1");
            }
        }
    }

    @Test
    void onlyTheDataFolderNeedsToBeWritable() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        List<String> prefix = List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro / && exec \"$@\"",
                data.toString());
        List<String> probe = new ArrayList<>(prefix);
        probe.addAll(List.of("sh", "-c", "! touch /tmp/broadsheet-probe 2>/dev/null"));
        assumeThat(new ProcessBuilder(probe).start().waitFor())
                .as("whether this user may mount file systems")
                .isZero();
        try (Program program = Program.startAs(prefix, data, Map.of()).ready()) {
            assertWorks(program);
            assertThat(program.terminate()).isIn(0, 143);
        }
    }
}

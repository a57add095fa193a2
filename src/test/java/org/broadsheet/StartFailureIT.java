package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts that fail for a reason that the operator can change. */
@Tag("endurance")
class StartFailureIT {

    @TempDir
    private Path folder;

    private void assertSaid(Map<String, String> settings, String sentence) throws Exception {
        try (Program program = Program.start(folder.resolve("data"), settings)) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.log())
                    .containsOnlyOnce("Broadsheet does not start.")
                    .contains(sentence)
                    .doesNotContain("\tat ", "WARN");
        }
    }

    @Test
    void aPortThatIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            String port = String.valueOf(other.getLocalPort());
            // The port is bound last: the related stories of the samples are being computed when the program ends.
            assertSaid(Map.of("QUARKUS_HTTP_PORT", port), "Port " + port + " cannot be used");
        }
    }

    @Test
    void aDataFolderThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertSaid(
                Map.of("BROADSHEET_DATA_DIR", file.resolve("data").toString()),
                "Set BROADSHEET_DATA_DIR to a folder that can be written.");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:1/news, The database cannot be reached",
        "jdbc:mysql://127.0.0.1/news, QUARKUS_DATASOURCE_JDBC_URL must begin with jdbc:postgresql:"
    })
    void anAddressThatIsNotTheDatabases(String url, String sentence) throws Exception {
        assertSaid(
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        url,
                        "QUARKUS_DATASOURCE_USERNAME",
                        "news",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        "news"),
                sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "BROADSHEET_WEBHOOK_ALLOWED_NETWORKS, foo, foo is not a network such as 10.0.0.0/8",
        "BROADSHEET_PUBLIC_URL, notaurl, BROADSHEET_PUBLIC_URL must begin with http:// or https:// and a host",
        "BROADSHEET_DELIVERY_CORS_ORIGINS, notanorigin, accepts * and origins such as https://site.example",
        "BROADSHEET_STREAM_HEARTBEAT, 0S, BROADSHEET_STREAM_HEARTBEAT must be longer than",
        "BROADSHEET_HEADER_TIMEOUT, 0S, BROADSHEET_HEADER_TIMEOUT must be longer than 0",
        "BROADSHEET_MAX_SILENT_CONNECTIONS, 0, BROADSHEET_MAX_SILENT_CONNECTIONS must be at least 1",
        "BROADSHEET_DELIVERY_CACHE_MAX_AGE, -5S, BROADSHEET_DELIVERY_CACHE_MAX_AGE must be longer than",
        "BROADSHEET_EMBEDS_HOSTS, https://player.example, BROADSHEET_EMBEDS_HOSTS accepts names of hosts",
        "BROADSHEET_SITE_STORY_URL, /x/{foo}, accepts no placeholders but {slug} and {id}",
        "BROADSHEET_SITE_LANGUAGE, klingonklingon, klingonklingon is not a language tag",
        "BROADSHEET_ADMIN_KEY, short, BROADSHEET_ADMIN_KEY is no key"
    })
    void aSettingThatIsInvalid(String setting, String value, String sentence) throws Exception {
        assertSaid(Map.of(setting, value), sentence);
    }

    @Test
    void aPasswordThatIsWrong() throws Exception {
        try (Program first = Program.start(folder.resolve("first")).ready()) {
            Map<String, String> settings = new HashMap<>(first.asDatabaseOfAnotherNode());
            settings.remove("QUARKUS_DATASOURCE_JDBC_DRIVER");
            settings.put("QUARKUS_DATASOURCE_PASSWORD", "wrong");
            assertSaid(settings, "password authentication failed");
        }
    }
}

package org.broadsheet.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How whoever runs Broadsheet gets his first key. */
@Tag("endurance")
class FirstKeyIT {

    private static final Map<String, String> WITHOUT_KEY = Map.of("BROADSHEET_ADMIN_KEY", "");

    @TempDir
    Path folder;

    private static HttpResponse<String> list(Program program, String key) throws IOException {
        return program.send(program.request(Editor.STORIES + "?limit=1").header("Authorization", "Bearer " + key));
    }

    @Test
    void itIsPrintedOnceAtTheFirstStartAndNowhereElse() throws Exception {
        Path data = folder.resolve("data");
        String key;
        try (Program program = Program.start(data, WITHOUT_KEY).ready()) {
            Matcher printed = Pattern.compile("Admin key +(bs_[A-Za-z0-9_-]+)").matcher(program.log());
            assertThat(printed.find()).isTrue();
            key = printed.group(1);
            assertThat(list(program, key).statusCode()).isEqualTo(200);
            HttpResponse<String> preview = program.send(program.request(Editor.STORIES)
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}")));
            HttpResponse<String> token = program.send(
                    program.request(preview.headers().firstValue("Location").orElseThrow() + "/preview-tokens")
                            .header("Authorization", "Bearer " + key)
                            .POST(BodyPublishers.noBody()));
            String url = token.headers().firstValue("Location").orElseThrow();
            assertThat(program.get(url).statusCode()).isEqualTo(200);
            assertThat(list(program, "bs_made-up-0123456789-0123456789-0123456789")
                            .statusCode())
                    .isEqualTo(401);
            program.get("/v1/stories?key=bs_in-the-query-0123456789-0123456789-012345");
            assertThat(program.log())
                    .doesNotContain("bs_in-the-query")
                    .contains("POST " + Editor.STORIES)
                    .doesNotContain("bs_made-up")
                    .doesNotContain(url.substring(url.lastIndexOf('/') + 1))
                    .containsOnlyOnce(key);
        }
        try (Program program = Program.start(data, WITHOUT_KEY).ready()) {
            assertThat(program.log()).doesNotContain("bs_");
            assertThat(list(program, key).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theEnvironmentsKeyWorksWhateverBecameOfItAndTheFormerOneNoLonger() throws Exception {
        Path data = folder.resolve("data");
        String other = "bs_another-key-of-the-environment-0123456789";
        try (Program program = Program.start(data).ready()) {
            assertThat(list(program, Editor.KEY).statusCode()).isEqualTo(200);
        }
        try (Program program =
                Program.start(data, Map.of("BROADSHEET_ADMIN_KEY", other)).ready()) {
            assertThat(list(program, other).statusCode()).isEqualTo(200);
            assertThat(list(program, Editor.KEY).statusCode()).isEqualTo(401);
            assertThat(program.log()).doesNotContain("bs_");
        }
        try (Program program = Program.start(data).ready()) {
            assertThat(list(program, Editor.KEY).statusCode()).isEqualTo(200);
            assertThat(list(program, other).statusCode()).isEqualTo(401);
            assertThat(audited(program, "key.restored")).contains("\"kind\":\"system\"", "revokedAt");
            assertThat(audited(program, "key.revoked").split("\"action\":")).hasSize(3);
            try (Connection connection = program.connectToDatabase();
                    Statement statement = connection.createStatement()) {
                statement.execute("UPDATE api_key SET expires_at = '2020-01-01', scopes = '{stories:read}'");
            }
            assertThat(list(program, Editor.KEY).statusCode()).isEqualTo(401);
        }
        try (Program program = Program.start(data).ready()) {
            assertThat(audited(program, "key.restored"))
                    .contains("\"expiresAt\": \"2020-01-01T00:00:00Z\"", "[\"stories:read\"]");
        }
    }

    private static String audited(Program program, String action) throws IOException {
        HttpResponse<String> response = program.send(
                program.request("/v1/admin/audit?action=" + action).header("Authorization", "Bearer " + Editor.KEY));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    void whatIsNoKeyStopsTheStartAndTheMessageSaysHowToMakeOne() throws Exception {
        try (Program program = Program.start(folder.resolve("data"), Map.of("BROADSHEET_ADMIN_KEY", "secret"))) {
            assertThat(program.exit()).isNotZero();
            assertThat(program.log()).contains("BROADSHEET_ADMIN_KEY is no key").contains("openssl rand");
        }
    }
}

package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret is written down, however its address is written. */
class SecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A preview's token is where {@code T} is. */
    private static final List<String> SPELLINGS = List.of(
            "/v1/preview/T",
            "//v1/preview/T",
            "/v1//preview/T",
            "/v1/preview//T",
            "/v1/./preview/T",
            "/v1/x/../preview/T",
            "/V1/preview/T",
            "/v1/PREVIEW/T",
            "/v1/%70review/T",
            "/v1/preview%2fT",
            "/v1/preview%2FT",
            "/v1%2Fpreview%2FT",
            "/v1/preview%252fT",
            "/v1/preview/T/",
            "/v1/preview/T;a=b",
            "/v1/preview;T",
            "/v1/preview/T%00",
            "/v1/preview/T%zz",
            "/v1/preview/T#x",
            "/v1/preview?T",
            "/v1/stories/T",
            "/v1/stories?q=T",
            "/T",
            "/metrics/T",
            "/health/T",
            "http://localhost/v1/preview/T",
            "/problems/T",
            "/docs/T",
            "/openapi.json/T",
            "v1/preview/T",
            "*T");

    @TempDir
    private Path folder;

    private static JsonNode created(Program program, String path, String content) throws Exception {
        HttpResponse<String> response = program.send(program.request(path)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(content)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return JSON.readTree(response.body());
    }

    @Test
    void noSecretIsInTheLogTheMetricsOrTheAudit() throws Exception {
        try (Program program = Program.start(folder.resolve("data")).ready()) {
            String story = created(program, "/v1/admin/stories", "{\"title\": \"Draft\"}")
                    .path("id")
                    .asText();
            String token = created(program, "/v1/admin/stories/" + story + "/preview-tokens", "{}")
                    .path("token")
                    .asText();
            String key = created(program, "/v1/admin/keys", "{\"name\": \"K\", \"scopes\": [\"audit:read\"]}")
                    .path("key")
                    .asText();
            String webhook = created(program, "/v1/admin/webhooks", "{\"url\": \"https://hooks.example/\"}")
                    .path("secret")
                    .asText();
            List<String> secrets = List.of(token, key, webhook, Editor.KEY);
            assertThat(secrets).allMatch(secret -> secret.length() > 30);
            for (String secret : secrets) {
                for (String spelling : SPELLINGS) {
                    for (String method : List.of("GET", "POST", "BREW")) {
                        program.raw(method + " " + spelling.replace("T", secret) + " HTTP/1.1");
                    }
                }
                program.raw("GET /v1/stories HTTP/1.1\r\nX-Request-Id: " + secret);
                program.raw("GET /v1/stories HTTP/1.1\r\nReferer: https://site.example/" + secret);
                program.raw("GET /v1/admin/keys HTTP/1.1\r\nAuthorization: Basic " + secret);
                program.raw("GET /v1/admin/keys HTTP/1.1\r\nIdempotency-Key: " + secret);
            }
            program.raw("GET /v1/stories/the-very-last HTTP/1.1");
            Awaitility.await().until(() -> program.log().contains("/v1/stories/the-very-last"));

            List<String> written = new ArrayList<>(
                    List.of(program.log(), program.get("/metrics").body()));
            HttpResponse<String> audit = program.send(
                    program.request("/v1/admin/audit?limit=100").header("Authorization", "Bearer " + Editor.KEY));
            assertThat(audit.statusCode()).isEqualTo(200);
            written.add(audit.body());
            for (String text : written) {
                assertThat(secrets).noneMatch(text::contains);
            }
            assertThat(program.get("/metrics").body()).contains("uri=\"/v1/stories\"");
        }
    }
}

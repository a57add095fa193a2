package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogIT {

    @TempDir
    private Path folder;

    @Test
    void eachRequestIsALineWithoutItsQueryNoneCanBeMadeUpAndTheLastIsWrittenWhenTheProgramStops() throws Exception {
        try (Program program = Program.start(folder.resolve("data")).ready()) {
            program.raw("GET /v1/stories?key=bs_secret HTTP/1.1");
            program.raw("GET /v1/made\u001bup\"quoted HTTP/1.1");
            program.raw("GET /v1/preview/a-token HTTP/1.1");
            program.raw("GET /v1/%70review/a-token HTTP/1.1");
            program.raw("GET /v1/categories HTTP/1.1");

            Awaitility.await().until(() -> program.log().contains("\"GET /v1/categories HTTP/1.1\" 200 "));
            assertThat(program.log())
                    .containsPattern("127\\.0\\.0\\.1 - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] "
                            + "\"GET /v1/stories HTTP/1\\.1\" 400 \\d+ \\d+\\.\\dms [0-9a-f-]{36}\n")
                    .doesNotContain("bs_secret", "\u001b", "up\"quoted", "a-token");

            for (int number = 0; number < 4; number++) {
                program.send(program.request("/v1/authors?limit=1").version(HttpClient.Version.HTTP_1_1));
            }
            program.raw("GET /v1/stories/the-very-last HTTP/1.1");
            program.terminate();

            assertThat(program.log()).contains("\"GET /v1/stories/the-very-last HTTP/1.1\" 404 ");
            assertThat(program.log().lines().filter(line -> line.contains("\"GET /v1/authors HTTP/1.1\" 200 ")))
                    .hasSize(4)
                    .allMatch(line -> line.startsWith("127.0.0.1 - - ["));
        }
    }
}

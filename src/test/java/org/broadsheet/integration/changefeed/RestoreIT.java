package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder is copied and put back, as operators do who have no other backup. */
@Tag("endurance")
class RestoreIT {

    private static final String CHANGES = "/v1/changes?limit=100";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Path copy() {
        return folder.resolve("copy");
    }

    @Test
    void aConsumerOfLostChangesMustStartAgain() throws Exception {
        try (Program program = Program.start(data()).ready()) {
            program.terminate();
        }
        copyFolder(data(), copy());
        String lost;
        String modified;
        Mirror mirror = new Mirror();
        try (Program program = Program.start(data()).ready()) {
            lost = publish(program, "Lost");
            follow(program, mirror, lost);
            modified = program.get("/v1/stories?limit=5")
                    .headers()
                    .firstValue("Last-Modified")
                    .orElseThrow();
            program.terminate();
        }
        copyFolder(copy(), data());
        try (Program program = Program.start(data()).ready()) {
            assertExpired(program, mirror.since());
            String another = publish(program, "Another");
            Mirror fresh = new Mirror();
            follow(program, fresh, another);
            assertExpired(program, mirror.since());
            assertThat(fresh.stories()).doesNotContainKey(lost).hasSize(41);
            assertThat(program.get("/v1/stories/" + lost).statusCode()).isEqualTo(404);
            assertThat(program.send(program.request("/v1/stories?limit=5").header("If-Modified-Since", modified))
                            .statusCode())
                    .isEqualTo(200);
            program.terminate();
        }
    }

    private static void copyFolder(Path from, Path to) throws Exception {
        for (String[] command :
                new String[][] {{"rm", "-rf", to.toString()}, {"cp", "-a", from.toString(), to.toString()}}) {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .as("%s", (Object) command)
                    .isZero();
        }
    }

    private static void assertExpired(Program program, String cursor) throws IOException {
        assertThat(program.get(CHANGES + "&since=" + cursor).statusCode()).isEqualTo(410);
        assertThat(program.send(program.request("/v1/changes/stream").header("Last-Event-ID", cursor))
                        .statusCode())
                .isEqualTo(410);
    }

    private static void follow(Program program, Mirror mirror, String story) {
        Awaitility.await().until(() -> {
            boolean more = true;
            while (more) {
                HttpResponse<String> page =
                        program.get(CHANGES + (mirror.since() == null ? "" : "&since=" + mirror.since()));
                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                more = mirror.takePage(page.body());
            }
            return mirror.stories().containsKey(story);
        });
    }

    /** The id of a new story that readers see. */
    private static String publish(Program program, String title) throws IOException {
        JsonNode story = JSON.readTree(post(program, Editor.STORIES, Editor.whole(title)));
        String id = story.path("id").asText();
        post(program, Editor.STORIES + "/" + id + "/publish", Map.of());
        return id;
    }

    private static String post(Program program, String path, Map<String, ?> content) throws IOException {
        HttpResponse<String> response = program.send(program.request(path)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(content))));
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return response.body();
    }
}

package org.broadsheet.editorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.broadsheet.Editor;
import org.junit.jupiter.api.Test;

/** The script in the documentation does what it tells. */
@QuarkusTest
class LifeOfAStoryScriptTest {

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void theScriptInTheDocumentationDoesWhatItTells() throws Exception {
        for (String program : List.of("bash", "curl", "jq")) {
            assumeTrue(isThere(program), "needs " + program);
        }
        ProcessBuilder script = new ProcessBuilder(
                        "bash", "src/docs/life-of-a-story.sh", "http://localhost:" + RestAssured.port)
                .redirectErrorStream(true);
        script.environment().put("BROADSHEET_KEY", Editor.KEY);
        Process run = script.start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(output).isZero();
        assertThat(output).contains("story.created", "story.scheduled", "story.published", "story.deleted");
    }
}

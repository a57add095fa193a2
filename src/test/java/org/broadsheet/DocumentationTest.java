package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation tells to type does what it tells. On the sample stories alone, as a newcomer has them. */
@DisabledIfEnvironmentVariable(
        named = "QUARKUS_DATASOURCE_JDBC_URL",
        matches = ".+",
        disabledReason = "Other tests share the database that this names")
@QuarkusTest
@TestProfile(DocumentationTest.OfANewcomer.class)
@Tag("profile")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentationTest {

    private static final Path DOCS = Path.of("src/docs").toAbsolutePath();
    private static final String FIRST_HOUR = "first-hour.md";
    private static final String MARK = "\u0001";

    @TempDir
    Path folder;

    public static class OfANewcomer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.data-dir", "target/test-data/documentation");
        }
    }

    /**
     * A command, and what it is told to print.
     *
     * @param printed its lines, in which {@code …} stands for anything
     */
    private record Step(String command, List<String> printed) {

        boolean prints(String output) {
            String pattern = printed.stream()
                    .map(line -> "\\Q" + line.replace("…", "\\E.*\\Q") + "\\E")
                    .collect(Collectors.joining("\n"));
            return Pattern.matches(pattern, output.stripTrailing());
        }
    }

    @BeforeEach
    void needsWhatTheDocumentationNeeds() {
        for (String program : List.of("bash", "curl", "jq")) {
            assumeTrue(isThere(program), "needs " + program);
        }
        // Nobody types as fast as the index of the samples is built.
        Api.awaitIndexes();
    }

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
    @Order(1)
    void theFirstHourIsAsDocumented() throws Exception {
        assertThat(assertIsAsDocumented(FIRST_HOUR)).isGreaterThan(20);
    }

    /** The pages whose commands are in blocks that are marked as a console's, other than the first hour. */
    static Stream<String> pages() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS)) {
            return pages
                    .filter(page -> page.toString().endsWith(".md") && !page.endsWith(FIRST_HOUR))
                    .filter(page -> read(page).contains("```console"))
                    .map(page -> page.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<String> read(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    @Order(3)
    void aPageIsAsDocumented(String page) throws Exception {
        assertIsAsDocumented(page);
    }

    /** @return the number of commands */
    private int assertIsAsDocumented(String page) throws Exception {
        List<Step> steps = steps(read(DOCS.resolve(page)));
        Path script = folder.resolve("page.sh");
        Files.writeString(
                script,
                steps.stream()
                        .map(step -> "printf '" + MARK + "'\n" + step.command() + "\n")
                        .collect(Collectors.joining()));

        String[] outputs = run(List.of("bash", script.toString())).substring(1).split(MARK, -1);

        SoftAssertions told = new SoftAssertions();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            told.assertThat(step.prints(outputs[i]))
                    .as(
                            "%s%nis told to print%n%s%nand prints%n%s",
                            step.command(), String.join("\n", step.printed()), outputs[i])
                    .isTrue();
        }
        told.assertAll();
        return steps.size();
    }

    @Test
    @Order(2)
    void theLifeOfAStoryIsAsDocumented() throws Exception {
        String output = run(
                List.of("bash", DOCS.resolve("life-of-a-story.sh").toString(), "http://localhost:" + RestAssured.port));

        assertThat(output).contains("story.created", "story.scheduled", "story.published", "story.deleted");
    }

    /** The commands of blocks that are marked as a console's, and the lines below each. */
    private static List<Step> steps(List<String> page) {
        List<Step> steps = new ArrayList<>();
        boolean inConsole = false;
        for (String told : page) {
            String line = told.replace("localhost:8080", "localhost:" + RestAssured.port);
            if (line.startsWith("```")) {
                inConsole = line.equals("```console");
            } else if (inConsole && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (inConsole) {
                steps.get(steps.size() - 1).printed().add(line);
            }
        }
        return steps;
    }

    private String run(List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("KEY", Editor.KEY);
        Process run = builder.start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(output).isZero();
        return output;
    }
}

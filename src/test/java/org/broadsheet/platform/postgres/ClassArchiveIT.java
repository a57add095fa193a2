package org.broadsheet.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image is built with {@code train.sh}, which no engine runs here. */
@Tag("endurance")
class ClassArchiveIT {

    private static final Path APP = Path.of("target/quarkus-app").toAbsolutePath();
    private static final Path OPTIONS = APP.resolve("java.options");

    @TempDir
    private Path folder;

    @Test
    void theProgramStartsWithTheArchiveThatTrainingWrites() throws Exception {
        boolean hasAotCache = Runtime.version().feature() >= 25;
        Path archive = APP.resolve(hasAotCache ? "app.aot" : "app.jsa");
        Path log = folder.resolve("training.log");
        ProcessBuilder training = new ProcessBuilder(
                        "bash",
                        Path.of("src/main/docker/train.sh").toAbsolutePath().toString())
                .directory(APP.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        training.environment().put("JAVA_HOME", System.getProperty("java.home"));
        training.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, bin) -> bin + ":" + path);
        training.environment().put("JDK_JAVA_OPTIONS", "@" + OPTIONS);
        Process process = training.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("%s", Files.readString(log)).isZero();
            assertThat(archive).isNotEmptyFile();

            // Each of these ends the JVM if it cannot use the archive.
            String use = hasAotCache ? "-XX:AOTMode=on -XX:AOTCache=" : "-Xshare:on -XX:SharedArchiveFile=";
            Map<String, String> settings = Map.of("JDK_JAVA_OPTIONS", "@" + OPTIONS + " " + use + archive);
            try (Program program =
                    Program.start(folder.resolve("data"), settings).ready()) {
                assertThat(program.get("/v1/stories").statusCode()).isEqualTo(200);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(archive);
        }
    }
}

package org.broadsheet.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;

/** The packaged program, run as its users run it: a process of its own, on a data folder. */
public final class Program implements AutoCloseable {

    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final List<String> JVM_OPTIONS = List.of(
            System.getProperty("broadsheet.test.jvm.options", "-Xshare:auto").split(" "));
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Path data;
    private final Path log;
    private final Process process;

    private volatile Optional<Integer> port = Optional.empty();

    private Program(Path data, Path log, Process process) {
        this.data = data;
        this.log = log;
        this.process = process;
    }

    /** @param settings environment variables beyond those that every test needs; an empty value takes one away */
    public static Program start(Path data, Map<String, String> settings) throws IOException {
        return startAs(List.of(), data, settings);
    }

    /** @param prefix a command that runs the rest of its arguments in some other environment */
    static Program startAs(List<String> prefix, Path data, Map<String, String> settings) throws IOException {
        Path log = Files.createTempFile("broadsheet", ".log");
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("BROADSHEET_"));
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().put("BROADSHEET_DATA_DIR", data.toString());
        builder.environment().put("BROADSHEET_SAMPLE_CONTENT", "true");
        builder.environment().put("BROADSHEET_ADMIN_KEY", Editor.KEY);
        builder.environment().putAll(settings);
        builder.environment().values().removeIf(String::isEmpty);
        return new Program(data, log, builder.start());
    }

    public static Program start(Path data) throws IOException {
        return start(data, Map.of());
    }

    public Program ready() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(process.isAlive()).as("%s", log()).isTrue();
            return listeningPort().isPresent() && get("/health/ready").statusCode() == 200;
        });
        return this;
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What the log says from the first failure on that nobody expected. */
    public String failures() {
        String log = log();
        int first = log.indexOf("Unexpected failure");
        return first < 0 ? "" : log.substring(first, Math.min(log.length(), first + 20_000));
    }

    /** That the program listens on. */
    public int port() {
        return listeningPort().orElseThrow();
    }

    /** The log is searched until it names the port; a long test writes a log of a gigabyte. */
    private Optional<Integer> listeningPort() {
        if (port.isEmpty()) {
            Matcher listening = LISTENING.matcher(log());
            port = listening.find() ? Optional.of(Integer.valueOf(listening.group(1))) : Optional.empty();
        }
        return port;
    }

    public HttpResponse<String> get(String path) {
        try {
            return send(request(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whether a request is answered from memory. */
    public boolean hasCached(String path) {
        return get(path).headers().firstValue("Cache-Status").orElse("").contains("hit");
    }

    /** The whole response to a request line as it is, which may be none that a client would send. */
    public String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A request to a path of this program. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** @throws IOException if no response comes */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Settings by which another program becomes a second node on this one's database. */
    public Map<String, String> asDatabaseOfAnotherNode() throws IOException {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:" + postmasterPid().get(3) + "/broadsheet",
                "QUARKUS_DATASOURCE_JDBC_DRIVER",
                "org.postgresql.Driver",
                "QUARKUS_DATASOURCE_USERNAME",
                "broadsheet",
                "QUARKUS_DATASOURCE_PASSWORD",
                Files.readString(cluster().resolve("broadsheet.password")));
    }

    /** A connection of the program's own role to its database. */
    public Connection connectToDatabase() throws SQLException, IOException {
        String password = Files.readString(cluster().resolve("broadsheet.password"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postmasterPid().get(3) + "/broadsheet", "broadsheet", password);
    }

    /** The process of PostgreSQL, if it runs. */
    public ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(postmasterPid().get(0))).orElseThrow();
    }

    private List<String> postmasterPid() throws IOException {
        return Files.readAllLines(cluster().resolve("postmaster.pid"));
    }

    private Path cluster() throws IOException {
        try (var entries = Files.list(data)) {
            return entries.filter(path -> path.getFileName().toString().matches("postgresql-\\d+"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill}; @return the exit code */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exit();
    }

    public int exit() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s", log()).isTrue();
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}

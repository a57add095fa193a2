package org.broadsheet.site.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The packaged program with the sample stories, started for the first test class that looks at it with a browser, and
 * stopped after the last. Not started at all where there is no browser.
 */
public final class Site implements BeforeAllCallback {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DATA = Path.of("target/browser-data").toAbsolutePath();

    private static Running running;

    private record Running(Program program, String origin) implements AutoCloseable {

        static Running start() {
            try {
                deleteData();
                Files.createDirectories(DATA);
                // Pictures are found under the public address, so it must be known before the start.
                int port = freePort();
                Program program = Program.start(DATA.resolve("data"), Map.of("QUARKUS_HTTP_PORT", String.valueOf(port)))
                        .ready();
                return new Running(program, "http://localhost:" + port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            program.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Browser.assumeInstalled();
        running = context.getRoot()
                .getStore(Namespace.create(Site.class))
                .computeIfAbsent(Running.class, any -> Running.start(), Running.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void deleteData() throws IOException {
        if (Files.exists(DATA)) {
            try (Stream<Path> files = Files.walk(DATA)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    public static String origin() {
        return running.origin();
    }

    /** What the API responses, which must be 200. */
    public static JsonNode json(String path) {
        HttpResponse<String> response = running.program().get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return parse(response);
    }

    private static JsonNode parse(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what an editor does, to whichever version there is; @return the response */
    private static JsonNode edit(String method, String path, Object content) {
        try {
            boolean isPatch = method.equals("PATCH");
            HttpResponse<String> response = running.program()
                    .send(running.program()
                            .request(path)
                            .header("Authorization", "Bearer " + Editor.KEY)
                            .header("Content-Type", isPatch ? "application/merge-patch+json" : "application/json")
                            .header("If-Match", "*")
                            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(content))));
            assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
            return parse(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes a story of that title in the category of industry; @return its slug */
    static String publish(String title) {
        String slug =
                edit("POST", Editor.STORIES, Editor.whole(title)).path("slug").asText();
        edit("POST", Editor.STORIES + "/" + slug + "/publish", Map.of());
        return slug;
    }

    static void change(String slug, Map<String, Object> content) {
        edit("PATCH", Editor.STORIES + "/" + slug, content);
        edit("POST", Editor.STORIES + "/" + slug + "/publish", Map.of());
    }

    static void withdraw(String slug) {
        withdraw(slug, Map.of());
    }

    static void withdraw(String slug, Map<String, Object> request) {
        edit("POST", Editor.STORIES + "/" + slug + "/unpublish", request);
    }

    /** Changes the settings of the site. */
    static void configure(Map<String, Object> settings) {
        edit("PATCH", "/v1/admin/site", settings);
    }
}

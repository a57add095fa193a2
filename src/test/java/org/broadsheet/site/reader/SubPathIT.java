package org.broadsheet.site.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.platform.postgres.Certificate;
import org.broadsheet.platform.postgres.Program;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broadsheet below a path of a site, behind nginx with TLS. */
@Tag("endurance")
class SubPathIT {

    private static final String PREFIX = "/news";

    @TempDir
    Path folder;

    private Process nginx;

    @Test
    void everyAddressThatIsSentIsBelowThePath() throws Exception {
        String publicUrl = "https://localhost:" + freePort() + PREFIX;
        try (Program program = Program.start(folder.resolve("data"), Map.of("BROADSHEET_PUBLIC_URL", publicUrl))
                .ready()) {
            assertThat(program.get("/docs/").headers().firstValue("Location")).contains(PREFIX + "/docs");
            assertThat(program.get("/v1/stories?limit=1").headers().firstValue("Link"))
                    .hasValueSatisfying(link -> assertThat(link).startsWith("<" + PREFIX + "/v1/stories?"));
            assertProblemLeadsToItsPage(program, "/v1/stories/nothing");
            assertProblemLeadsToItsPage(program, "/v1/stories?limit=none");
            assertProblemLeadsToItsPage(program, "/nothing/%zz");
            HttpResponse<String> created = write(program, "/v1/admin/stories", "{\"title\": \"Hello\"}");
            String story = created.headers().firstValue("Location").orElseThrow();
            assertThat(story).startsWith(PREFIX + "/v1/admin/stories/");
            String preview = new ObjectMapper()
                    .readTree(write(program, story.substring(PREFIX.length()) + "/preview-tokens", "{}")
                            .body())
                    .path("url")
                    .asText();
            assertThat(preview).startsWith(PREFIX + "/v1/preview/");
            assertThat(program.get(preview.substring(PREFIX.length())).statusCode())
                    .isEqualTo(200);
            assertThat(program.get("/openapi.yaml").body()).contains("\n- url: " + PREFIX + "\n");
            assertThat(program.get("/openapi.json").body()).contains("\"url\" : \"" + PREFIX + "\"");
            assertThat(program.get("/docs/openapi.json").body()).contains("\"url\":\"" + publicUrl + "\"");
        }
    }

    private static void assertProblemLeadsToItsPage(Program program, String path) throws IOException {
        String type = new ObjectMapper()
                .readTree(program.raw("GET " + path + " HTTP/1.1").split("\r\n\r\n")[1])
                .path("type")
                .asText();
        assertThat(type).startsWith(PREFIX + "/problems/");
        assertThat(program.get(type.substring(PREFIX.length())).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> write(Program program, String path, String content) throws Exception {
        HttpResponse<String> response = program.send(program.request(path)
                .header("Authorization", "Bearer " + Editor.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(content)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return response;
    }

    @Test
    void theReaderAndTheReferenceWorkBehindAProxy() throws Exception {
        Browser.assumeInstalled();
        int port = freePort();
        String origin = "https://localhost:" + port;
        Map<String, String> settings = Map.of("BROADSHEET_PUBLIC_URL", origin + PREFIX);
        try (Program program = Program.start(folder.resolve("data"), settings).ready()) {
            startNginx(port, program.port());
            try (Browser browser = Browser.open(origin)) {
                browser.colours("light");
                browser.go(PREFIX + "/").see(".card h2 a");
                browser.click("[id='@categories'] a[href$='/categories/industry']")
                        .see("h1", "Industry");
                assertThat(browser.path()).isEqualTo(PREFIX + "/categories/industry");
                browser.all(".card h2 a").get(0).click();
                browser.see(".story h1");
                assertThat(browser.path()).startsWith(PREFIX + "/stories/");
                browser.back().see("h1", "Industry");
                browser.go(PREFIX + "/search?q=memory").see(".card mark");
                browser.go(PREFIX + "/docs").see("h1", "Broadsheet");
                assertThat(browser.complaints()).isEmpty();
            }
        } finally {
            if (nginx != null) {
                nginx.destroy();
                nginx.waitFor();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void startNginx(int port, int upstream) throws Exception {
        Certificate certificate = Certificate.create(folder, "localhost");
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %5$s;
                    ssl_certificate_key %6$s;
                    location %3$s/ {
                      proxy_pass http://127.0.0.1:%4$d/;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                    }
                  }
                }
                """.formatted(
                        folder, port, PREFIX, upstream, certificate.chain(), certificate.key()));
        nginx = new ProcessBuilder(nginxProgram(), "-c", configuration.toString(), "-p", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        Awaitility.await().until(() -> {
            assertThat(nginx.isAlive())
                    .as("%s", Files.readString(folder.resolve("nginx.log")))
                    .isTrue();
            try (var socket = new java.net.Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static String nginxProgram() {
        Optional<Path> program = Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(program.isPresent(), "There is no nginx here");
        return program.get().toString();
    }
}

package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.broadsheet.Api;
import org.junit.jupiter.api.Test;

/** What a connection gets that sends requests before it has the responses to others. */
@QuarkusTest
class PipeliningTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    /** Everything that the server sends until it closes the connection. */
    private static String sent(String requests) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    @Test
    void aFewRequestsAreAnsweredInOrder() {
        StringBuilder requests = new StringBuilder();
        for (int limit = 1; limit <= 10; limit++) {
            requests.append(get("/v1/stories?fields=id&limit=" + limit)).append("\r\n");
        }
        requests.append(get("/v1/nothing")).append("Connection: close\r\n\r\n");

        String responses = assertTimeoutPreemptively(SOON, () -> sent(requests.toString()));

        assertThat(responses.split("HTTP/1.1 200 OK", -1)).hasSize(11);
        assertThat(responses.substring(responses.lastIndexOf("HTTP/1.1"))).startsWith("HTTP/1.1 404");
    }

    @Test
    void manyRequestsWaitForTheOneBeforeThemAndHoldUpNobodyElse() throws Exception {
        int many = 3_000;
        String since = Api.json("/v1/changes?limit=100").getString("page.since");
        String requests = get("/v1/changes?wait=3&since=" + since) + "\r\n"
                + (get("/v1/tags?limit=7") + "\r\n").repeat(many)
                + get("/v1/nothing") + "Connection: close\r\n\r\n";
        CompletableFuture<String> responses = new CompletableFuture<>();
        Thread client = new Thread(() -> {
            try {
                responses.complete(sent(requests));
            } catch (IOException e) {
                responses.completeExceptionally(e);
            }
        });
        client.start();

        while (!responses.isDone()) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(2),
                    () -> assertThat(Api.get("/v1/tags?limit=7").statusCode()).isEqualTo(200));
        }
        assertThat(responses.get().split("HTTP/1.1 200 OK", -1)).hasSize(many + 2);
    }

    /** The content would fill the heap if the server read on. The kernel has buffers of up to 32 MiB and 4 MiB. */
    @Test
    void contentIsNotReadWhileTheRequestBeforeItIsUnderWay() throws Exception {
        String since = Api.json("/v1/changes?limit=100").getString("page.since");
        String requests = get("/v1/changes?wait=20&since=" + since) + "\r\n"
                + "POST /v1/admin/stories HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";
        ByteBuffer chunk = StandardCharsets.US_ASCII.encode("10000\r\n" + " ".repeat(65_536) + "\r\n");
        try (SocketChannel client = SocketChannel.open(new InetSocketAddress("localhost", RestAssured.port))) {
            client.write(StandardCharsets.US_ASCII.encode(requests));
            client.configureBlocking(false);
            long sent = 0;
            long lastSent = System.nanoTime();
            while (System.nanoTime() - lastSent < Duration.ofSeconds(2).toNanos()) {
                int written = client.write(chunk);
                if (written > 0) {
                    sent += written;
                    lastSent = System.nanoTime();
                }
                if (!chunk.hasRemaining()) {
                    chunk.rewind();
                }
                assertThat(sent).isLessThan(64_000_000);
                Thread.onSpinWait();
            }
        }
    }
}

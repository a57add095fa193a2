package org.broadsheet.integration.webhook;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An endpoint that webhooks are sent to: a real HTTP server, which does what a test has it do. */
public final class Receiver implements AutoCloseable {

    /** What came in. */
    public record Received(Instant at, HttpHeaders headers, String payload) {

        public String id() {
            return headers.firstValue("webhook-id").orElseThrow();
        }

        /** Fails unless an independent implementation of Standard Webhooks takes the signature to be good. */
        void verify(String secret) throws Exception {
            new Webhook(secret).verify(payload, headers);
        }
    }

    /** How it answers. */
    @FunctionalInterface
    public interface Behaviour {

        void answer(HttpExchange exchange, int number) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** @param behaviour gets the number of the request, from 1 on */
    public Receiver(Behaviour behaviour) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String payload = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(
                    Instant.now(), HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true), payload));
            try {
                behaviour.answer(exchange, received.size());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    /** Simulates a slow endpoint, which takes this long before it ends without a response. */
    public static void stall(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    public static Behaviour answering(int status) {
        return (exchange, number) -> exchange.sendResponseHeaders(status, -1);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    public List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

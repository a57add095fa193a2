package org.broadsheet.integration.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.broadsheet.platform.text.CodePoints;

/**
 * Sends one event to one address, once. It blocks no thread while it waits for the response, and follows no redirects.
 */
@ApplicationScoped
class Sender {

    /** Maximum number of characters of a response that are stored for administrators. */
    private static final int STORED_CHARACTERS = 1_000;

    /** Maximum size of a response in bytes; the request is cancelled when it is exceeded. */
    private static final int MAX_RESPONSE_BYTES = 64 * 1024;

    private static final int CONNECTIONS = 100;

    private final Vertx vertx;
    private final WebhookTargets targets;
    private final WebhookConfig config;
    private final HttpClient client;

    Sender(Vertx vertx, WebhookTargets targets, WebhookConfig config) {
        this.vertx = vertx;
        this.targets = targets;
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout((int)
                        config.timeout().toMillis()));
    }

    /** Returns the outcome in a future that never fails. */
    Future<DeliveryAttempt.Outcome> send(DeliveryAttempt attempt) {
        Instant at = Instant.now();
        Map<String, String> headers = headers(attempt, at);
        Exchange exchange = new Exchange(at, headers);
        long timer = vertx.setTimer(
                config.timeout().toMillis(),
                id -> exchange.fail(new TimeoutException(
                        "no complete response within " + config.timeout().toMillis() / 1_000.0 + " s")));
        targets.lookUp(URI.create(attempt.url()).getHost())
                .compose(address -> client.request(options(URI.create(attempt.url()), address, headers)))
                .onSuccess(request -> exchange.send(request, attempt.payload()))
                .onFailure(exchange::fail);
        return exchange.outcome().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static Map<String, String> headers(DeliveryAttempt attempt, Instant at) {
        long timestamp = at.getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("user-agent", "Broadsheet");
        headers.put("webhook-id", attempt.messageId());
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put(
                "webhook-signature",
                attempt.secrets().stream()
                        .map(secret -> WebhookSecret.sign(secret, attempt.messageId(), timestamp, attempt.payload()))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    /** Connects to the address that was checked; the host name is for the certificate and the Host header. */
    private static RequestOptions options(URI url, InetAddress address, Map<String, String> headers) {
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setFollowRedirects(false)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
        headers.forEach(options::addHeader);
        return options;
    }

    /** One request, until its first outcome. */
    private static final class Exchange {

        private final Promise<DeliveryAttempt.Outcome> outcome = Promise.promise();
        private final Instant at;
        private final Map<String, String> headers;
        private volatile HttpClientRequest request;

        Exchange(Instant at, Map<String, String> headers) {
            this.at = at;
            this.headers = headers;
        }

        Future<DeliveryAttempt.Outcome> outcome() {
            return outcome.future();
        }

        void send(HttpClientRequest connected, String payload) {
            request = connected;
            if (outcome.future().isComplete()) {
                connected.reset();
                return;
            }
            // The handlers must be set first, since the whole response may arrive before send() returns.
            connected.response().onSuccess(this::receive).onFailure(this::fail);
            connected.send(Buffer.buffer(payload));
        }

        private void receive(HttpClientResponse response) {
            Buffer body = Buffer.buffer();
            response.exceptionHandler(this::fail);
            response.handler(part -> {
                body.appendBuffer(part);
                if (body.length() > MAX_RESPONSE_BYTES) {
                    end(response, body);
                    request.reset();
                }
            });
            response.endHandler(end -> end(response, body));
        }

        private void end(HttpClientResponse response, Buffer body) {
            String text = body.toString(StandardCharsets.UTF_8);
            outcome.tryComplete(new DeliveryAttempt.Outcome(
                    at,
                    Duration.between(at, Instant.now()),
                    headers,
                    response.statusCode(),
                    storable(text),
                    null,
                    retryAfter(response.getHeader(HttpHeaders.RETRY_AFTER))));
        }

        /** Removes U+0000, which PostgreSQL cannot store; responses and exception messages may contain it. */
        private static String storable(String text) {
            return CodePoints.first(text.replace("\0", ""), STORED_CHARACTERS);
        }

        void fail(Throwable reason) {
            String why = reason instanceof UnknownHostException
                    ? "There is no host " + reason.getMessage()
                    : Optional.ofNullable(reason.getMessage())
                            .orElse(reason.getClass().getSimpleName());
            boolean first = outcome.tryComplete(new DeliveryAttempt.Outcome(
                    at, Duration.between(at, Instant.now()), headers, null, null, storable(why), Optional.empty()));
            if (first && request != null) {
                request.reset();
            }
        }

        /** @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section 10.2.3</a> */
        private static Optional<Instant> retryAfter(String header) {
            try {
                return Optional.ofNullable(header)
                        .map(value -> value.matches("[0-9]{1,18}")
                                ? Instant.now().plusSeconds(Math.min(Long.parseLong(value), Integer.MAX_VALUE))
                                : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}

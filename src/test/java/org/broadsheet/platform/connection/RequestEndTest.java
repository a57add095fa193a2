package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of a client that stays, or leaves before or after the action is registered. */
class RequestEndTest {

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RoutingContext> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger ends = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(requests::add);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Socket send() throws IOException {
        Socket client = new Socket("127.0.0.1", server.actualPort());
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private RoutingContext received() throws InterruptedException {
        return requests.poll(10, TimeUnit.SECONDS);
    }

    /** Registers the action, and waits until it is registered. */
    private void register(RoutingContext request) throws InterruptedException {
        RequestEnd.whenEnded(request, ends::incrementAndGet);
        CountDownLatch registered = new CountDownLatch(1);
        ((HttpServerRequestInternal) request.request()).context().runOnContext(now -> registered.countDown());
        assertThat(registered.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theActionRunsOnceAfterTheResponse() throws Exception {
        try (Socket client = send()) {
            RoutingContext request = received();
            register(request);
            assertThat(ends).hasValue(0);

            request.response().end();
            assertThat(client.getInputStream().read()).isEqualTo('H');
            Awaitility.await().untilAtomic(ends, is(1));
        }
    }

    @Test
    void theActionRunsWhenTheClientLeaves() throws Exception {
        try (Socket client = send()) {
            register(received());
            assertThat(client.isConnected()).isTrue();
        }
        Awaitility.await().untilAtomic(ends, is(1));
    }

    @Test
    void theActionRunsAtOnceIfTheClientHasLeft() throws Exception {
        send().close();
        RoutingContext request = received();
        Awaitility.await().until(() -> request.response().closed());

        RequestEnd.whenEnded(request, ends::incrementAndGet);

        Awaitility.await().untilAtomic(ends, is(1));
    }

    @Test
    void theActionRunsAtOnceIfTheResponseWasSent() throws Exception {
        try (Socket client = send()) {
            RoutingContext request = received();
            request.response().end();
            assertThat(client.getInputStream().read()).isEqualTo('H');

            RequestEnd.whenEnded(request, ends::incrementAndGet);

            Awaitility.await().untilAtomic(ends, is(1));
        }
    }
}

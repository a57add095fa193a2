package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections over real sockets. This program pauses them, and so does the automatic reading of Netty. */
class ClientConnectionTest {

    /** More than one read of Netty takes. */
    private static final byte[] LONG = new byte[300_000];

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final CompletableFuture<ClientConnection> accepted = new CompletableFuture<>();
    private final AtomicLong received = new AtomicLong();

    /** Pauses the connection at the next bytes, before it passes them on. */
    private volatile boolean pausesAtBytes;

    private final AtomicInteger closed = new AtomicInteger();

    private InetSocketAddress address;
    private Socket client;
    private ClientConnection connection;

    @BeforeEach
    void connect() throws Exception {
        Channel listening = new ServerBootstrap()
                .group(loops)
                .channelFactory(() -> new ListeningSocket(prepared -> {}))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Receiver());
                        accepted.complete((ClientConnection) channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        address = (InetSocketAddress) listening.localAddress();
        client = new Socket(address.getAddress(), address.getPort());
        connection = accepted.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private final class Receiver extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            received.addAndGet(((ByteBuf) bytes).readableBytes());
            ((ByteBuf) bytes).release();
            if (pausesAtBytes) {
                connection.pauseReading();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            closed.incrementAndGet();
        }
    }

    /** Runs the action on the event loop, and waits until the loop has polled for bytes after it. */
    private void onLoop(Runnable action) throws Exception {
        connection.eventLoop().submit(action).get();
        connection.eventLoop().schedule(() -> {}, 50, TimeUnit.MILLISECONDS).get();
    }

    private void send(byte[] bytes) throws Exception {
        client.getOutputStream().write(bytes);
    }

    private void assertReceived(long bytes) {
        Awaitility.await().untilAsserted(() -> assertThat(received).hasValue(bytes));
    }

    @Test
    void readsNothingWhileItIsPausedAndTheRestAfterwards() throws Exception {
        send(new byte[10]);
        assertReceived(10);
        onLoop(connection::pauseReading);
        send(new byte[10]);
        onLoop(() -> {});
        assertThat(received).hasValue(10);

        onLoop(connection::resumeReading);
        assertReceived(20);
    }

    @Test
    void stopsWithinARoundOfReads() throws Exception {
        pausesAtBytes = true;
        send(LONG);
        Awaitility.await().untilAsserted(() -> assertThat(received).hasPositiveValue());
        onLoop(() -> {});
        assertThat(received.get()).isLessThanOrEqualTo(65_536);

        pausesAtBytes = false;
        onLoop(connection::resumeReading);
        assertReceived(LONG.length);
    }

    @Test
    void readsNothingWhereAutomaticReadingWasTurnedOffMeanwhile() throws Exception {
        onLoop(connection::pauseReading);
        onLoop(() -> connection.config().setAutoRead(false));
        onLoop(connection::resumeReading);
        send(new byte[10]);
        onLoop(() -> {});
        assertThat(received).hasValue(0);

        onLoop(() -> connection.config().setAutoRead(true));
        assertReceived(10);
    }

    @Test
    void readsNothingWhereAutomaticReadingWasTurnedOnWhileItIsPaused() throws Exception {
        onLoop(() -> connection.config().setAutoRead(false));
        onLoop(connection::pauseReading);
        onLoop(() -> connection.config().setAutoRead(true));
        send(new byte[10]);
        onLoop(() -> {});
        assertThat(received).hasValue(0);

        onLoop(connection::resumeReading);
        assertReceived(10);
    }

    @Test
    void endsWhenItsClientDisconnects() throws Exception {
        send(new byte[10]);
        client.close();
        connection.closeFuture().get(10, TimeUnit.SECONDS);
        assertReceived(10);
    }

    @Test
    void endsWhenItsClientResetsIt() throws Exception {
        client.setSoLinger(true, 0);
        client.close();
        connection.closeFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aFewOfManyThatDisconnectTogetherEndInEachRoundOfTheirEventLoop() throws Exception {
        EventLoop loop = connection.eventLoop();
        List<Socket> clients = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            clients.add(new Socket(address.getAddress(), address.getPort()));
        }
        CountDownLatch areDisconnected = new CountDownLatch(1);
        loop.execute(() -> await(areDisconnected));
        for (Socket each : clients) {
            each.close();
        }
        Rounds rounds = new Rounds(loop);
        areDisconnected.countDown();

        Awaitility.await().untilAsserted(() -> assertThat(closed).hasValue(clients.size()));
        assertThat(rounds.closedInEach())
                .allSatisfy(number -> assertThat(number).isLessThanOrEqualTo(10));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts the connections that end in each round of an event loop. */
    private final class Rounds {

        private final EventLoop loop;
        private final List<Integer> closedUntilEach = new CopyOnWriteArrayList<>();

        Rounds(EventLoop loop) {
            this.loop = loop;
            loop.schedule(this::next, 0, TimeUnit.NANOSECONDS);
        }

        private void next() {
            closedUntilEach.add(closed.get());
            loop.schedule(this::next, 0, TimeUnit.NANOSECONDS);
        }

        List<Integer> closedInEach() {
            List<Integer> until = List.copyOf(closedUntilEach);
            return IntStream.range(1, until.size())
                    .mapToObj(round -> until.get(round) - until.get(round - 1))
                    .toList();
        }
    }
}

package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection over a real socket that this program pauses, and that Netty's automatic reading pauses too. */
class ClientConnectionTest {

    /** More than one read of Netty takes. */
    private static final byte[] LONG = new byte[300_000];

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final CompletableFuture<ClientConnection> accepted = new CompletableFuture<>();
    private final AtomicLong received = new AtomicLong();

    /** Pauses the connection at the next bytes, before it passes them on. */
    private volatile boolean pausesAtBytes;

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
        client = new Socket(InetAddress.getLoopbackAddress(), ((InetSocketAddress) listening.localAddress()).getPort());
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
}

package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections whose requests wait for their turn on an event loop. */
class FairQueueTest {

    /** More than a round has. */
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<String> taken = new ArrayList<>();

    private final EmbeddedChannel connection = connection();

    /** What one test has begun is not to be left to the next one. */
    @AfterEach
    void endRounds() {
        connection.runScheduledPendingTasks();
        connection.runScheduledPendingTasks();
    }

    private EmbeddedChannel connection() {
        return new EmbeddedChannel(new FairQueue.Handler(), new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ByteBuf bytes = (ByteBuf) message;
                String path = bytes.toString(StandardCharsets.US_ASCII).split(" ")[1];
                taken.add(path);
                bytes.release();
                long began = System.nanoTime();
                while (System.nanoTime() - began < LONG) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    private static boolean isReading(EmbeddedChannel connection) {
        return !ReadPauses.of(connection).isPaused();
    }

    /** Without what the embedded channel runs by itself after input, which would begin the next round. */
    private static void send(EmbeddedChannel connection, String path) {
        connection
                .pipeline()
                .fireChannelRead(Unpooled.copiedBuffer("GET " + path + " HTTP/1.1", StandardCharsets.US_ASCII));
    }

    @Test
    void nothingMoreIsReadFromAConnectionThatWaits() {
        send(connection, "/a");
        assertThat(isReading(connection)).isTrue();
        send(connection, "/b");
        send(connection, "/c");
        assertThat(taken).containsExactly("/a");
        assertThat(isReading(connection)).isFalse();

        while (taken.size() < 3) {
            assertThat(isReading(connection)).isFalse();
            connection.runScheduledPendingTasks();
        }
        assertThat(isReading(connection)).isTrue();
    }

    @Test
    void probesOfHealthDoNotWaitForOthers() {
        send(connection, "/a");
        send(connection, "/b");
        send(connection, "/c");
        // Shares the loop's turns, and waits for the requests that its own connection sent before.
        EmbeddedChannel probe = connection();
        send(probe, "/health/ready");
        send(connection, "/health/live");

        while (taken.size() < 5) {
            connection.runScheduledPendingTasks();
        }
        assertThat(taken).containsExactly("/a", "/health/ready", "/b", "/c", "/health/live");
    }
}

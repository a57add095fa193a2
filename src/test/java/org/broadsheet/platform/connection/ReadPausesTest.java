package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that several handlers pause. */
class ReadPausesTest {

    private static final int TURNS = 20;

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final EmbeddedChannel connection =
            new EmbeddedChannel(new FairQueue.Handler(), new Work(), new HttpRequestDecoder(), new Pipelining.Limit());

    /** Takes longer than a round of the event loop has. */
    private static final class Work extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            long began = System.nanoTime();
            while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(1)) {
                Thread.onSpinWait();
            }
            context.fireChannelRead(bytes);
        }
    }

    /** What one test has begun must not be left to the next one. */
    @AfterEach
    void endRounds() {
        for (int round = 0; round < 2 * TURNS; round++) {
            connection.runScheduledPendingTasks();
        }
    }

    private static boolean isReading(Channel connection) {
        return !ReadPauses.of(connection).isPaused();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private void respond() {
        connection.writeAndFlush(new DefaultLastHttpContent());
        connection.runPendingTasks();
    }

    @Test
    void readingStaysOffUntilNoHandlerHasAReasonToPause() {
        // Two more than are under way at the same time, one of which the handler does not see.
        connection.pipeline().fireChannelRead(bytes(REQUEST.repeat(5)));
        assertThat(isReading(connection)).as("requests wait for responses").isFalse();
        for (int turn = 0; turn < TURNS; turn++) {
            connection.pipeline().fireChannelRead(bytes("A"));
        }

        // A few turns are over after each response.
        respond();
        respond();
        assertThat(isReading(connection))
                .as("no request waits, but bytes wait for their turn")
                .isFalse();

        endRounds();
        assertThat(isReading(connection)).isTrue();
    }

    @Test
    void bytesThatWaitForTheirTurnAreNotLate() {
        Duration limit = Duration.ofSeconds(10);
        EmbeddedChannel other = new EmbeddedChannel();
        other.pipeline().addLast(new FairQueue.Handler(), new HeaderDeadlines(limit, 100).handlerOf(other), new Work());
        connection.pipeline().fireChannelRead(bytes(REQUEST));
        connection.pipeline().fireChannelRead(bytes(REQUEST));
        other.pipeline().fireChannelRead(bytes(REQUEST));
        assertThat(isReading(other)).isFalse();

        other.advanceTimeBy(limit.toSeconds() + 1, TimeUnit.SECONDS);
        other.runScheduledPendingTasks();
        assertThat(other.isOpen()).isTrue();
    }
}

package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections whose clients do not read. */
class UnsentResponsesTest {

    private final UnsentResponses responses = new UnsentResponses(100_000);

    private EmbeddedChannel connection() {
        return new EmbeddedChannel(responses.new Count());
    }

    /** Nothing is sent before it is flushed. */
    private static void write(EmbeddedChannel connection, int length) {
        connection.write(Unpooled.wrappedBuffer(new byte[length]));
    }

    @Test
    void theConnectionThatHasTakenNothingForTheLongestTimeIsClosed() {
        EmbeddedChannel reads = connection();
        EmbeddedChannel doesNotRead = connection();
        EmbeddedChannel another = connection();
        write(reads, 40_000);
        write(doesNotRead, 40_000);
        reads.flush();
        write(reads, 40_000);
        assertThat(doesNotRead.isOpen()).isTrue();

        write(another, 40_000);
        assertThat(doesNotRead.isOpen()).isFalse();
        assertThat(reads.isOpen()).isTrue();
        assertThat(another.isOpen()).isTrue();
    }

    @Test
    void aConnectionIsClosedAtOnceAlthoughVertxWouldSendItsResponsesFirst() {
        EmbeddedChannel doesNotRead = new EmbeddedChannel(responses.new Count(), new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {
                context.write(Unpooled.EMPTY_BUFFER, promise).addListener(sent -> context.close());
            }
        });
        write(doesNotRead, 60_000);

        write(connection(), 60_000);
        assertThat(doesNotRead.isOpen()).isFalse();
    }

    @Test
    void aClientThatReadsALargeResponseSlowlyIsNotTheSlowest() {
        SlowChannel readsSlowly = new SlowChannel(responses.new Count());
        EmbeddedChannel doesNotRead = connection();
        EmbeddedChannel another = connection();
        write(readsSlowly, 60_000);
        write(doesNotRead, 30_000);
        readsSlowly.flush();

        write(another, 40_000);
        assertThat(doesNotRead.isOpen()).isFalse();
        assertThat(readsSlowly.isOpen()).isTrue();
    }

    /** Accepts a few bytes, like a socket whose buffer is full again. */
    private static final class SlowChannel extends EmbeddedChannel {

        SlowChannel(ChannelHandler handler) {
            super(handler);
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer messages) {
            messages.removeBytes(1_000);
        }
    }

    @Test
    void responsesInDirectMemoryCountUnlessAllConnectionsShareThem() {
        EmbeddedChannel first = connection();
        EmbeddedChannel second = connection();
        ByteBuf cached = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(90_000));
        for (EmbeddedChannel connection : List.of(first, second, first, second)) {
            connection.write(Unpooled.unreleasableBuffer(cached.duplicate()));
        }
        assertThat(first.isOpen()).isTrue();

        first.write(PooledByteBufAllocator.DEFAULT.directBuffer(60_000).writeZero(60_000));
        second.write(PooledByteBufAllocator.DEFAULT.directBuffer(60_000).writeZero(60_000));
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        second.close();
    }

    @Test
    void whatWasSentOrClosedTakesNothing() {
        for (int number = 0; number < 100; number++) {
            EmbeddedChannel connection = connection();
            write(connection, 90_000);
            if (number % 2 == 0) {
                connection.flush();
            } else {
                connection.close();
            }
        }
        EmbeddedChannel last = connection();
        EmbeddedChannel next = connection();
        write(last, 40_000);
        write(next, 40_000);
        assertThat(last.isOpen()).isTrue();
        assertThat(next.isOpen()).isTrue();
    }

    @Test
    void oneResponseMayBeLargerThanAllMayTogether() {
        EmbeddedChannel connection = connection();
        write(connection, 200_000);
        assertThat(connection.isOpen()).isTrue();
    }
}

package org.broadsheet.platform.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.broadsheet.platform.connection.ReadPauses.Reason;
import org.broadsheet.platform.http.Surface;

/**
 * Queues requests that are not served from memory on their event loop. A loop reads from every readable connection
 * before it polls again; with thousands of simultaneous requests, that takes seconds, in which it sends no response.
 * This class limits these requests to a part of a millisecond in each round; the others wait, in order. A waiting
 * connection is not read from. In each round, one health probe goes first.
 */
@ApplicationScoped
class FairQueue implements ConnectionHandlerFactory {

    /** The first bytes of a health probe. */
    private static final ByteBuf PROBE = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("GET " + Surface.HEALTH + "/", StandardCharsets.US_ASCII));

    private static final FastThreadLocal<FairQueue.OfLoop> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected OfLoop initialValue() {
            return new OfLoop();
        }
    };

    @Override
    public Position position() {
        return Position.FAIR_QUEUE;
    }

    @Override
    public ChannelHandler handlerOf(Channel connection) {
        return new Waiting();
    }

    /** The received bytes of one connection. */
    static final class Waiting extends ChannelInboundHandlerAdapter {

        private int turns;

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            OF_LOOP.get().add(new Turn(this, context, (ByteBuf) bytes));
        }

        boolean isWaiting() {
            return turns > 0;
        }

        void waits(Channel connection) {
            turns++;
            ReadPauses.of(connection).pause(Reason.QUEUED_BYTES);
        }

        void waitsNoLonger(Channel connection) {
            turns--;
            if (turns == 0) {
                ReadPauses.of(connection).resume(Reason.QUEUED_BYTES);
            }
        }
    }

    /**
     * Bytes that were received at once.
     *
     * @param of the connection that received them
     * @param connection whose next handler processes them
     */
    private record Turn(Waiting of, ChannelHandlerContext connection, ByteBuf bytes) {

        boolean isProbe() {
            return ByteBufUtil.equals(PROBE, 0, bytes, bytes.readerIndex(), PROBE.readableBytes());
        }

        void take() {
            connection.fireChannelRead(bytes);
        }

        /** The event that ended the reading came before this turn, so the turn fires its own. */
        void takeLater() {
            if (connection.isRemoved() || !connection.channel().isActive()) {
                bytes.release();
            } else {
                // Before the handlers behind this one, whose decision to stop reading stands.
                of.waitsNoLonger(connection.channel());
                take();
                connection.fireChannelReadComplete();
            }
        }
    }

    /** All turns of one event loop, on its thread. */
    private static final class OfLoop {

        /** The time limit in each round of the loop. */
        private static final long BUDGET = TimeUnit.MICROSECONDS.toNanos(500);

        private final Queue<Turn> waiting = new ArrayDeque<>();
        private final Queue<Turn> probes = new ArrayDeque<>();
        private long spent;
        private boolean awaitsNextRound;

        void add(Turn turn) {
            EventExecutor loop = turn.connection().executor();
            if (waiting.isEmpty() && probes.isEmpty() && spent < BUDGET) {
                spend(turn::take);
            } else {
                // Earlier bytes of the same connection come first.
                boolean goesFirst = turn.isProbe() && !turn.of().isWaiting();
                turn.of().waits(turn.connection().channel());
                (goesFirst ? probes : waiting).add(turn);
            }
            awaitNextRound(loop);
        }

        private void spend(Runnable turn) {
            long began = System.nanoTime();
            turn.run();
            spent += System.nanoTime() - began;
        }

        /** A task that is scheduled while tasks run does not run before the loop has polled for new input. */
        private void awaitNextRound(EventExecutor loop) {
            if (!awaitsNextRound) {
                awaitsNextRound = true;
                loop.schedule(() -> nextRound(loop), 0, TimeUnit.NANOSECONDS);
            }
        }

        private void nextRound(EventExecutor loop) {
            awaitsNextRound = false;
            spent = 0;
            if (!probes.isEmpty()) {
                spend(probes.remove()::takeLater);
            }
            while (!waiting.isEmpty() && spent < BUDGET) {
                spend(waiting.remove()::takeLater);
            }
            if (spent > 0) {
                awaitNextRound(loop);
            }
        }
    }
}

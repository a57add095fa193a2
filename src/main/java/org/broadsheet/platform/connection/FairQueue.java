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
 * Queues, per event loop, requests that are not served from memory. A loop reads from every readable connection
 * before it polls again; with thousands of simultaneous requests, that takes seconds, in which it sends no response.
 * This class spends at most half a millisecond on them in each round; the others wait, in order. A waiting
 * connection is not read from. In each round, one health probe goes first. Connections whose clients have disconnected
 * are closed in the same way, a few in each round.
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
        return new Handler();
    }

    /** Closes a connection whose client has disconnected, in its turn. Runs on the event loop of the connection. */
    static void addDisconnected(ClientConnection connection) {
        OF_LOOP.get().addDisconnected(connection);
    }

    /** The handler of one connection. */
    static final class Handler extends ChannelInboundHandlerAdapter {

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
     * @param by the handler that received them
     * @param context of that handler
     */
    private record Turn(Handler by, ChannelHandlerContext context, ByteBuf bytes) {

        boolean isProbe() {
            return ByteBufUtil.equals(PROBE, 0, bytes, bytes.readerIndex(), PROBE.readableBytes());
        }

        void fire() {
            context.fireChannelRead(bytes);
        }

        /** Its original channelReadComplete event is past, so it fires another one. */
        void fireLate() {
            if (context.isRemoved() || !context.channel().isActive()) {
                bytes.release();
            } else {
                by.waitsNoLonger(context.channel());
                fire();
                context.fireChannelReadComplete();
            }
        }
    }

    /** All turns of one event loop, on its thread. */
    private static final class OfLoop {

        /** The time limit in each round of the loop. */
        private static final long BUDGET = TimeUnit.MICROSECONDS.toNanos(500);

        /** A number, because a connection ends in tasks that run after its turn; each takes some 0.1 milliseconds. */
        private static final int MOST_CLOSED = 5;

        private final Queue<Turn> waiting = new ArrayDeque<>();
        private final Queue<Turn> probes = new ArrayDeque<>();
        private final Queue<ClientConnection> disconnected = new ArrayDeque<>();
        private long spent;
        private boolean awaitsNextRound;

        void add(Turn turn) {
            EventExecutor loop = turn.context().executor();
            if (waiting.isEmpty() && probes.isEmpty() && spent < BUDGET) {
                spend(turn::fire);
            } else {
                // Earlier bytes of the same connection come first.
                boolean goesFirst = turn.isProbe() && !turn.by().isWaiting();
                turn.by().waits(turn.context().channel());
                (goesFirst ? probes : waiting).add(turn);
            }
            awaitNextRound(loop);
        }

        void addDisconnected(ClientConnection connection) {
            disconnected.add(connection);
            awaitNextRound(connection.eventLoop());
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
                spend(probes.remove()::fireLate);
            }
            while (!waiting.isEmpty() && spent < BUDGET) {
                spend(waiting.remove()::fireLate);
            }
            for (int closed = 0; closed < MOST_CLOSED && !disconnected.isEmpty(); closed++) {
                disconnected.remove().closeDisconnected();
            }
            if (spent > 0 || !disconnected.isEmpty()) {
                awaitNextRound(loop);
            }
        }
    }
}

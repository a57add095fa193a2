package org.broadsheet.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Has requests that are not answered from memory take turns on their event loop. A loop reads from every connection that has
 * something to read before it looks again; with thousands of requests at once that takes seconds, in which it answers
 * nobody. Here they take a part of a millisecond of each round, and the rest waits, in order.
 */
@ApplicationScoped
class Turns {

    /** After {@link HeaderDeadlines}: who prepares connections later comes first in them. */
    private static final int AFTER_DEADLINES = -2_400;

    private static final AttributeKey<Boolean> PREPARED = AttributeKey.valueOf(Turns.class, "prepared");

    private static final FastThreadLocal<Turns.OfLoop> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected OfLoop initialValue() {
            return new OfLoop();
        }
    };

    void register(@Observes Router router) {
        router.route().order(AFTER_DEADLINES).handler(context -> {
            Channel connection = Connections.of(context.request());
            Connections.prepareOthersLike(
                    connection, PREPARED, other -> other.pipeline().addLast(new Waiting()));
            context.next();
        });
    }

    /** What one connection has received. */
    private static final class Waiting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            OF_LOOP.get().add(new Turn(context, bytes));
        }
    }

    /**
     * What was received at once.
     *
     * @param connection whose next handler takes it
     */
    private record Turn(ChannelHandlerContext connection, Object bytes) {

        void take() {
            connection.fireChannelRead(bytes);
        }

        /** The event that ended the reading came before the turn. */
        void takeLater() {
            if (connection.isRemoved() || !connection.channel().isActive()) {
                ReferenceCountUtil.release(bytes);
            } else {
                take();
                connection.fireChannelReadComplete();
            }
        }
    }

    /** All turns of one event loop, on its thread. */
    private static final class OfLoop {

        /** In each round of the loop. */
        private static final long BUDGET = TimeUnit.MICROSECONDS.toNanos(500);

        private final Queue<Turn> waiting = new ArrayDeque<>();
        private long spent;
        private boolean awaitsNextRound;

        void add(Turn turn) {
            EventExecutor loop = turn.connection().executor();
            if (waiting.isEmpty() && spent < BUDGET) {
                spend(turn::take);
            } else {
                waiting.add(turn);
            }
            awaitNextRound(loop);
        }

        private void spend(Runnable turn) {
            long began = System.nanoTime();
            turn.run();
            spent += System.nanoTime() - began;
        }

        /** What is scheduled while tasks run is not run before the loop has looked for new input. */
        private void awaitNextRound(EventExecutor loop) {
            if (!awaitsNextRound) {
                awaitsNextRound = true;
                loop.schedule(() -> nextRound(loop), 0, TimeUnit.NANOSECONDS);
            }
        }

        private void nextRound(EventExecutor loop) {
            awaitsNextRound = false;
            spent = 0;
            while (!waiting.isEmpty() && spent < BUDGET) {
                spend(waiting.remove()::takeLater);
            }
            if (spent > 0) {
                awaitNextRound(loop);
            }
        }
    }
}

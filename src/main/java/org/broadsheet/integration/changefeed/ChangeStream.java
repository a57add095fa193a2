package org.broadsheet.integration.changefeed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.broadsheet.changelog.ChangeWatch;
import org.broadsheet.content.story.StorySelection;
import org.broadsheet.integration.changefeed.FeedStep.Placed;
import org.broadsheet.integration.changefeed.Listener.Event;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.scheduling.CoalescedTask;
import org.jboss.logging.Logger;

/**
 * Sends changes to stream consumers. Each consumer reads the log separately, at the pace of its connection, up to the
 * end; then it shares a feed with all consumers of the same topic.
 */
@ApplicationScoped
class ChangeStream {

    private static final Logger LOG = Logger.getLogger(ChangeStream.class);

    /** Low, since these events are written without a check for a full connection. */
    private static final int AT_ONCE = 20;

    private final Sync sync;
    private final ChangeWatch watch;
    private final StreamConfig config;
    private final ObjectWriter json;
    private final Vertx vertx;
    private final Executor workers = Infrastructure.getDefaultWorkerPool();
    private final Map<Topic, SharedFeed> channels = new ConcurrentHashMap<>();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final CoalescedTask sending = new CoalescedTask(workers, this::sendAll);

    ChangeStream(Sync sync, ChangeWatch watch, StreamConfig config, ObjectMapper json, Vertx vertx) {
        this.sync = sync;
        this.watch = watch;
        this.config = config;
        this.json = json.writerFor(Change.class);
        this.vertx = vertx;
    }

    /** The filter and fields of a stream; consumers with equal topics get the same events. */
    record Topic(SyncFilter filter, StorySelection selection) {}

    void start(@Observes StartupEvent event) {
        watch.wake(sending::request);
        vertx.setPeriodic(config.heartbeat().toMillis(), timer -> {
            listeners.removeIf(Listener::isGone);
            channels.values().forEach(SharedFeed::beat);
            sending.request();
        });
    }

    void stop(@Observes ShutdownEvent event) {
        listeners.forEach(Listener::end);
    }

    void add(Listener listener, Topic topic) {
        listeners.add(listener);
        workers.execute(() -> serve(listener, topic));
    }

    private void serve(Listener listener, Topic topic) {
        if (listener.isGone()) {
            listeners.remove(listener);
            return;
        }
        if (listener.isFull()) {
            listener.whenReady(config.dropAfter(), () -> workers.execute(() -> serve(listener, topic)));
            return;
        }
        try {
            FeedStep step = sync.step(listener.cursor(), topic.filter(), topic.selection(), AT_ONCE);
            List<Event> events = events(step, topic);
            Buffer all = Buffer.buffer();
            events.forEach(event -> all.appendBuffer(event.bytes()));
            listener.send(events, all, step.next());
            if (step.more() || !channel(topic).join(listener)) {
                workers.execute(() -> serve(listener, topic));
            } else if (!watch.end().equals(step.next().place().row())) {
                // The feed may have moved on before the consumer joined it.
                sending.request();
            }
        } catch (RuntimeException e) {
            if (isExpired(e)) {
                listener.end();
            } else {
                LOG.debugf(e, "A stream consumer is dropped after a failure");
                listener.drop();
            }
        }
    }

    private SharedFeed channel(Topic topic) {
        return channels.computeIfAbsent(topic, any -> new SharedFeed());
    }

    private void sendAll() {
        channels.forEach(this::send);
    }

    private void send(Topic topic, SharedFeed channel) {
        try {
            sendToTheEnd(topic, channel);
        } catch (RuntimeException e) {
            LOG.warnf(e, "Sending changes to stream consumers failed; the next change or heartbeat retries it");
        }
    }

    private void sendToTheEnd(Topic topic, SharedFeed channel) {
        boolean more = true;
        while (more) {
            if (channel.closeIfEmpty()) {
                channels.remove(topic, channel);
                return;
            }
            more = sendNext(topic, channel);
        }
    }

    /**
     * @return whether there is more; if the database was restored, all consumers reconnect and get the problem as
     *     response
     */
    private boolean sendNext(Topic topic, SharedFeed channel) {
        try {
            FeedStep step = sync.step(channel.cursor(), topic.filter(), topic.selection(), AT_ONCE);
            channel.say(events(step, topic), step.next())
                    .forEach(listener -> workers.execute(() -> serve(listener, topic)));
            return step.more();
        } catch (ProblemException e) {
            if (!isExpired(e)) {
                throw e;
            }
            channel.end();
            channels.remove(topic, channel);
            return false;
        }
    }

    private static boolean isExpired(RuntimeException e) {
        return e instanceof ProblemException problem && problem.type() == ProblemType.CURSOR_EXPIRED;
    }

    private List<Event> events(FeedStep step, Topic topic) {
        try {
            return step.changes().stream()
                    .map(placed -> new Event(placed.cursor().place(), placed.last(), event(placed, topic)))
                    .toList();
        } finally {
            step.memory().run();
        }
    }

    /**
     * Formats an event.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">The
     *     format of an event stream</a>
     */
    private Buffer event(Placed placed, Topic topic) {
        String type = placed.change() instanceof Change.Tombstone ? "tombstone" : "story";
        try {
            // Jackson escapes other characters in text than in bytes, and the delivery API writes bytes.
            return Buffer.buffer("id: " + placed.cursor().encode(topic.filter()) + "\nevent: " + type + "\ndata: ")
                    .appendBytes(json.writeValueAsBytes(placed.change()))
                    .appendString("\n\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

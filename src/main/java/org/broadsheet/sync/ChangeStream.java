package org.broadsheet.sync;

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
import org.broadsheet.change.ChangeWatch;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;
import org.broadsheet.scheduling.CoalescedTask;
import org.broadsheet.story.StorySelection;
import org.broadsheet.sync.FeedStep.Placed;
import org.broadsheet.sync.Listener.Event;
import org.jboss.logging.Logger;

/**
 * Tells listeners what changes. Each goes along the log by itself, as far as its connection takes it, until it comes to
 * the end; from there on it shares a channel with all who listen for the same.
 */
@ApplicationScoped
class ChangeStream {

    private static final Logger LOG = Logger.getLogger(ChangeStream.class);

    /** Few, since they are written in one go. */
    private static final int AT_ONCE = 20;

    private final Sync sync;
    private final ChangeWatch watch;
    private final StreamConfig config;
    private final ObjectWriter json;
    private final Vertx vertx;
    private final Executor workers = Infrastructure.getDefaultWorkerPool();
    private final Map<Topic, SharedFeed> channels = new ConcurrentHashMap<>();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final CoalescedTask sending = new CoalescedTask(workers, this::tellAll);

    ChangeStream(Sync sync, ChangeWatch watch, StreamConfig config, ObjectMapper json, Vertx vertx) {
        this.sync = sync;
        this.watch = watch;
        this.config = config;
        this.json = json.writerFor(Change.class);
        this.vertx = vertx;
    }

    /** What listeners share: the same answers to the same changes. */
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
        workers.execute(() -> goOn(listener, topic));
    }

    private void goOn(Listener listener, Topic topic) {
        if (listener.isGone()) {
            listeners.remove(listener);
            return;
        }
        if (listener.isFull()) {
            listener.whenReady(config.dropAfter(), () -> workers.execute(() -> goOn(listener, topic)));
            return;
        }
        try {
            FeedStep step = sync.step(listener.cursor(), topic.filter(), topic.selection(), AT_ONCE);
            List<Event> events = events(step, topic);
            Buffer all = Buffer.buffer();
            events.forEach(event -> all.appendBuffer(event.bytes()));
            listener.send(events, all, step.next());
            if (step.more() || !channel(topic).join(listener)) {
                workers.execute(() -> goOn(listener, topic));
            } else if (!watch.end().equals(step.next().place().row())) {
                // Others may have been told of what came before the listener joined.
                sending.request();
            }
        } catch (RuntimeException e) {
            if (isExpired(e)) {
                listener.end();
            } else {
                LOG.debugf(e, "A listener cannot be served");
                listener.drop();
            }
        }
    }

    private SharedFeed channel(Topic topic) {
        return channels.computeIfAbsent(topic, any -> new SharedFeed());
    }

    private void tellAll() {
        channels.forEach(this::tell);
    }

    private void tell(Topic topic, SharedFeed channel) {
        try {
            tellToTheEnd(topic, channel);
        } catch (RuntimeException e) {
            LOG.warnf(e, "Listeners cannot be told of changes at the moment");
        }
    }

    private void tellToTheEnd(Topic topic, SharedFeed channel) {
        boolean more = true;
        while (more) {
            if (channel.closeIfEmpty()) {
                channels.remove(topic, channel);
                return;
            }
            more = tellNext(topic, channel);
        }
    }

    /** @return whether there is more; if the database was restored, all reconnect and learn that from the response */
    private boolean tellNext(Topic topic, SharedFeed channel) {
        try {
            FeedStep step = sync.step(channel.cursor(), topic.filter(), topic.selection(), AT_ONCE);
            channel.say(events(step, topic), step.next())
                    .forEach(listener -> workers.execute(() -> goOn(listener, topic)));
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
        return step.changes().stream()
                .map(placed -> new Event(placed.cursor().place(), placed.last(), event(placed, topic)))
                .toList();
    }

    /**
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">The
     *     format of an event stream</a>
     */
    private Buffer event(Placed placed, Topic topic) {
        String type = placed.change() instanceof Change.Tombstone ? "tombstone" : "story";
        try {
            // Jackson escapes other characters in text than in bytes, and delivery writes bytes.
            return Buffer.buffer("id: " + placed.cursor().encode(topic.filter()) + "\nevent: " + type + "\ndata: ")
                    .appendBytes(json.writeValueAsBytes(placed.change()))
                    .appendString("\n\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

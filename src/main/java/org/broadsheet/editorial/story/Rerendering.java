package org.broadsheet.editorial.story;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.Revision;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Renders live stories again whose bodies an earlier version rendered. Each story is one transaction, so that readers see
 * the old or the new rendering, and a restart continues with the stories that are left. Nodes share the work: each skips
 * the stories that another has locked.
 */
@ApplicationScoped
public class Rerendering {

    private static final Logger LOG = Logger.getLogger(Rerendering.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LAST_RETRY = Duration.ofHours(1);

    /** After each story, the task rests this many times as long as the story took, and so leaves processors to readers. */
    private static final int REST = 2;

    private static final UUID NONE = new UUID(0, 0);

    private static final String ANY =
            "EXISTS (SELECT 1 FROM live_story WHERE rendering_version < " + Bodies.RENDERING_VERSION + ")";

    private static final String NEXT = """
            SELECT story_id FROM live_story
            WHERE rendering_version < :current AND story_id > :last ORDER BY story_id LIMIT 100""";

    /** Does not wait for an editor, and lets others refer to the story meanwhile. */
    private static final String LOCK = "SELECT id FROM story WHERE id = :story FOR NO KEY UPDATE SKIP LOCKED";

    private final Session database;
    private final LiveRendering rendering;
    private final ChangeLog changes;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Stories that failed. */
    private final Map<UUID, Retry> retries = new HashMap<>();

    Rerendering(Session database, LiveRendering rendering, ChangeLog changes) {
        this.database = database;
        this.rendering = rendering;
        this.changes = changes;
    }

    /**
     * When a story that failed is rendered again.
     *
     * @param delay of the next retry
     * @param at in the time of {@link System#nanoTime}
     */
    private record Retry(Duration delay, long at) {
        static Retry after(Retry former) {
            Duration delay = former == null ? FIRST_RETRY : former.delay.multipliedBy(2);
            Duration limited = delay.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : delay;
            return new Retry(limited, System.nanoTime() + limited.toNanos());
        }

        boolean isDue() {
            return System.nanoTime() - at >= 0;
        }
    }

    @Produces
    @Singleton
    static PeriodicTask whileAnyIsOld(Rerendering rerendering) {
        return PeriodicTask.where(ANY, PAUSE, rerendering::renderAll);
    }

    /** Ends the task before the scheduler waits for it. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopped.countDown();
    }

    /** Renders all stories of an earlier version; a later run retries those that fail or that an editor has locked. */
    @ActivateRequestContext
    public synchronized void renderAll() {
        List<UUID> batch = after(NONE);
        while (!batch.isEmpty()) {
            for (UUID story : batch) {
                Retry retry = retries.get(story);
                if (retry == null || retry.isDue()) {
                    long began = System.nanoTime();
                    renderOrDelay(story);
                    if (isStoppedWithin(REST * (System.nanoTime() - began))) {
                        return;
                    }
                }
            }
            batch = after(batch.get(batch.size() - 1));
        }
    }

    private List<UUID> after(UUID last) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(NEXT, UUID.class)
                        .setParameter("current", Bodies.RENDERING_VERSION)
                        .setParameter("last", last)
                        .getResultList());
    }

    private boolean isStoppedWithin(long nanoseconds) {
        try {
            return stopped.await(nanoseconds, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void renderOrDelay(UUID story) {
        try {
            QuarkusTransaction.requiringNew().run(() -> renderIfOld(story));
            retries.remove(story);
        } catch (RuntimeException | Error e) {
            Retry retry = Retry.after(retries.get(story));
            retries.put(story, retry);
            LOG.errorf(e, "Rendering the story %s again failed; it is tried again after %s", story, retry.delay());
        }
    }

    private void renderIfOld(UUID story) {
        database.clear();
        boolean locked = database.createNativeQuery(LOCK, UUID.class)
                .setParameter("story", story)
                .uniqueResultOptional()
                .isPresent();
        LiveStory live = locked ? LiveStory.findById(story) : null;
        if (live != null && live.renderingVersion < Bodies.RENDERING_VERSION) {
            render(live);
            database.flush();
        }
    }

    /** The times stay, since no editor changed the story. */
    private void render(LiveStory live) {
        Revision revision = Revision.of(live.storyId, live.revision).orElseThrow();
        LiveStory again = new LiveStory();
        again.language = live.language;
        rendering.renderBody(again, revision.content.body());
        if (!live.hasBodyOf(again)) {
            changes.record(ChangeType.STORY_RENDERED, live.storyId, !live.hasTextOf(again));
            live.replaceBody(again);
        }
        live.renderingVersion = again.renderingVersion;
    }
}

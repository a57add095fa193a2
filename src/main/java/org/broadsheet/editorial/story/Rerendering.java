package org.broadsheet.editorial.story;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.Revision;
import org.broadsheet.platform.scheduling.PeriodicTask;
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

    private static final String ANY = "EXISTS (SELECT 1 FROM live_story WHERE rendering < " + Bodies.RENDERING + ")";

    private static final String NEXT = """
            SELECT s.id FROM live_story l JOIN story s ON s.id = l.story_id
            WHERE l.rendering < :current AND s.id <> ALL(CAST(:failed AS uuid[]))
            ORDER BY l.rendering LIMIT 1 FOR UPDATE OF s SKIP LOCKED""";

    private final EntityManager database;
    private final LiveRendering rendering;
    private final ChangeLog changes;

    Rerendering(EntityManager database, LiveRendering rendering, ChangeLog changes) {
        this.database = database;
        this.rendering = rendering;
        this.changes = changes;
    }

    @Produces
    @Singleton
    static PeriodicTask whileAnyIsOld(Rerendering rerendering) {
        return PeriodicTask.where(ANY, PAUSE, rerendering::renderAll);
    }

    /** Renders all stories of an earlier version; the next run retries those that fail. */
    @ActivateRequestContext
    public void renderAll() {
        Set<UUID> failed = new HashSet<>();
        AtomicReference<UUID> current = new AtomicReference<>();
        boolean more = true;
        while (more) {
            current.set(null);
            try {
                more = QuarkusTransaction.requiringNew().call(() -> renderNext(failed, current));
            } catch (RuntimeException e) {
                if (current.get() == null) {
                    throw e;
                }
                LOG.errorf(e, "Rendering the story %s again failed; the next run retries it", current.get());
                failed.add(current.get());
            }
        }
    }

    private boolean renderNext(Set<UUID> failed, AtomicReference<UUID> current) {
        database.clear();
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<UUID> ids = database.createNativeQuery(NEXT, UUID.class)
                .setParameter("current", Bodies.RENDERING)
                .setParameter("failed", failed.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        Optional<UUID> next = ids.stream().findFirst();
        next.ifPresent(id -> {
            current.set(id);
            render(LiveStory.findById(id));
            database.flush();
        });
        return next.isPresent();
    }

    /** The times stay, since no editor changed the story. */
    private void render(LiveStory live) {
        Revision revision = Revision.of(live.storyId, live.revision).orElseThrow();
        LiveStory again = new LiveStory();
        again.language = live.language;
        rendering.show(again, revision.content.body());
        if (!live.hasBodyOf(again)) {
            changes.record(ChangeType.STORY_RENDERED, live.storyId, false);
            live.takeBodyOf(again);
        }
        live.rendering = again.rendering;
    }
}

package org.broadsheet.editorial.story;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Publishes and unpublishes stories that are due. Every node checks by the clock of the database; the node that locks a
 * story's row does it, and the other nodes skip it.
 */
@ApplicationScoped
public class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A little longer than the pause, so that a story that falls due between two checks is published on time. */
    private static final String SOON =
            " <= clock_timestamp() + interval '" + PAUSE.plusMillis(100).toMillis() + " milliseconds'";

    /** One condition for each index. */
    private static final String ANY_DUE_SOON = "EXISTS (SELECT 1 FROM story WHERE scheduled_at" + SOON
            + ") OR EXISTS (SELECT 1 FROM story WHERE unpublish_at" + SOON + ")";

    private static final String NEXT = """
            SELECT min(extract(epoch FROM at - clock_timestamp()))
            FROM (SELECT scheduled_at AS at FROM story WHERE scheduled_at > clock_timestamp() AND scheduled_at%1$s
                  UNION ALL
                  SELECT unpublish_at FROM story WHERE unpublish_at > clock_timestamp() AND unpublish_at%1$s) s""".formatted(SOON);

    private static final String ONE_DUE = """
            SELECT id FROM story
            WHERE (scheduled_at <= clock_timestamp() OR unpublish_at <= clock_timestamp()) AND id <> ALL(:failed)
            ORDER BY least(scheduled_at, unpublish_at) LIMIT 1 FOR UPDATE SKIP LOCKED""";

    private final Session database;
    private final Publishing publishing;
    private final AuditLog audit;

    Schedule(Session database, Publishing publishing, AuditLog audit) {
        this.database = database;
        this.publishing = publishing;
        this.audit = audit;
    }

    /** A due story must go live, or be unpublished, within a second. */
    @Produces
    @Singleton
    static PeriodicTask often(Schedule schedule) {
        return PeriodicTask.where(ANY_DUE_SOON, PAUSE, schedule::publishOnTime);
    }

    /** Publishes and unpublishes all due stories, and waits for those that fall due before the next check. */
    @ActivateRequestContext
    public void publishOnTime() {
        publishDue();
        for (Optional<Duration> next = untilNext(); next.isPresent(); next = untilNext()) {
            LockSupport.parkNanos(next.get().toNanos());
            publishDue();
        }
    }

    private Optional<Duration> untilNext() {
        Double seconds = QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(NEXT, Double.class).getSingleResult());
        return Optional.ofNullable(seconds).map(next -> Duration.ofNanos((long) (next * 1e9)));
    }

    /**
     * Publishes and unpublishes all due stories with their scheduled times, each in its own transaction. A story that fails does not
     * block the others, and the next run retries it.
     */
    @ActivateRequestContext
    public void publishDue() {
        Set<UUID> failed = new HashSet<>();
        AtomicReference<UUID> current = new AtomicReference<>();
        boolean more = true;
        while (more) {
            current.set(null);
            try {
                more = QuarkusTransaction.requiringNew().call(() -> publishNext(failed, current));
            } catch (RuntimeException e) {
                if (current.get() == null) {
                    throw e;
                }
                LOG.errorf(e, "The schedule of the story %s failed; the next run retries it", current.get());
                failed.add(current.get());
            }
        }
    }

    private boolean publishNext(Set<UUID> failed, AtomicReference<UUID> current) {
        database.clear();
        Optional<Story> due = due(failed);
        due.ifPresent(story -> {
            current.set(story.id);
            if (isPublishedFirst(story)) {
                publish(story);
            } else {
                publishing.unpublish(story, story.unpublishReason);
                database.flush();
                LOG.infof("Unpublished the story %s at its time", story.id);
            }
        });
        return due.isPresent();
    }

    /** The story is due, so what is scheduled first is due. */
    private static boolean isPublishedFirst(Story story) {
        return story.scheduledAt != null
                && (story.unpublishAt == null || !story.scheduledAt.isAfter(story.unpublishAt));
    }

    private void publish(Story story) {
        try {
            publishing.publish(
                    story,
                    Revision.of(story.id, story.scheduledRevision).orElseThrow(),
                    story.scheduledAt,
                    story.scheduledMinor);
            database.flush();
            LOG.infof("Published the scheduled story %s", story.id);
        } catch (ProblemException e) {
            giveUp(story, e);
        }
    }

    private Optional<Story> due(Set<UUID> failed) {
        return database.createNativeQuery(ONE_DUE, UUID.class)
                .setParameter("failed", failed.toArray(UUID[]::new))
                .uniqueResultOptional()
                .map(id -> Story.<Story>findById(id));
    }

    /** A revision that has become incomplete since it was scheduled would fail again at every run. */
    private void giveUp(Story story, ProblemException reason) {
        LOG.errorf("Cancelled the schedule of story %s: %s", story.id, reason.getMessage());
        publishing.cancelPublication(story);
        audit.record(
                AuditAction.STORY_SCHEDULE_FAILED, story.subject(), Map.of(), Map.of("reason", reason.getMessage()));
    }
}

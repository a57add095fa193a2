package org.broadsheet.discovery.related;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.broadsheet.changelog.ChangeWatch;
import org.broadsheet.changelog.LogSnapshot;
import org.broadsheet.discovery.related.RelatedLists.Computed;
import org.broadsheet.discovery.search.IndexedStories;
import org.broadsheet.discovery.search.NearDuplicates;
import org.broadsheet.discovery.search.SimilarStories;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.scheduling.CoalescedTask;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Updates the lists of related stories from the change log, on one node at a time. When a story changes, its own list,
 * the lists that contain it and the lists of similar stories are computed again.
 */
@ApplicationScoped
class RelatedUpdates {

    private static final Logger LOG = Logger.getLogger(RelatedUpdates.class);

    private static final String HAS_WORK = """
            EXISTS (SELECT 1 FROM related_task) OR (
                SELECT position IS NULL OR position[3] IS DISTINCT FROM coalesce((
                    SELECT CAST(id AS text) FROM change ORDER BY transaction DESC, sequence DESC LIMIT 1), '')
                OR EXISTS (
                    SELECT 1 FROM change WHERE %s)
                FROM related_progress)""".formatted(LogSnapshot.notIn("position[1]", "transaction"));

    private static final String LEASE = """
            UPDATE related_progress SET leased_by = :node, leased_until = clock_timestamp() + interval '30 seconds'
            WHERE (leased_by = :node OR leased_until < clock_timestamp()) AND (%s)""".formatted(HAS_WORK);

    /** Checks the lease before lists are written: after it has expired, another node may have written newer lists. */
    private static final String STILL_LEASED = "SELECT one FROM related_progress WHERE leased_by = :node FOR UPDATE";

    /** Deletes tasks by id. If a story has changed again meanwhile, its task has another id and is not deleted. */
    private static final String REMOVE = """
            WITH removed AS (DELETE FROM related_task WHERE id = ANY(:ids) RETURNING story_id)
            SELECT story_id FROM removed""";

    private static final String POSTPONE = "UPDATE related_task SET id = DEFAULT WHERE id = ANY(:ids)";

    private static final String ADD = """
            INSERT INTO related_task (story_id, spreads)
            SELECT id, :spreads FROM unnest(:ids) t (id)
            ON CONFLICT (story_id) DO UPDATE SET id = DEFAULT, spreads = related_task.spreads OR excluded.spreads""";

    private static final String ADD_ALL =
            "INSERT INTO related_task (story_id, spreads) SELECT story_id, false FROM live_story"
                    + " ORDER BY published_at DESC ON CONFLICT (story_id) DO NOTHING";

    private static final String NEXT = """
            SELECT id, story_id AS story, spreads FROM related_task WHERE spreads OR id <= :pass
            ORDER BY spreads DESC, id LIMIT 50""";

    /**
     * The minimum time between the beginnings of two passes over the lists of stories that have not changed themselves.
     * While many stories are published, each list is computed once in a pass, not once for each published story.
     */
    private static final Duration PASS = Duration.ofSeconds(1);

    private static final int PATIENCE_SECONDS = 10;

    private final UUID node = UUID.randomUUID();
    private final RelatedLists lists;
    private final SimilarStories similar;
    private final IndexedStories stories;
    private final Session database;

    private final ScheduledThreadPoolExecutor executor = executor();
    private final CoalescedTask updating = new CoalescedTask(executor, this::updateAll);

    private volatile boolean stopped;

    /** The greatest id of a task in the current pass. */
    private long pass;

    private long passBegan = System.nanoTime() - PASS.toNanos();

    RelatedUpdates(RelatedLists lists, SimilarStories similar, IndexedStories stories, Session database) {
        this.lists = lists;
        this.similar = similar;
        this.stories = stories;
        this.database = database;
    }

    /** The thread ends when there is nothing to do. Requests after the shutdown are ignored. */
    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "related-stories");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    @Produces
    @Singleton
    static PeriodicTask periodically(RelatedUpdates updates) {
        return PeriodicTask.where(HAS_WORK, Duration.ofSeconds(2), updates::request);
    }

    void start(@Observes StartupEvent event, ChangeWatch watch) {
        watch.wake(this::request);
    }

    /** Waits for the list that is being computed, since the database is disconnected next. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        executor.shutdown();
        executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void request() {
        updating.request();
    }

    private void updateAll() {
        try {
            while (!stopped && similar.isReady() && lease()) {
                readChanges();
                similar.update();
                List<Task> tasks = nextTasks();
                if (tasks.isEmpty()) {
                    return;
                }
                Map<Task, Computed> done = similar.read(index -> compute(tasks, index));
                if (stopped) {
                    // The tasks remain for the next start or another node.
                    return;
                }
                finish(tasks, done);
                if (done.isEmpty()) {
                    // All tasks have failed; they are retried on the next request.
                    return;
                }
            }
        } catch (ProblemException e) {
            LOG.debug("The index is not available, so the tasks remain", e);
        }
    }

    /** Returns the next tasks; none if the next pass has to wait. */
    private List<Task> nextTasks() {
        List<Task> tasks = tasks(pass);
        long wait = passBegan + PASS.toNanos() - System.nanoTime();
        if (tasks.isEmpty() && wait > 0) {
            executor.schedule(this::request, wait, TimeUnit.NANOSECONDS);
        } else if (tasks.isEmpty()) {
            passBegan = System.nanoTime();
            pass = newestTask();
            tasks = tasks(pass);
        }
        return tasks;
    }

    /** A story whose list is to be computed. */
    record Task(long id, UUID story, boolean spreads) {}

    /** @return whether there is work to do, and this node holds the lease */
    @Transactional
    public boolean lease() {
        return database.createNativeMutationQuery(LEASE)
                        .setParameter("node", node)
                        .executeUpdate()
                > 0;
    }

    /** Adds tasks for the stories that have changed since the last call. */
    @Transactional
    public void readChanges() {
        Optional<LogSnapshot.Changes> changes = progress().map(stories::liveChanges);
        if (changes.isEmpty() || changes.get().lost()) {
            LogSnapshot now = LogSnapshot.now(database);
            database.createNativeMutationQuery(ADD_ALL).executeUpdate();
            setProgress(now);
        } else {
            add(changes.get().ids(), true);
            setProgress(changes.get().now());
        }
    }

    private Optional<LogSnapshot> progress() {
        return database
                .createNativeQuery("SELECT position FROM related_progress WHERE position IS NOT NULL", String[].class)
                .getResultList()
                .stream()
                .findFirst()
                .map(parts -> new LogSnapshot(parts[0], parts[1], parts[2], parts[3]));
    }

    private void setProgress(LogSnapshot seen) {
        database.createNativeMutationQuery("UPDATE related_progress SET position = :position")
                .setParameter("position", new String[] {seen.snapshot(), seen.log(), seen.newest(), seen.transaction()})
                .executeUpdate();
    }

    private void add(Collection<UUID> stories, boolean spreads) {
        if (!stories.isEmpty()) {
            database.createNativeMutationQuery(ADD)
                    .setParameter("ids", stories.toArray(UUID[]::new))
                    .setParameter("spreads", spreads)
                    .executeUpdate();
        }
    }

    /** @return the next tasks of stories that have changed, and then of the current pass */
    @Transactional
    public List<Task> tasks(long pass) {
        return database.createNativeQuery(NEXT, Task.class)
                .setParameter("pass", pass)
                .getResultList();
    }

    @Transactional
    public long newestTask() {
        return database.createNativeQuery("SELECT coalesce(max(id), 0) FROM related_task", Long.class)
                .getSingleResult();
    }

    /** @return the lists of each task that has not failed; not all if the program ends */
    private Map<Task, Computed> compute(List<Task> tasks, SimilarStories.Snapshot index) {
        NearDuplicates duplicates = new NearDuplicates();
        Map<Task, Computed> done = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (stopped) {
                break;
            }
            try {
                done.put(task, lists.compute(task.story(), task.spreads(), index, duplicates));
            } catch (UncheckedIOException e) {
                // The index is damaged.
                throw e;
            } catch (RuntimeException e) {
                LOG.warnf(e, "The stories related to %s cannot be computed", task.story());
            }
        }
        return done;
    }

    /** Writes the lists of all tasks that are still current, and postpones those that have failed. */
    @Transactional
    public void finish(List<Task> tasks, Map<Task, Computed> done) {
        if (database.createNativeQuery(STILL_LEASED, Boolean.class)
                .setParameter("node", node)
                .getResultList()
                .isEmpty()) {
            return;
        }
        lists.lock(tasks.stream().map(Task::story).toList());
        Set<UUID> removed = new HashSet<>(database.createNativeQuery(REMOVE, UUID.class)
                .setParameter("ids", ids(done.keySet()))
                .getResultList());
        Set<UUID> others = new HashSet<>();
        done.forEach((task, computed) -> {
            if (removed.contains(task.story())) {
                computed.lists().ifPresent(found -> lists.write(task.story(), found));
                others.addAll(computed.others());
            }
        });
        add(others, false);
        if (done.size() < tasks.size()) {
            database.createNativeMutationQuery(POSTPONE)
                    .setParameter("ids", ids(tasks))
                    .executeUpdate();
        }
    }

    private static Long[] ids(Collection<Task> tasks) {
        return tasks.stream().map(Task::id).toArray(Long[]::new);
    }
}

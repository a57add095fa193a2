package org.broadsheet.discovery.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.AlreadyClosedException;
import org.broadsheet.changelog.LogSnapshot;
import org.broadsheet.changelog.LogSnapshot.Changes;
import org.broadsheet.discovery.search.IndexedStories.Source;
import org.broadsheet.discovery.search.StoryIndex.Reading;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.jboss.logging.Logger;

/**
 * An index that its own thread updates from the database on request. Each commit has the snapshot of the database
 * that the index covers. After a crash, later changes are read again; reading a story twice does no harm. An index that
 * is missing, damaged or of another version is built from the database.
 */
abstract class UpdatedIndex {

    private static final Logger LOG = Logger.getLogger(UpdatedIndex.class);

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(3);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /**
     * The maximum time that a search waits for an update. Then this search and all later ones are rejected until the
     * index is updated.
     */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** The maximum time that searches wait for the index of a node that has just started. */
    private static final Duration MAX_WAIT_AT_START = Duration.ofSeconds(2);

    private static final int BATCH_SIZE = 500;

    private final String name;
    private final Path folder;
    private final IndexedStories stories;
    private final Source<?> source;
    private final Thread thread;

    private volatile StoryIndex index;
    private volatile boolean stopped;
    private volatile boolean ready;
    private volatile int storiesRead;
    private volatile long startedAt;

    /** The error that a reader has met since the index was opened. */
    private volatile IOException damage;

    /**
     * The number of updates that have been requested. {@link #completed} is its value when the last completed update
     * began.
     */
    private long requested;

    private long completed;
    private volatile boolean late;

    private LogSnapshot indexed;
    private boolean uncommitted;
    private long committedAt;

    /** @param name the name of the index in log messages */
    UpdatedIndex(String name, Path folder, IndexedStories stories, Source<?> source, MeterRegistry metrics) {
        this.name = name;
        this.folder = folder;
        this.stories = stories;
        this.source = source;
        this.thread = new Thread(this::run, name.replace(' ', '-'));
        Tags tags = Tags.of("index", folder.getFileName().toString());
        metrics.gauge("search.index.ready", tags, this, updated -> updated.ready ? 1 : 0);
        metrics.gauge("search.index.stories.read", tags, this, updated -> updated.storiesRead);
    }

    void start() {
        startedAt = System.nanoTime();
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        requestUpdate();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    /** Waits for what the first update depends on. */
    void beforeFirstUpdate() {}

    synchronized void requestUpdate() {
        requested++;
        notifyAll();
    }

    /** Waits until the index is built. */
    void awaitReady() {
        awaitUntil(System.nanoTime() + TimeUnit.DAYS.toNanos(1), () -> ready || stopped);
    }

    boolean isReady() {
        return ready;
    }

    /**
     * Updates the index with everything that has been committed to the database.
     *
     * @throws ProblemException 503 if the index is being built, or the update takes too long
     */
    void update() {
        requestUpdate();
        awaitUpdate();
    }

    /**
     * Reads the index after all requested updates.
     *
     * @throws ProblemException 503 if the index is being built or is damaged, or an update takes too long
     */
    <T> T read(Reading<T> reading) {
        awaitUpdate();
        StoryIndex open = Optional.ofNullable(index).orElseThrow(UpdatedIndex::unavailable);
        try {
            return open.read(reading);
        } catch (AlreadyClosedException e) {
            throw unavailable();
        } catch (IOException e) {
            throw damaged(e);
        } catch (UncheckedIOException e) {
            throw damaged(e.getCause());
        }
    }

    private ProblemException damaged(IOException reason) {
        damage = reason;
        requestUpdate();
        return unavailable();
    }

    private static ProblemException unavailable() {
        return ProblemException.of(ProblemType.UNAVAILABLE, "The search index is not ready.")
                .withHeader("Retry-After", "5");
    }

    /** Waits until readers see everything that was committed before the last update was requested. */
    private void awaitUpdate() {
        awaitUntil(startedAt + MAX_WAIT_AT_START.toNanos(), () -> ready);
        long target = requested();
        if (ready && !late) {
            awaitUntil(System.nanoTime() + MAX_WAIT.toNanos(), () -> ready && completed >= target);
        }
        if (!ready || isLate(target)) {
            throw unavailable();
        }
    }

    private synchronized boolean isLate(long target) {
        late = late || completed < target;
        return completed < target;
    }

    private synchronized long requested() {
        return requested;
    }

    /** @param time a value of {@code System.nanoTime()} */
    private synchronized void awaitUntil(long time, BooleanSupplier condition) {
        try {
            long left = time - System.nanoTime();
            while (!condition.getAsBoolean() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
                left = time - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        beforeFirstUpdate();
        while (!stopped) {
            try {
                open();
                while (!stopped) {
                    updateWhenRequested();
                }
                commit();
                close();
            } catch (IOException | UncheckedIOException | AlreadyClosedException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                LOG.warnf("The %s cannot be opened or built: %s", name, e);
                close(e);
            }
        }
    }

    /**
     * Deletes a damaged index, so that it is rebuilt. An index that cannot be written, as on a full disk, stays in
     * its folder and is opened again.
     */
    private void fail(Exception failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && !isDamage(reason)) {
            reason = reason.getCause();
        }
        if (isDamage(reason)) {
            LOG.warnf("The %s is damaged and will be rebuilt: %s", name, reason);
            close(failure);
            delete();
        } else {
            LOG.warnf("The %s cannot be written, so searches are rejected: %s", name, reason);
            close(failure);
        }
    }

    private static boolean isDamage(Throwable reason) {
        return reason instanceof CorruptIndexException
                || reason instanceof IndexFormatTooOldException
                || reason instanceof IndexFormatTooNewException
                || reason instanceof EOFException
                || reason instanceof NoSuchFileException
                || reason instanceof FileNotFoundException;
    }

    private void close(Throwable reason) {
        LOG.debugf(reason, "The %s has failed", name);
        ready = false;
        try {
            close();
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "The %s cannot be closed", name);
        }
        awaitUntil(System.nanoTime() + RETRY_DELAY.toNanos(), () -> stopped);
    }

    private void close() throws IOException {
        StoryIndex closing = index;
        index = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void delete() {
        try {
            StoryIndex.delete(folder);
        } catch (IOException e) {
            LOG.warnf("The %s cannot be deleted: %s", name, e);
        }
    }

    private void open() throws IOException {
        index = StoryIndex.open(folder);
        damage = null;
        committedAt = System.nanoTime();
        Map<String, String> committed = index.committed();
        if (StoryDocument.VERSION.equals(committed.get("version"))) {
            indexed = LogSnapshot.from(committed::get);
            readChanges();
            refresh();
        } else {
            build();
        }
    }

    private void commit() throws IOException {
        if (indexed != null) {
            Map<String, String> committed = new HashMap<>(indexed.toMap());
            committed.put("version", StoryDocument.VERSION);
            index.commit(committed);
            uncommitted = false;
            committedAt = System.nanoTime();
        }
    }

    /** Makes the current state of the index visible to readers. */
    private void refresh() throws IOException {
        index.searchers().maybeRefreshBlocking();
        synchronized (this) {
            // There is no snapshot after an interrupted build, because the index is incomplete.
            ready = indexed != null;
            notifyAll();
        }
    }

    private void updateWhenRequested() throws IOException {
        long target = awaitRequest();
        if (damage != null) {
            throw damage;
        }
        try {
            if (completed < target) {
                readChanges();
                refresh();
                complete(target);
            }
        } catch (UncheckedIOException | AlreadyClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (indexed == null) {
                // The build was interrupted, so the index is incomplete.
                throw e;
            }
            LOG.warnf("The %s cannot be updated at the moment: %s", name, e);
            LOG.debugf(e, "The %s has not been updated", name);
            awaitUntil(System.nanoTime() + RETRY_DELAY.toNanos(), () -> stopped);
        }
        if (uncommitted && System.nanoTime() - committedAt > COMMIT_INTERVAL.toNanos()) {
            commit();
        }
    }

    /** @return the number of updates that have been requested */
    private synchronized long awaitRequest() {
        try {
            if (completed == requested && !stopped) {
                wait(uncommitted ? COMMIT_INTERVAL.toMillis() : 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
        return requested;
    }

    private synchronized void complete(long target) {
        completed = target;
        late = false;
        notifyAll();
    }

    private void readChanges() throws IOException {
        Changes changes = stories.changes(source, indexed);
        if (changes.lost()) {
            LOG.infof("The %s does not match the database and will be rebuilt", name);
            build();
        } else {
            update(List.copyOf(changes.ids()));
            indexed = changes.now();
        }
    }

    private void update(List<UUID> changed) throws IOException {
        for (int from = 0; from < changed.size(); from += BATCH_SIZE) {
            List<UUID> batch = changed.subList(from, Math.min(changed.size(), from + BATCH_SIZE));
            index.writer()
                    .deleteDocuments(batch.stream().map(StoryDocument::term).toArray(Term[]::new));
            add(stories.texts(source, batch));
            uncommitted = true;
        }
    }

    private void add(List<StoryText> texts) {
        IndexWriter writer = index.writer();
        texts.parallelStream().forEach(text -> {
            try {
                writer.addDocument(StoryDocument.of(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Indexes all stories, and then the changes that were made meanwhile. */
    private void build() throws IOException {
        ready = false;
        // An index without a snapshot is never committed.
        indexed = null;
        LogSnapshot begun = stories.now();
        index.writer().deleteAll();
        storiesRead = 0;
        long began = System.nanoTime();
        long reported = began;
        List<StoryText> next = stories.textsAfter(source, new UUID(0, 0), BATCH_SIZE);
        while (!next.isEmpty() && !stopped) {
            CompletableFuture<List<StoryText>> following = readAhead(next.get(next.size() - 1));
            add(next);
            storiesRead += next.size();
            if (System.nanoTime() - reported > REPORT_INTERVAL.toNanos()) {
                reported = System.nanoTime();
                LOG.infof("The %s has %d stories so far", name, storiesRead);
            }
            next = following.join();
        }
        if (!stopped) {
            indexed = begun;
            commit();
            readChanges();
            LOG.infof(
                    "The %s of %d stories was built in %.1f s",
                    name,
                    storiesRead,
                    Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3);
            refresh();
        }
    }

    /** Reads the next batch while the current one is analyzed. */
    private CompletableFuture<List<StoryText>> readAhead(StoryText last) {
        return CompletableFuture.supplyAsync(
                () -> stories.textsAfter(source, last.id(), BATCH_SIZE), Infrastructure.getDefaultWorkerPool());
    }
}

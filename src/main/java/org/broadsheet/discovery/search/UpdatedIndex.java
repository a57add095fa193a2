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
 * An index that a thread of its own updates from the database whenever that is requested. It is committed with the snapshot
 * of the database that it has; what follows that is read again after a crash, and reading a story twice does no harm. An
 * index that is missing, damaged or of another program is built from the database.
 */
abstract class UpdatedIndex {

    private static final Logger LOG = Logger.getLogger(UpdatedIndex.class);

    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(3);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    /** A search that has waited so long is rejected, and so are others until the index is updated. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Searches wait so long for a node that has just been started. */
    private static final Duration START = Duration.ofSeconds(2);

    private static final int BATCH = 500;

    private final String name;
    private final Path folder;
    private final IndexedStories stories;
    private final Source<?> source;
    private final Thread thread;

    private volatile StoryIndex index;
    private volatile boolean stopped;
    private volatile boolean ready;
    private volatile int read;
    private volatile long startedAt;

    /** What a reader of the index has met since it was opened. */
    private volatile IOException damage;

    /** How many updates have been requested, and how many of these requests had been made when the last one began. */
    private long requested;

    private long completed;
    private volatile boolean late;

    private LogSnapshot indexed;
    private boolean uncommitted;
    private long committedAt;

    /** @param name of the index, as operators read it in the log */
    UpdatedIndex(String name, Path folder, IndexedStories stories, Source<?> source, MeterRegistry metrics) {
        this.name = name;
        this.folder = folder;
        this.stories = stories;
        this.source = source;
        this.thread = new Thread(this::run, name.replace(' ', '-'));
        Tags tags = Tags.of("index", folder.getFileName().toString());
        metrics.gauge("search.index.ready", tags, this, updated -> updated.ready ? 1 : 0);
        metrics.gauge("search.index.stories.read", tags, this, updated -> updated.read);
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

    /** What the thread waits for first. */
    void beforeFirstUpdate() {}

    synchronized void requestUpdate() {
        requested++;
        notifyAll();
    }

    /** Waits until there is an index. */
    void awaitReady() {
        awaitUntil(System.nanoTime() + TimeUnit.DAYS.toNanos(1), () -> ready || stopped);
    }

    boolean isReady() {
        return ready;
    }

    /**
     * Updates the index with everything that has been committed.
     *
     * @throws ProblemException 503 if the index is being built, or the update takes too long
     */
    void update() {
        requestUpdate();
        awaitUpdate();
    }

    /**
     * Reads the index, with all updates that have been requested.
     *
     * @throws ProblemException 503 if it is being built or damaged, or an update takes too long
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
        return ProblemException.of(ProblemType.UNAVAILABLE, "The search index is being built.")
                .withHeader("Retry-After", "5");
    }

    /** Waits until readers see everything that was committed before the last update was requested. */
    private void awaitUpdate() {
        awaitUntil(startedAt + START.toNanos(), () -> ready);
        long target = requested();
        if (ready && !late) {
            awaitUntil(System.nanoTime() + LONGEST_WAIT.toNanos(), () -> ready && completed >= target);
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

    /** @param time as {@code System.nanoTime()} */
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
                LOG.warnf("The %s cannot be built at the moment: %s", name, e);
                close(e);
            }
        }
    }

    /** What is damaged is built again. What cannot be written, as on a full disk, is tried again as it is. */
    private void fail(Exception failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && !isDamage(reason)) {
            reason = reason.getCause();
        }
        if (isDamage(reason)) {
            LOG.warnf("The %s is damaged and is built again: %s", name, reason);
            close(failure);
            delete();
        } else {
            LOG.warnf("The %s cannot be written, so that searches are rejected: %s", name, reason);
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
        LOG.debug("The reason", reason);
        ready = false;
        try {
            close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("The index cannot be closed", e);
        }
        awaitUntil(System.nanoTime() + AFTER_A_FAILURE.toNanos(), () -> stopped);
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

    /** Lets readers see the index as it is. Until then they see it as it was. */
    private void refresh() throws IOException {
        index.searchers().maybeRefreshBlocking();
        synchronized (this) {
            // A build that was stopped is not complete.
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
                // A build was interrupted: what is there is incomplete.
                throw e;
            }
            LOG.warnf("The %s cannot be updated at the moment: %s", name, e);
            LOG.debug("The reason", e);
            awaitUntil(System.nanoTime() + AFTER_A_FAILURE.toNanos(), () -> stopped);
        }
        if (uncommitted && System.nanoTime() - committedAt > BETWEEN_COMMITS.toNanos()) {
            commit();
        }
    }

    /** @return how many updates have been requested */
    private synchronized long awaitRequest() {
        try {
            if (completed == requested && !stopped) {
                wait(uncommitted ? BETWEEN_COMMITS.toMillis() : 0);
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
            LOG.infof("The %s is not of the present state of the database, and is built again", name);
            build();
        } else {
            update(List.copyOf(changes.ids()));
            indexed = changes.now();
        }
    }

    private void update(List<UUID> changed) throws IOException {
        for (int from = 0; from < changed.size(); from += BATCH) {
            List<UUID> batch = changed.subList(from, Math.min(changed.size(), from + BATCH));
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

    /** Reads all stories. What changes meanwhile is seen after that. */
    private void build() throws IOException {
        ready = false;
        // An index without a snapshot is never committed.
        indexed = null;
        LogSnapshot begun = stories.now();
        index.writer().deleteAll();
        read = 0;
        long began = System.nanoTime();
        long reported = began;
        List<StoryText> next = stories.textsAfter(source, new UUID(0, 0), BATCH);
        while (!next.isEmpty() && !stopped) {
            CompletableFuture<List<StoryText>> following = readAhead(next.get(next.size() - 1));
            add(next);
            read += next.size();
            if (System.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
                reported = System.nanoTime();
                LOG.infof("The %s has %d stories", name, read);
            }
            next = following.join();
        }
        if (!stopped) {
            indexed = begun;
            commit();
            readChanges();
            LOG.infof(
                    "The %s of %d stories was built in %.1f s",
                    name, read, Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3);
            refresh();
        }
    }

    /** The database and the analyzers work at the same time. */
    private CompletableFuture<List<StoryText>> readAhead(StoryText last) {
        return CompletableFuture.supplyAsync(
                () -> stories.textsAfter(source, last.id(), BATCH), Infrastructure.getDefaultWorkerPool());
    }
}

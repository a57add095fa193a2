package org.broadsheet.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.AlreadyClosedException;
import org.broadsheet.search.IndexedStories.Changes;
import org.broadsheet.search.IndexedStories.Position;
import org.jboss.logging.Logger;

/**
 * Updates an index from the database, on one thread, whenever it is asked to. The index is committed with the position
 * that it has seen; what follows that is read again after a crash, and reading a story twice does no harm. An index that
 * is missing, damaged or of another program is built from the database.
 */
final class IndexUpdater {

    private static final Logger LOG = Logger.getLogger(IndexUpdater.class);

    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(3);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    /** A search that has waited so long is rejected, and so are others until the index is updated. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Searches wait so long for a node that has just been started. */
    private static final Duration START = Duration.ofSeconds(2);

    private static final int AT_ONCE = 500;

    private final String name;
    private final StoryIndex index;
    private final IndexedStories stories;
    private final Thread thread;

    private volatile boolean stopped;
    private volatile boolean ready;
    private volatile int read;
    private volatile long startedAt;

    /** How many updates have been asked for, and how many of these requests had been made when the last one began. */
    private long asked;

    private long seen;
    private volatile boolean late;

    private Position position;
    private boolean uncommitted;
    private long committedAt;

    /**
     * @param name of the index, as operators read it in the log
     * @param first is run on the thread of the updater before anything else
     */
    IndexUpdater(String name, StoryIndex index, IndexedStories stories, Runnable first) {
        this.name = name;
        this.index = index;
        this.stories = stories;
        index.whenDamaged(this::ask);
        this.thread = new Thread(
                () -> {
                    first.run();
                    run();
                },
                name.replace(' ', '-'));
    }

    void start() {
        startedAt = System.nanoTime();
        thread.setDaemon(true);
        thread.start();
    }

    void stop() throws InterruptedException {
        stopped = true;
        ask();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    /** Asks for an update. */
    synchronized void ask() {
        asked++;
        notifyAll();
    }

    /** Waits until there is an index. */
    void awaitReady() {
        awaitUntil(System.nanoTime() + TimeUnit.DAYS.toNanos(1), () -> ready || stopped);
    }

    /** Whether there is an index. */
    boolean isReady() {
        return ready;
    }

    /** @param name of the index in metrics */
    void measure(MeterRegistry metrics, String name) {
        Tags tags = Tags.of("index", name);
        metrics.gauge("search.index.ready", tags, this, updater -> updater.ready ? 1 : 0);
        metrics.gauge("search.index.stories.read", tags, this, updater -> updater.read);
    }

    /**
     * Waits until readers see everything that was committed before the last update was asked for.
     *
     * @throws org.broadsheet.problem.ProblemException 503 if the index is being built, or the update takes too long
     */
    void await() {
        awaitUntil(startedAt + START.toNanos(), () -> ready);
        long target = requests();
        if (ready && !late) {
            awaitUntil(System.nanoTime() + LONGEST_WAIT.toNanos(), () -> ready && seen >= target);
        }
        if (!ready || isLate(target)) {
            throw StoryIndex.unavailable();
        }
    }

    private synchronized boolean isLate(long target) {
        late = late || seen < target;
        return seen < target;
    }

    private synchronized long requests() {
        return asked;
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
        while (!stopped) {
            try {
                open();
                while (!stopped) {
                    updateWhenAsked();
                }
                commit();
                index.close();
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
            index.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("The index cannot be closed", e);
        }
        pause(AFTER_A_FAILURE);
    }

    private void delete() {
        try {
            index.delete();
        } catch (IOException e) {
            LOG.warnf("The %s cannot be deleted: %s", name, e);
        }
    }

    private void open() throws IOException {
        Optional<Position> committed = Position.from(index.open());
        committedAt = System.nanoTime();
        if (committed.isPresent()) {
            position = committed.get();
            readChanges();
            nowReady();
        } else {
            build();
        }
    }

    private void nowReady() throws IOException {
        index.refresh();
        synchronized (this) {
            ready = true;
            notifyAll();
        }
    }

    private void updateWhenAsked() throws IOException {
        long target = awaitRequest();
        index.rethrowDamage();
        try {
            if (seen < target) {
                readChanges();
                index.refresh();
                saw(target);
            }
        } catch (UncheckedIOException | AlreadyClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warnf("The %s cannot be updated at the moment: %s", name, e);
            LOG.debug("The reason", e);
            pause(AFTER_A_FAILURE);
        }
        if (uncommitted && System.nanoTime() - committedAt > BETWEEN_COMMITS.toNanos()) {
            commit();
        }
    }

    /** @return how many updates have been asked for */
    private synchronized long awaitRequest() {
        try {
            if (seen == asked && !stopped) {
                wait(uncommitted ? BETWEEN_COMMITS.toMillis() : 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
        return asked;
    }

    private synchronized void saw(long target) {
        seen = target;
        late = false;
        notifyAll();
    }

    private void pause(Duration length) {
        awaitUntil(System.nanoTime() + length.toNanos(), () -> stopped);
    }

    private void readChanges() throws IOException {
        Changes changes = stories.since(position);
        if (changes.lost()) {
            LOG.infof("The %s is not of the present state of the database, and is built again", name);
            build();
        } else {
            update(changes.stories());
            position = changes.position();
        }
    }

    private void update(Set<UUID> changed) throws IOException {
        List<UUID> all = new ArrayList<>(changed);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<UUID> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            index.delete(some);
            stories.of(some).parallelStream().forEach(index::add);
            uncommitted = true;
        }
    }

    /** Reads all stories. What changes meanwhile is seen after that. */
    private void build() throws IOException {
        ready = false;
        position = stories.now();
        index.clear();
        read = 0;
        long began = System.nanoTime();
        long reported = began;
        List<StoryText> next = stories.after(new UUID(0, 0), AT_ONCE);
        while (!next.isEmpty() && !stopped) {
            CompletableFuture<List<StoryText>> following = readAhead(next.get(next.size() - 1));
            next.parallelStream().forEach(index::add);
            read += next.size();
            if (System.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
                reported = System.nanoTime();
                LOG.infof("The %s has %d stories", name, read);
            }
            next = following.join();
        }
        if (stopped) {
            position = null;
        } else {
            commit();
            readChanges();
            LOG.infof(
                    "The %s of %d stories was built in %.1f s",
                    name, read, Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3);
            nowReady();
        }
    }

    /** The database and the analyzers work at the same time. */
    private CompletableFuture<List<StoryText>> readAhead(StoryText last) {
        return CompletableFuture.supplyAsync(
                () -> stories.after(last.id(), AT_ONCE), Infrastructure.getDefaultWorkerPool());
    }

    private void commit() throws IOException {
        if (position != null) {
            index.commit(position.data());
            uncommitted = false;
            committedAt = System.nanoTime();
        }
    }
}

package org.broadsheet.discovery.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.AlreadyClosedException;
import org.broadsheet.discovery.search.IndexedStories.Source;
import org.broadsheet.discovery.search.StoryIndex.Reading;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.jboss.logging.Logger;

/**
 * An index that its own thread opens, and updates from the database on request. An index that is missing, damaged or of
 * another version is built from the database.
 */
abstract class UpdatedIndex {

    private static final Logger LOG = Logger.getLogger(UpdatedIndex.class);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final String name;
    private final Path folder;
    private final IndexedStories stories;
    private final Source<?> source;
    private final Thread thread;
    private final UpdateRequests requests = new UpdateRequests();

    private volatile Optional<StoryIndexer> open = Optional.empty();

    /** The error that a reader has met since the index was opened. */
    private volatile IOException damage;

    /** @param name the name of the index in log messages */
    UpdatedIndex(String name, Path folder, IndexedStories stories, Source<?> source, MeterRegistry metrics) {
        this.name = name;
        this.folder = folder;
        this.stories = stories;
        this.source = source;
        this.thread = new Thread(this::run, name.replace(' ', '-'));
        Tags tags = Tags.of("index", folder.getFileName().toString());
        metrics.gauge("search.index.ready", tags, this, updated -> updated.isReady() ? 1 : 0);
        metrics.gauge(
                "search.index.stories.read",
                tags,
                this,
                updated -> updated.open.map(StoryIndexer::storiesRead).orElse(0));
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        requests.stop();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    /** Waits for what the first update depends on. */
    void beforeFirstUpdate() {}

    void requestUpdate() {
        requests.request();
    }

    /** Waits until the index is built. */
    void awaitReady() {
        requests.awaitReady();
    }

    boolean isReady() {
        return requests.isReady();
    }

    /**
     * Updates the index with everything that has been committed to the database.
     *
     * @throws ProblemException 503 if the index is being built, or the update takes too long
     */
    void update() {
        requests.request();
        awaitUpdate();
    }

    /**
     * Reads the index after all requested updates.
     *
     * @throws ProblemException 503 if the index is being built or is damaged, or an update takes too long
     */
    <T> T read(Reading<T> reading) {
        awaitUpdate();
        StoryIndexer reads = open.orElseThrow(UpdatedIndex::unavailable);
        try {
            return reads.index().read(reading);
        } catch (AlreadyClosedException e) {
            throw unavailable();
        } catch (IOException e) {
            throw damaged(e);
        } catch (UncheckedIOException e) {
            throw damaged(e.getCause());
        }
    }

    private void awaitUpdate() {
        if (!requests.awaitUpdate()) {
            throw unavailable();
        }
    }

    private ProblemException damaged(IOException reason) {
        damage = reason;
        requests.request();
        return unavailable();
    }

    private static ProblemException unavailable() {
        return ProblemException.of(ProblemType.UNAVAILABLE, "The search index is not ready.")
                .withHeader("Retry-After", "5");
    }

    private void run() {
        beforeFirstUpdate();
        while (!requests.isStopped()) {
            try {
                StoryIndexer indexer = new StoryIndexer(name, StoryIndex.open(folder), stories, source, requests);
                open = Optional.of(indexer);
                damage = null;
                indexer.begin();
                refresh(indexer);
                while (!requests.isStopped()) {
                    updateWhenRequested(indexer);
                }
                indexer.commit();
                close();
            } catch (IOException | UncheckedIOException | AlreadyClosedException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                LOG.warnf("The %s cannot be opened or built: %s", name, e);
                close(e);
            }
        }
    }

    private void updateWhenRequested(StoryIndexer indexer) throws IOException {
        requests.awaitRequest(indexer.untilCommit());
        if (damage != null) {
            throw damage;
        }
        long target = requests.requested();
        try {
            if (!requests.isCompleted(target)) {
                indexer.readChanges();
                refresh(indexer);
                requests.complete(target);
            }
        } catch (UncheckedIOException | AlreadyClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!indexer.isComplete()) {
                // The build was interrupted.
                throw e;
            }
            LOG.warnf("The %s cannot be updated at the moment: %s", name, e);
            LOG.debugf(e, "The %s has not been updated", name);
            requests.pause(RETRY_DELAY);
        }
        indexer.commitIfDue();
    }

    /** Makes the current state of the index visible to readers. After an interrupted build, there is none. */
    private void refresh(StoryIndexer indexer) throws IOException {
        indexer.index().searchers().maybeRefreshBlocking();
        requests.setReady(indexer.isComplete());
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
        requests.setReady(false);
        try {
            close();
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "The %s cannot be closed", name);
        }
        requests.pause(RETRY_DELAY);
    }

    private void close() throws IOException {
        Optional<StoryIndexer> closing = open;
        open = Optional.empty();
        if (closing.isPresent()) {
            closing.get().index().close();
        }
    }

    private void delete() {
        try {
            StoryIndex.delete(folder);
        } catch (IOException e) {
            LOG.warnf("The %s cannot be deleted: %s", name, e);
        }
    }
}

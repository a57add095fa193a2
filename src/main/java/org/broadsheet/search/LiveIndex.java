package org.broadsheet.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import org.broadsheet.change.ChangeLog.Recorded;
import org.broadsheet.change.ChangeWatch;
import org.broadsheet.search.StoryIndex.Reading;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** This node's index of the stories that readers see. It is updated whenever the change log grows. */
@ApplicationScoped
class LiveIndex {

    /** A response that is made after an eviction must be made of an index that has been asked to update. */
    private static final int BEFORE_THE_CACHE = ObserverMethod.DEFAULT_PRIORITY - 1;

    private final StoryIndex index;
    private final IndexUpdater updater;
    private final ChangeWatch watch;
    private final TransactionSynchronizationRegistry transactions;
    private final Session database;

    LiveIndex(
            @ConfigProperty(name = "broadsheet.search-dir") Path folder,
            LiveStories stories,
            ChangeWatch watch,
            TransactionSynchronizationRegistry transactions,
            Session database,
            MeterRegistry metrics) {
        this.index = new StoryIndex(folder.resolve("live"));
        this.updater = new IndexUpdater("search index", index, stories, () -> {});
        this.watch = watch;
        this.transactions = transactions;
        this.database = database;
        updater.measure(metrics, "live");
    }

    void start(@Observes @Priority(BEFORE_THE_CACHE) StartupEvent event) {
        watch.atOnce(connection -> updater.ask());
        updater.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        updater.stop();
    }

    /** Asks for an update when a transaction of this node that added to the log has ended. */
    void changed(@Observes @Priority(BEFORE_THE_CACHE) Recorded recorded) {
        if (transactions.getResource(this) == null) {
            transactions.putResource(this, this);
            database.unwrap(SharedSessionContractImplementor.class)
                    .getTransactionCompletionCallbacks()
                    .registerCallback((committed, session) -> updater.ask());
        }
    }

    void awaitReady() {
        updater.awaitReady();
    }

    boolean isReady() {
        return updater.isReady();
    }

    /**
     * Updates the index with everything that has been committed.
     *
     * @throws org.broadsheet.problem.ProblemException 503 if the index is being built, or the update takes too long
     */
    void update() {
        updater.ask();
        if (!updater.await()) {
            throw StoryIndex.unavailable();
        }
    }

    /**
     * Reads the index, with everything that this node has heard of.
     *
     * @throws org.broadsheet.problem.ProblemException 503 if the index is being built
     */
    <T> T read(Reading<T> reading) {
        updater.await();
        return index.read(reading);
    }
}

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

/** This node's index of the stories that readers see. It looks for changes whenever the change log grows. */
@ApplicationScoped
class LiveIndex {

    /** A response that is made after an eviction must be made of an index that has been asked to look. */
    private static final int BEFORE_THE_CACHE = ObserverMethod.DEFAULT_PRIORITY - 1;

    private final StoryIndex index;
    private final IndexFollower follower;
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
        this.follower = new IndexFollower("search index", index, stories);
        this.watch = watch;
        this.transactions = transactions;
        this.database = database;
        follower.measure(metrics, "live");
    }

    void start(@Observes @Priority(BEFORE_THE_CACHE) StartupEvent event) {
        watch.atOnce(connection -> follower.ask());
        follower.start(() -> {});
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        follower.stop();
    }

    /** Asks for a look when a transaction of this node that added to the log has ended. */
    void changed(@Observes @Priority(BEFORE_THE_CACHE) Recorded recorded) {
        if (transactions.getResource(this) == null) {
            transactions.putResource(this, this);
            database.unwrap(SharedSessionContractImplementor.class)
                    .getTransactionCompletionCallbacks()
                    .registerCallback((committed, session) -> follower.ask());
        }
    }

    void awaitReady() {
        follower.awaitReady();
    }

    boolean isReady() {
        return follower.isReady();
    }

    /**
     * Reads the index, with everything that this node has heard of.
     *
     * @throws org.broadsheet.problem.ProblemException 503 if the index is being built
     */
    <T> T read(Reading<T> reading) {
        follower.await();
        return index.read(reading);
    }
}

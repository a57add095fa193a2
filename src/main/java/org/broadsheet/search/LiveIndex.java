package org.broadsheet.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import org.broadsheet.cache.Invalidation;
import org.broadsheet.search.StoryIndex.Reading;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This node's index of the stories that readers see. It is asked to update before responses are evicted, so that a response
 * which is made after an eviction is made of an index that has what caused it.
 */
@ApplicationScoped
class LiveIndex {

    private final StoryIndex index;
    private final IndexUpdater updater;

    LiveIndex(@ConfigProperty(name = "broadsheet.search-dir") Path folder, LiveStories stories, MeterRegistry metrics) {
        this.index = new StoryIndex(folder.resolve("live"));
        this.updater = new IndexUpdater("search index", index, stories, () -> {});
        updater.measure(metrics, "live");
    }

    void start(@Observes StartupEvent event, Invalidation invalidation) {
        invalidation.prepareBy(updater::ask);
        updater.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        updater.stop();
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
        updater.await();
    }

    /**
     * Reads the index, with everything that this node has heard of.
     *
     * @throws org.broadsheet.problem.ProblemException 503 if the index is being built, or an update takes too long
     */
    <T> T read(Reading<T> reading) {
        updater.await();
        return index.read(reading);
    }
}

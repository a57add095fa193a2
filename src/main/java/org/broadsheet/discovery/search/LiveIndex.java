package org.broadsheet.discovery.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.broadsheet.delivery.cache.Invalidation;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This node's index of live stories. An update is requested before responses are evicted, so that a response computed
 * after an eviction uses an index that has the change which caused it.
 */
@Singleton
class LiveIndex extends UpdatedIndex {

    LiveIndex(
            @ConfigProperty(name = "broadsheet.search-dir") Path folder,
            IndexedStories stories,
            MeterRegistry metrics) {
        super("search index", folder.resolve("live"), stories, IndexedStories.LIVE, metrics);
    }

    void start(@Observes StartupEvent event, Invalidation invalidation) {
        invalidation.prepareBy(this::requestUpdate);
        start();
    }
}

package org.broadsheet.discovery.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.search.Query;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This node's index of the latest revisions of all stories. It is built after the index of live stories. It is updated
 * before each search, because editors search rarely and must find what any node has just saved.
 */
@Singleton
public class DraftIndex extends UpdatedIndex {

    /**
     * The maximum number of stories that a query finds. If more stories match, those with the best scores are returned.
     */
    private static final int MAX_STORIES = 10_000;

    private final LiveIndex live;

    DraftIndex(
            @ConfigProperty(name = "broadsheet.search-dir") Path folder,
            IndexedStories stories,
            LiveIndex live,
            MeterRegistry metrics) {
        super("search index of drafts", folder.resolve("drafts"), stories, IndexedStories.DRAFTS, metrics);
        this.live = live;
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    @Override
    void beforeFirstUpdate() {
        live.awaitReady();
    }

    /**
     * Returns the stories whose latest revisions have all words of a query. If there are none, the last word is used as
     * a prefix.
     *
     * @param text a query in the syntax of searches
     * @return at most 10,000 ids, in no order
     * @throws org.broadsheet.platform.problem.ProblemException 503 if the index is being built
     */
    public List<UUID> find(String text) {
        update();
        return read(searcher -> {
            Map<String, Float> languages = new QueryLanguages(searcher).of(text, Set.of());
            List<UUID> found = find(searcher, text, languages);
            Optional<String> completed =
                    found.isEmpty() ? new Spelling(searcher, languages.keySet()).completed(text) : Optional.empty();
            return completed.isPresent() ? find(searcher, completed.get(), languages) : found;
        });
    }

    private static List<UUID> find(LiveSearcher searcher, String text, Map<String, Float> languages)
            throws IOException {
        Query query = TextQuery.of(text, languages).matching(Match.ALL);
        return searcher.first(MAX_STORIES, query, RankedCollector.SCORE).stream()
                .map(Hit::id)
                .toList();
    }
}

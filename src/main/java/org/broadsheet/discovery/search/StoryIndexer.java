package org.broadsheet.discovery.search;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.broadsheet.changelog.LogSnapshot;
import org.broadsheet.changelog.LogSnapshot.Changes;
import org.broadsheet.discovery.search.IndexedStories.Source;
import org.jboss.logging.Logger;

/**
 * Reads stories from the database into an open index. Each commit has the snapshot of the database that the index
 * covers. After a crash, later changes are read again; reading a story twice does no harm.
 */
final class StoryIndexer {

    private static final Logger LOG = Logger.getLogger(StoryIndexer.class);

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(3);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
    private static final int BATCH_SIZE = 500;

    private final String name;
    private final StoryIndex index;
    private final IndexedStories stories;
    private final Source<?> source;
    private final UpdateRequests requests;

    /** The snapshot that the index covers; null while it is incomplete, and then it is never committed. */
    private LogSnapshot indexed;

    private boolean uncommitted;
    private long committedAt = System.nanoTime();
    private volatile int storiesRead;

    /** @param name the name of the index in log messages */
    StoryIndexer(String name, StoryIndex index, IndexedStories stories, Source<?> source, UpdateRequests requests) {
        this.name = name;
        this.index = index;
        this.stories = stories;
        this.source = source;
        this.requests = requests;
    }

    StoryIndex index() {
        return index;
    }

    /** Returns whether the index has all stories as of a snapshot of the database. */
    boolean isComplete() {
        return indexed != null;
    }

    /** Returns the number of stories that have been read to build the index. */
    int storiesRead() {
        return storiesRead;
    }

    /** Continues from the last commit, or builds the index if there is none of this version. */
    void begin() throws IOException {
        Map<String, String> committed = index.committed();
        if (StoryDocument.VERSION.equals(committed.get("version"))) {
            indexed = LogSnapshot.from(committed::get);
            readChanges();
        } else {
            build();
        }
    }

    /** Returns how long the index may wait for further changes before it has to be committed. */
    Duration untilCommit() {
        return uncommitted ? COMMIT_INTERVAL : Duration.ofDays(1);
    }

    void commitIfDue() throws IOException {
        if (uncommitted && System.nanoTime() - committedAt > COMMIT_INTERVAL.toNanos()) {
            commit();
        }
    }

    void commit() throws IOException {
        if (isComplete()) {
            Map<String, String> data = new HashMap<>(indexed.toMap());
            data.put("version", StoryDocument.VERSION);
            index.commit(data);
            uncommitted = false;
            committedAt = System.nanoTime();
        }
    }

    /** Indexes the stories that have changed, or all stories if the changes are not known. */
    void readChanges() throws IOException {
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
        requests.setReady(false);
        indexed = null;
        LogSnapshot begun = stories.now();
        index.writer().deleteAll();
        storiesRead = 0;
        long began = System.nanoTime();
        long reported = began;
        List<StoryText> next = stories.textsAfter(source, new UUID(0, 0), BATCH_SIZE);
        while (!next.isEmpty() && !requests.isStopped()) {
            CompletableFuture<List<StoryText>> following = readAhead(next.get(next.size() - 1));
            add(next);
            storiesRead += next.size();
            if (System.nanoTime() - reported > REPORT_INTERVAL.toNanos()) {
                reported = System.nanoTime();
                LOG.infof("The %s has %d stories so far", name, storiesRead);
            }
            next = following.join();
        }
        if (!requests.isStopped()) {
            indexed = begun;
            commit();
            readChanges();
            double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3;
            LOG.infof("The %s of %d stories was built in %.1f s", name, storiesRead, seconds);
        }
    }

    /** Reads the next batch while the current one is analyzed. */
    private CompletableFuture<List<StoryText>> readAhead(StoryText last) {
        return CompletableFuture.supplyAsync(
                () -> stories.textsAfter(source, last.id(), BATCH_SIZE), Infrastructure.getDefaultWorkerPool());
    }
}

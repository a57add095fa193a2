package org.broadsheet.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.IOUtils;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;
import org.jboss.logging.Logger;

/** A Lucene index of stories in a folder. What is in it can be read from the database again at any time. */
final class StoryIndex {

    private static final Logger LOG = Logger.getLogger(StoryIndex.class);

    private static final double BUFFER_MEBIBYTES = 16;
    private static final double CACHED_SEGMENT_MEBIBYTES = 5;
    private static final double CACHE_MEBIBYTES = 16;

    private final Path folder;
    private volatile Open open;
    private volatile IOException damage;
    private volatile Runnable damageListener = () -> {};

    StoryIndex(Path folder) {
        this.folder = folder;
    }

    private static final class Searchers extends SearcherFactory {

        @Override
        public LiveSearcher newSearcher(IndexReader reader, IndexReader previous) {
            return new LiveSearcher(reader);
        }
    }

    /** An index that is open. */
    private record Open(
            Path path, boolean isTemporary, Directory directory, IndexWriter writer, SearcherManager searchers) {

        static Open at(Path path, boolean isTemporary) throws IOException {
            Directory directory =
                    new NRTCachingDirectory(FSDirectory.open(path), CACHED_SEGMENT_MEBIBYTES, CACHE_MEBIBYTES);
            IndexWriter writer = null;
            try {
                try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
                    check(directory, lock);
                }
                writer = new IndexWriter(
                        directory,
                        new IndexWriterConfig(StoryDocument.analyzer())
                                .setRAMBufferSizeMB(BUFFER_MEBIBYTES)
                                .setMaxFullFlushMergeWaitMillis(0));
                return new Open(path, isTemporary, directory, writer, new SearcherManager(writer, new Searchers()));
            } catch (IOException e) {
                IOUtils.closeWhileHandlingException(writer, directory);
                throw e;
            } catch (RuntimeException e) {
                IOUtils.closeWhileHandlingException(writer, directory);
                // Such as a codec of another version of Lucene
                throw new CorruptIndexException("The index cannot be read", path.toString(), e);
            }
        }

        /** Reads all files once: Lucene itself compares their checksums only when it merges segments. */
        private static void check(Directory directory, Lock lock) throws IOException {
            if (DirectoryReader.indexExists(directory)) {
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    for (LeafReaderContext leaf : reader.leaves()) {
                        lock.ensureValid();
                        leaf.reader().checkIntegrity();
                    }
                }
            }
        }

        void close() throws IOException {
            searchers.close();
            writer.rollback();
            directory.close();
            if (isTemporary) {
                IOUtils.rm(path);
            }
        }
    }

    /**
     * Opens the index, or begins one.
     *
     * @return what was {@link #commit committed} with it last; empty for a new one
     */
    Map<String, String> open() throws IOException {
        close();
        Open opened;
        try {
            Files.createDirectories(folder);
            opened = Open.at(folder, false);
        } catch (LockObtainFailedException e) {
            Path own = Files.createTempDirectory("broadsheet-search");
            LOG.warnf(
                    "The search index in %s is in use by another node. This node has one of its own in %s.",
                    folder, own);
            try {
                opened = Open.at(own, true);
            } catch (IOException failure) {
                IOUtils.rm(own);
                throw failure;
            }
        }
        open = opened;
        damage = null;
        Map<String, String> committed = new HashMap<>();
        Iterable<Map.Entry<String, String>> data = opened.writer().getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> committed.put(entry.getKey(), entry.getValue()));
        }
        return committed;
    }

    /** Removes the index, whatever state it is in; not where it is in use by another node. */
    void delete() throws IOException {
        close();
        try (FSDirectory directory = FSDirectory.open(folder);
                Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (String file : directory.listAll()) {
                lock.ensureValid();
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
        } catch (LockObtainFailedException e) {
            LOG.debug("The index in the folder is not this node's", e);
        }
    }

    /** Ends without a commit: what comes after the last one is read from the log again. */
    void close() throws IOException {
        Open closing = open;
        open = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Empties the index. */
    void clear() throws IOException {
        open.writer().deleteAll();
    }

    /** Removes stories. */
    void delete(Collection<UUID> stories) throws IOException {
        open.writer().deleteDocuments(stories.stream().map(StoryDocument::term).toArray(Term[]::new));
    }

    /** Adds a story that the index does not have. */
    void add(StoryText story) {
        try {
            open.writer().addDocument(StoryDocument.of(story));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets readers see the index as it is. Until then they see it as it was. */
    void refresh() throws IOException {
        open.searchers().maybeRefreshBlocking();
    }

    /** Makes everything durable, with data that {@link #open} returns. */
    void commit(Map<String, String> data) throws IOException {
        open.writer().setLiveCommitData(data.entrySet());
        open.writer().commit();
    }

    /** Reads the index. */
    @FunctionalInterface
    interface Reading<T> {
        T from(LiveSearcher searcher) throws IOException;
    }

    /**
     * Reads the index as it was {@link #refresh refreshed} last.
     *
     * @throws ProblemException 503 if the node has none at the moment, or it is damaged
     */
    <T> T read(Reading<T> reading) {
        Open opened = Optional.ofNullable(open).orElseThrow(StoryIndex::unavailable);
        try {
            LiveSearcher searcher = (LiveSearcher) opened.searchers().acquire();
            try {
                return reading.from(searcher);
            } finally {
                opened.searchers().release(searcher);
            }
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
        damageListener.run();
        return unavailable();
    }

    /** @param listener is called when a reader has met damage */
    void whenDamaged(Runnable listener) {
        damageListener = listener;
    }

    /** Throws what a reader has met since the index was opened. */
    void rethrowDamage() throws IOException {
        IOException met = damage;
        if (met != null) {
            throw met;
        }
    }

    static ProblemException unavailable() {
        return ProblemException.of(ProblemType.UNAVAILABLE, "The search index is being built.")
                .withHeader("Retry-After", "5");
    }
}
